{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="side">
{{>ADMIN_NAV}}<div>
<nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="/admin/notify">NotifyAdmin</a></li></ol></nav>
{{#RULE}}<div class="head"><div><h1>Rule for {{WHO}}</h1><div class="meta"><span>On {{#PATTERN_SET}}<code>{{PATTERN}}</code>{{/PATTERN_SET}}{{#PATTERN_NOT}}{{#REPOSITORY_SET}}<a href="/r/{{REPOSITORY}}">{{REPOSITORY}}</a>{{/REPOSITORY_SET}}{{#REPOSITORY_NOT}}a repository that was removed{{/REPOSITORY_NOT}}{{/PATTERN_NOT}}</span><span>Made <time datetime="{{MADE}}" title="{{MADE_UTC}}">{{MADE_AGO}}</time>{{#MADE_BY_SET}} by {{MADE_BY}}{{/MADE_BY_SET}}</span>{{#MANDATORY}}<span class="tag">mandatory</span>{{/MANDATORY}}</div></div></div>{{/RULE}}
<form class="card" method="post"><header><h2>What it does</h2></header>
{{>PREVIEW}}
<div class="body form two"><input type="hidden" name="csrf" value="{{CSRF}}">
{{>FIELDS}}</div>
<footer><button class="btn primary" name="do" value="set">Save</button><button class="btn" name="do" value="preview">Preview</button><p>For somebody else, or for other repositories, make another rule.</p></footer></form>
<section class="card stackgap" aria-labelledby="remove-h"><header><h2 id="remove-h">Remove</h2></header><div class="body stack">
<details class="ask"><summary class="btn sm danger">Remove rule</summary><form method="post"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn sm danger named" name="do" value="remove">Yes, remove it</button></form></details>
</div><footer><p>What is on its way already is not sent any more, unless another rule or a star brings it.</p></footer></section>
</div></div>
{{>FOOT}}
