{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="side">
<nav class="sidenav" aria-label="Administration"><ul>
<li><a href="/admin" aria-current="page">Overview</a></li>
<li><a href="/admin/repositories">Repositories</a></li>
<li><a href="/admin/tokens">Tokens</a></li>
</ul></nav><div>
<div class="head"><div><h1>Administration</h1><p class="lead">What only administrators of this hub see and change.</p></div></div>
<dl class="facts">
<div><dt>Repositories</dt><dd><a class="quiet" href="/admin/repositories">{{REPOSITORIES}}</a></dd></div>
<div><dt>Tokens in force</dt><dd><a class="quiet" href="/admin/tokens">{{TOKENS}}</a></dd></div>
</dl>
</div></div>
{{>FOOT}}
