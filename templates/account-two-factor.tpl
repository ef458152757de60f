{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="head"><div><p class="crumbs"><a href="/account">Your account</a></p><h1>Two-factor sign-in</h1><p class="lead">{{#ON}}On: a login asks for a code of your app, too.{{/ON}}{{#ON_NOT}}Off: a login asks for the password alone.{{/ON_NOT}}</p></div></div>
{{#CODES_ANY}}
<section class="card flashcard" aria-labelledby="codes"><header><h2 id="codes">Recovery codes</h2><span class="push"><span class="tag amber">Shown once</span></span></header>
<div class="body stack"><p>Each of them signs you in once, when the app is not at hand. Keep them where the app is not.</p>
<div class="cmd"><pre class="codes" tabindex="0" aria-label="Recovery codes">{{#CODES}}{{CODE}}
{{/CODES}}</pre><button class="btn sm bare copy" type="button" data-copy hidden aria-label="Copy recovery codes"><svg class="ic" aria-hidden="true" viewBox="0 0 16 16"><use href="#i-copy"/></svg><span>Copy</span></button></div></div></section>
{{/CODES_ANY}}
{{#OFF}}
<form class="card" method="post" action="/account/two-factor"><header><h2>Set it up</h2></header>
<div class="body form two"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="draft">
<input name="user" autocomplete="username" value="{{ACCOUNT}}" readonly hidden>
<p class="wide">With an app that makes codes (Aegis, FreeOTP, 1Password, Google Authenticator), nobody signs in with your password alone. HTTP basic then takes it no more: scripts use a token.</p>
<div class="field{{#BAD_PASSWORD}} bad{{/BAD_PASSWORD}}"><label for="current">Current password</label><input id="current" name="current" type="password" autocomplete="current-password" required{{#BAD_PASSWORD}} aria-invalid="true" aria-describedby="current-e" autofocus{{/BAD_PASSWORD}}>{{#BAD_PASSWORD}}<span class="err" id="current-e">{{WHY}}</span>{{/BAD_PASSWORD}}</div>
</div><footer><button class="btn primary">Set up</button></footer></form>
{{/OFF}}
{{#DRAFT}}
<form class="card" method="post" action="/account/two-factor"><header><h2>Set it up</h2></header>
<div class="body form scan"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="begin">
<svg class="qr" viewBox="{{QR_BOX}}" role="img" aria-label="QR code of the secret beneath"><path d="{{QR_PATH}}"/></svg>
<div class="form"><div class="field"><span class="label">Scan the code with the app, or type its secret</span><code class="secret">{{SECRET}}</code></div>
<div class="field{{#BAD_TYPED}} bad{{/BAD_TYPED}}"><label for="code">Code that the app shows then</label><input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="16" required{{#BAD_TYPED}} aria-invalid="true" aria-describedby="code-e" autofocus{{/BAD_TYPED}}>{{#BAD_TYPED}}<span class="err" id="code-e">{{WHY}}</span>{{/BAD_TYPED}}</div>
</div></div><footer><button class="btn primary">Turn on</button></footer></form>
<form class="stackgap" method="post" action="/account/two-factor"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="end"><button class="btn">Cancel</button></form>
{{/DRAFT}}
{{#ON}}
<form class="card stackgap" method="post" action="/account/two-factor"><header><h2>New recovery codes, or off</h2><span class="push muted small">{{CODES_LEFT}} of 10 codes left</span></header>
<div class="body form two"><input type="hidden" name="csrf" value="{{CSRF}}">
<input name="user" autocomplete="username" value="{{ACCOUNT}}" readonly hidden>
<div class="field{{#BAD_PASSWORD}} bad{{/BAD_PASSWORD}}"><label for="current">Current password</label><input id="current" name="current" type="password" autocomplete="current-password" required{{#BAD_PASSWORD}} aria-invalid="true" aria-describedby="current-e" autofocus{{/BAD_PASSWORD}}>{{#BAD_PASSWORD}}<span class="err" id="current-e">{{WHY}}</span>{{/BAD_PASSWORD}}</div>
<div class="field{{#BAD_TYPED}} bad{{/BAD_TYPED}}"><label for="code">Code of the app</label><input id="code" name="code" autocomplete="one-time-code" maxlength="64" aria-describedby="code-h{{#BAD_TYPED}} code-e{{/BAD_TYPED}}" required{{#BAD_TYPED}} aria-invalid="true" autofocus{{/BAD_TYPED}}>{{#BAD_TYPED}}<span class="err" id="code-e">{{WHY}}</span>{{/BAD_TYPED}}<span class="hint" id="code-h">Or a recovery code.</span></div>
</div><footer><button class="btn" name="do" value="codes">Make new recovery codes</button> <button class="btn danger" name="do" value="end">Turn off</button></footer></form>
{{/ON}}
{{>FOOT}}
