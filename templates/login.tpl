{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="auth"><h1>Sign in</h1>
<p class="lead">Fuzzing results are open to people with an account.</p>
{{#NO_ADMIN}}<div class="flash"><span>Nobody has an account yet. <code>make up</code> prints the link that makes the first one, an administrator; run it again to see the link again.</span></div>{{/NO_ADMIN}}
<form class="form" method="post" action="/login">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="next" value="{{NEXT}}">
{{#ERROR}}<div class="flash bad" role="alert"><span>{{MESSAGE}} After ten wrong tries in a quarter of an hour this address has to wait.</span></div>{{/ERROR}}
<div class="field"><label for="user">Name or e-mail</label><input id="user" name="user" autocomplete="username" maxlength="254" required autofocus></div>
<div class="field"><label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password" required></div>
<button class="btn primary">Sign in</button>
</form>
<p class="alt"><a href="/reset">Forgot your password?</a>{{#OPEN}}<br>No account? <a href="/signup">Create one</a>{{/OPEN}}</p>
</div>
{{>FOOT}}
