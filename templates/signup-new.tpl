{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="auth"><h1>Create an account</h1>
<p class="lead">Your address is confirmed by the link of the mail.</p>
<form class="form" method="post" action="/signup/new">
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#CODE_NOT}}{{#ERROR}}<div class="flash bad" role="alert"><span>{{MESSAGE}} Ask for another.</span></div>{{/ERROR}}{{/CODE_NOT}}
<div class="field"><label for="code">Code of the mail</label><input id="code" name="code" value="{{CODE}}" autocomplete="off" maxlength="100" spellcheck="false" data-from-fragment required aria-describedby="code-h"><span class="hint" id="code-h">The link of the mail fills it in.</span></div>
<div class="field{{#BAD_NAME}} bad{{/BAD_NAME}}"><label for="user">Name</label><input id="user" name="user" value="{{USER}}" autocomplete="username" maxlength="39" pattern="[A-Za-z0-9][A-Za-z0-9._\-]*" aria-describedby="user-h"{{#BAD_NAME}} aria-invalid="true" autofocus{{/BAD_NAME}} required><span class="{{#BAD_NAME}}err{{/BAD_NAME}}{{#BAD_NAME_NOT}}hint{{/BAD_NAME_NOT}}" id="user-h">{{#BAD_NAME}}{{#ERROR}}{{MESSAGE}}{{/ERROR}}{{/BAD_NAME}}{{#BAD_NAME_NOT}}Letters, digits, dot, underscore, hyphen. Shown to colleagues.{{/BAD_NAME_NOT}}</span></div>
<div class="field{{#BAD_PASSWORD}} bad{{/BAD_PASSWORD}}"><label for="password">Password</label><input id="password" name="password" type="password" autocomplete="new-password" minlength="12" aria-describedby="password-h"{{#BAD_PASSWORD}} aria-invalid="true" autofocus{{/BAD_PASSWORD}} required><span class="{{#BAD_PASSWORD}}err{{/BAD_PASSWORD}}{{#BAD_PASSWORD_NOT}}hint{{/BAD_PASSWORD_NOT}}" id="password-h">{{#BAD_PASSWORD}}{{#ERROR}}{{MESSAGE}}{{/ERROR}}{{/BAD_PASSWORD}}{{#BAD_PASSWORD_NOT}}12 characters or more. Any characters, pasting is fine.{{/BAD_PASSWORD_NOT}}</span></div>
<button class="btn primary">Create account</button>
</form>
<p class="alt">Have an account? <a href="/login">Sign in</a></p>
</div>
{{>FOOT}}
