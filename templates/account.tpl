{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="head"><div><h1>{{ACCOUNT}}</h1><p class="lead">{{EMAIL}}{{#CONFIRMED_NOT}} <span class="tag amber">not confirmed</span>{{/CONFIRMED_NOT}}{{#ADMIN}} · administrator of this hub{{/ADMIN}}</p></div></div>
<section class="card" aria-labelledby="sessions"><header><h2 id="sessions">Sessions</h2></header>
{{#SESSIONS_ANY}}<table class="t rows"><caption class="vh">Where you are signed in</caption>
<thead><tr><th scope="col">Browser</th><th scope="col">Address</th><th scope="col">Began</th><th scope="col">Last seen</th><th scope="col"><span class="vh">Action</span></th></tr></thead>
<tbody>
{{#SESSIONS}}<tr><td class="full"><span title="{{AGENT}}">{{BROWSER}}</span> {{#CURRENT}}<span class="tag">this one</span>{{/CURRENT}}</td><td class="fit">{{ADDRESS}}</td>
<td class="fit"><span class="lbl">Began </span><time datetime="{{BEGAN}}" title="{{BEGAN_UTC}}">{{BEGAN_AGO}}</time></td><td class="fit"><span class="lbl">Last seen </span><time datetime="{{SEEN}}" title="{{SEEN_UTC}}">{{SEEN_AGO}}</time></td>
<td class="fit"><form method="post" action="/account"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="end"><input type="hidden" name="session" value="{{SESSION}}"><button class="btn sm">End<span class="vh"> the session of {{ADDRESS}}, seen {{SEEN_AGO}}</span></button></form></td></tr>
{{/SESSIONS}}
</tbody></table>{{/SESSIONS_ANY}}
{{#SESSIONS_NONE}}<div class="body"><p class="muted">No browser is signed in; this request came with a password.</p></div>{{/SESSIONS_NONE}}
<footer><form method="post" action="/account"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="end_others"><button class="btn">End all others</button></form></footer>
</section>
<form class="card stackgap" method="post" action="/account"><header><h2>Change password</h2></header>
<div class="body form two"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="password">
<input name="user" autocomplete="username" value="{{ACCOUNT}}" readonly hidden>
<div class="field{{#BAD_PASSWORD}} bad{{/BAD_PASSWORD}}"><label for="current">Current password</label><input id="current" name="current" type="password" autocomplete="current-password" required{{#BAD_PASSWORD}} aria-invalid="true" aria-describedby="current-e" autofocus{{/BAD_PASSWORD}}>{{#BAD_PASSWORD}}<span class="err" id="current-e">{{WHY}}</span>{{/BAD_PASSWORD}}</div>
<div class="field{{#BAD_NEW_PASSWORD}} bad{{/BAD_NEW_PASSWORD}}"><label for="new">New password</label><input id="new" name="new" type="password" autocomplete="new-password" minlength="12" aria-describedby="new-h{{#BAD_NEW_PASSWORD}} new-e{{/BAD_NEW_PASSWORD}}" required{{#BAD_NEW_PASSWORD}} aria-invalid="true" autofocus{{/BAD_NEW_PASSWORD}}>{{#BAD_NEW_PASSWORD}}<span class="err" id="new-e">{{WHY}}</span>{{/BAD_NEW_PASSWORD}}<span class="hint" id="new-h">12 characters or more, of any kind. Your other sessions end.</span></div>
</div><footer><button class="btn">Change password</button></footer></form>
<section class="card stackgap" aria-labelledby="two"><header><h2 id="two">Two-factor sign-in</h2><span class="push">{{#TWO_FACTOR}}<span class="tag green">on</span>{{/TWO_FACTOR}}{{#TWO_FACTOR_NOT}}<span class="tag">off</span>{{/TWO_FACTOR_NOT}}</span></header>
<div class="body"><p>A code of an app beside the password. <a href="/account/two-factor">{{#TWO_FACTOR}}Recovery codes, or turn it off{{/TWO_FACTOR}}{{#TWO_FACTOR_NOT}}Set it up{{/TWO_FACTOR_NOT}}</a></p></div></section>
<form class="card stackgap" method="post" action="/account"><header><h2>{{#CONFIRMED}}Change address{{/CONFIRMED}}{{#CONFIRMED_NOT}}Confirm or change address{{/CONFIRMED_NOT}}</h2></header>
<div class="body form two"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="email">
<input name="user" autocomplete="username" value="{{ACCOUNT}}" readonly hidden>
<div class="field{{#BAD_NEW_EMAIL}} bad{{/BAD_NEW_EMAIL}}"><label for="email">E-mail</label><input id="email" name="email" value="{{NEW_EMAIL}}" type="email" autocomplete="email" maxlength="254" aria-describedby="email-h{{#BAD_NEW_EMAIL}} email-e{{/BAD_NEW_EMAIL}}" required{{#BAD_NEW_EMAIL}} aria-invalid="true" autofocus{{/BAD_NEW_EMAIL}}>{{#BAD_NEW_EMAIL}}<span class="err" id="email-e">{{WHY}}</span>{{/BAD_NEW_EMAIL}}<span class="hint" id="email-h">A mail with a link goes there. The old address is told of a change.</span></div>
<div class="field{{#BAD_EMAIL_PASSWORD}} bad{{/BAD_EMAIL_PASSWORD}}"><label for="email-current">Current password</label><input id="email-current" name="current" type="password" autocomplete="current-password" required{{#BAD_EMAIL_PASSWORD}} aria-invalid="true" aria-describedby="email-current-e" autofocus{{/BAD_EMAIL_PASSWORD}}>{{#BAD_EMAIL_PASSWORD}}<span class="err" id="email-current-e">{{WHY}}</span>{{/BAD_EMAIL_PASSWORD}}</div>
</div><footer><button class="btn">Send link</button></footer></form>
<section class="card stackgap" aria-labelledby="feeds"><header><h2 id="feeds">Feeds</h2></header>
<div class="body"><p>News for a feed reader that cannot sign in. <a href="/account/feeds">Your secret addresses</a></p></div></section>
<form class="card stackgap" method="post" action="/theme"><header><h2>Appearance</h2></header>
<div class="body inline"><input type="hidden" name="csrf" value="{{CSRF}}">
<button class="btn" name="theme" value="system">As the system</button> <button class="btn" name="theme" value="light">Light</button> <button class="btn" name="theme" value="dark">Dark</button>
</div></form>
<form class="card stackgap" method="post" action="/account"><header><h2>Remove this account</h2></header>
<div class="body form two"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="remove">
<input name="user" autocomplete="username" value="{{ACCOUNT}}" readonly hidden>
<p class="wide">Your sessions, your stars and the tokens you made end at once. What you wrote stays, without your name. This cannot be undone.</p>
<div class="field{{#BAD_REMOVE_PASSWORD}} bad{{/BAD_REMOVE_PASSWORD}}"><label for="remove-current">Current password</label><input id="remove-current" name="current" type="password" autocomplete="current-password" required{{#BAD_REMOVE_PASSWORD}} aria-invalid="true" aria-describedby="remove-current-e" autofocus{{/BAD_REMOVE_PASSWORD}}>{{#BAD_REMOVE_PASSWORD}}<span class="err" id="remove-current-e">{{WHY}}</span>{{/BAD_REMOVE_PASSWORD}}</div>
</div><footer><button class="btn danger">Remove my account</button></footer></form>
{{>FOOT}}
