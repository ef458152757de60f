{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="auth"><h1>Your second factor</h1>
<p class="lead">The password is right. Now a code of your app.</p>
<form class="form" method="post" action="/login/code">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="next" value="{{NEXT}}">
<div class="field{{#ERROR}} bad{{/ERROR}}"><label for="code">Code</label><input id="code" name="code" autocomplete="one-time-code" maxlength="64" spellcheck="false" autocapitalize="off" aria-describedby="code-h{{#ERROR}} code-e{{/ERROR}}"{{#ERROR}} aria-invalid="true"{{/ERROR}} required autofocus>{{#ERROR}}<span class="err" id="code-e">{{MESSAGE}}</span>{{/ERROR}}<span class="hint" id="code-h">Six digits. Or one of your recovery codes, which works once.</span></div>
<button class="btn primary">Sign in</button>
</form>
<p class="alt"><a href="/login">Start again</a></p>
</div>
{{>FOOT}}
