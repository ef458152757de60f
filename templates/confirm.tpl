{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="auth"><h1>Confirm your password</h1>
<p class="lead">What comes next asks for it once in a quarter of an hour.</p>
<form class="form" method="post" action="/account">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="confirm"><input type="hidden" name="next" value="{{NEXT}}">
<input name="user" autocomplete="username" value="{{ACCOUNT}}" readonly hidden>
<div class="field{{#ERROR}} bad{{/ERROR}}"><label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password" required autofocus{{#ERROR}} aria-invalid="true" aria-describedby="password-e"{{/ERROR}}>{{#ERROR}}<span class="err" id="password-e">{{MESSAGE}}</span>{{/ERROR}}</div>
<button class="btn primary">Confirm</button>
</form>
</div>
{{>FOOT}}
