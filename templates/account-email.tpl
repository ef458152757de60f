{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="auth"><h1>Confirm your address</h1>
<p class="lead">Mails of this hub go there from now on.</p>
<form class="form" method="post" action="/account/email">
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#ERROR}}<div class="flash bad" role="alert"><span>{{MESSAGE}}</span></div>{{/ERROR}}
<div class="field"><label for="code">Code of the mail</label><input id="code" name="code" autocomplete="off" maxlength="100" spellcheck="false" data-from-fragment required aria-describedby="code-h"><span class="hint" id="code-h">The link of the mail fills it in.</span></div>
<button class="btn primary">Confirm</button>
</form>
<p class="alt"><a href="/account">Your account</a></p>
</div>
{{>FOOT}}
