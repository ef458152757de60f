{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="auth"><h1>Create an account</h1>
{{#OPEN}}
<p class="lead">{{#DOMAINS_SET}}For addresses at {{DOMAINS}}. Others need an invitation.{{/DOMAINS_SET}}{{#DOMAINS_NOT}}We mail you a link to choose name and password.{{/DOMAINS_NOT}}</p>
<form class="form" method="post" action="/signup">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field{{#BAD_EMAIL}} bad{{/BAD_EMAIL}}"><label for="email">E-mail</label><input id="email" name="email" type="email" value="{{EMAIL}}" autocomplete="email" maxlength="254"{{#BAD_EMAIL}} aria-invalid="true" aria-describedby="email-e"{{/BAD_EMAIL}} required autofocus>{{#ERROR}}<span class="err" id="email-e">{{MESSAGE}}</span>{{/ERROR}}</div>
<button class="btn primary">Send link</button>
</form>
<p class="alt">The link works once, for 24 hours.<br>Have an account? <a href="/login">Sign in</a></p>
{{/OPEN}}
{{#OPEN_NOT}}
<p class="lead">Accounts of this hub are by invitation.</p>
<p>Ask an administrator to invite your address: the mail has a link to choose name and password.</p>
<p class="alt">Have an account? <a href="/login">Sign in</a></p>
{{/OPEN_NOT}}
</div>
{{>FOOT}}
