{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="auth"><h1>Reset your password</h1>
<p class="lead">We mail you a link that works once, for 30 minutes.</p>
<form class="form" method="post" action="/reset">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field"><label for="email">E-mail</label><input id="email" name="email" type="email" autocomplete="email" maxlength="254" required autofocus></div>
<button class="btn primary">Send link</button>
</form>
<p class="alt"><a href="/login">Back to sign in</a></p>
</div>
{{>FOOT}}
