{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="auth wide"><h1>Set up nopanic</h1>
<p class="lead">Seen until the first administrator exists.</p>
{{#ERROR}}<div class="flash bad" role="alert"><span>{{MESSAGE}} The command below makes a new one.</span></div>{{/ERROR}}
<form class="form" method="post" action="/setup">
<input type="hidden" name="csrf" value="{{CSRF}}">
<ol class="steps">
<li><h2>Prove that you run this server</h2>
<p class="muted">The first start printed a link that fills the code in here. For another one, on the server:</p>
<div class="cmd"><pre><code>build/bin/nopanic setup-link</code></pre><button class="btn sm bare copy" type="button" data-copy hidden aria-label="Copy command"><svg class="ic" aria-hidden="true" viewBox="0 0 16 16"><use href="#i-copy"/></svg><span>Copy</span></button></div>
<div class="field"><label for="code">Set-up code</label><input id="code" name="code" value="{{CODE}}" autocomplete="off" maxlength="100" spellcheck="false" data-from-fragment required></div></li>
<li><h2>First administrator</h2>
<div class="form two">
<div class="field"><label for="user">Name</label><input id="user" name="user" value="{{USER}}" autocomplete="username" maxlength="39" pattern="[A-Za-z0-9][A-Za-z0-9._\-]*" aria-describedby="user-h" required><span class="hint" id="user-h">Letters, digits, dot, underscore, hyphen.</span></div>
<div class="field"><label for="email">E-mail</label><input id="email" name="email" value="{{EMAIL}}" type="email" autocomplete="email" maxlength="254" required></div>
<div class="field"><label for="password">Password</label><input id="password" name="password" type="password" autocomplete="new-password" minlength="12" aria-describedby="password-h" required><span class="hint" id="password-h">12 characters or more, of any kind.</span></div>
</div>
<button class="btn primary">Create administrator</button></li>
</ol>
</form>
</div>
{{>FOOT}}
