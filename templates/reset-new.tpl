{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="auth"><h1>Choose a new password</h1>
<p class="lead">All sessions of the account end, and the link works no more.</p>
<form class="form" method="post" action="/reset/new">
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#CODE_NOT}}{{#ERROR}}<div class="flash bad" role="alert"><span>{{MESSAGE}} <a href="/reset">Ask for another</a>.</span></div>{{/ERROR}}{{/CODE_NOT}}
<div class="field"><label for="code">Code of the mail</label><input id="code" name="code" value="{{CODE}}" autocomplete="off" maxlength="100" spellcheck="false" data-from-fragment required aria-describedby="code-h"><span class="hint" id="code-h">The link of the mail fills it in.</span></div>
<div class="field{{#CODE_SET}}{{#ERROR}} bad{{/ERROR}}{{/CODE_SET}}"><label for="password">New password</label><input id="password" name="password" type="password" autocomplete="new-password" minlength="12" aria-describedby="password-h{{#CODE_SET}}{{#ERROR}} password-e{{/ERROR}}{{/CODE_SET}}"{{#CODE_SET}}{{#ERROR}} aria-invalid="true" autofocus{{/ERROR}}{{/CODE_SET}} required>{{#CODE_SET}}{{#ERROR}}<span class="err" id="password-e">{{MESSAGE}}</span>{{/ERROR}}{{/CODE_SET}}<span class="hint" id="password-h">12 characters or more. Any characters, pasting is fine.</span></div>
<button class="btn primary">Change password</button>
</form>
<p class="alt"><a href="/login">Back to sign in</a></p>
</div>
{{>FOOT}}
