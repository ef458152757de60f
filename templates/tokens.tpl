{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
{{>REPOSITORY}}
<div class="{{#OF_HUB}}side{{/OF_HUB}}{{#OF_HUB_NOT}}stack{{/OF_HUB_NOT}}">
{{>ADMIN_NAV}}{{>SETTINGS_NAV}}<div>
{{#OF_HUB}}<div class="head"><div><h1>Tokens</h1><p class="lead">JSON Web Tokens for CI, fuzz jobs and scripts.</p></div></div>{{/OF_HUB}}
{{#OF_HUB_NOT}}<p class="muted small">Tokens of machines that may push to this repository, or read it, and no other. Tokens that the hub's administrators made for more than it are not shown here.</p>{{/OF_HUB_NOT}}
{{#ERROR}}<div class="flash bad" role="alert"><span>{{MESSAGE}}</span></div>{{/ERROR}}
{{#MADE}}
<section class="card flashcard" aria-labelledby="made"><header><h2 id="made">Token <code>{{TOKEN_NAME}}</code> made</h2><span class="push"><span class="tag amber">Shown once</span></span></header>
<div class="body stack">
<div class="cmd"><span class="secret">{{TOKEN}}</span><button class="btn sm bare copy" type="button" data-copy hidden aria-label="Copy token"><svg class="ic" aria-hidden="true" viewBox="0 0 16 16"><use href="#i-copy"/></svg><span>Copy</span></button></div>
<p class="small muted">Store it now as <code>NOPANIC_TOKEN</code> in your CI. The hub keeps only its number, so it cannot show it again.</p>
{{#FOR_PUSH}}
<p>A first push, of the log of <code>go test -fuzz</code> or libFuzzer:</p>
<div class="cmd"><pre><code>curl -fsS {{HUB_URL}}/push.sh | sh -s -- --url {{HUB_URL}} --repo {{FOR_REPO}} fuzz.log</code></pre><button class="btn sm bare copy" type="button" data-copy hidden aria-label="Copy command"><svg class="ic" aria-hidden="true" viewBox="0 0 16 16"><use href="#i-copy"/></svg><span>Copy</span></button></div>
<p>Or with curl alone:</p>
<div class="cmd"><pre><code>curl -fsS "{{HUB_URL}}/ingest?repo={{FOR_REPO}}&amp;commit=$(git rev-parse HEAD)" \
  -H "Authorization: Bearer $NOPANIC_TOKEN" --data-binary @fuzz.log</code></pre><button class="btn sm bare copy" type="button" data-copy hidden aria-label="Copy command"><svg class="ic" aria-hidden="true" viewBox="0 0 16 16"><use href="#i-copy"/></svg><span>Copy</span></button></div>
{{/FOR_PUSH}}
{{#FOR_PUSH_NOT}}
<p>Every page answers it as JSON:</p>
<div class="cmd"><pre><code>curl -fsS {{HUB_URL}}/ -H "Accept: application/json" -H "Authorization: Bearer $NOPANIC_TOKEN"</code></pre><button class="btn sm bare copy" type="button" data-copy hidden aria-label="Copy command"><svg class="ic" aria-hidden="true" viewBox="0 0 16 16"><use href="#i-copy"/></svg><span>Copy</span></button></div>
{{/FOR_PUSH_NOT}}
</div></section>
{{/MADE}}
<div class="card stackgap">
{{#TOKENS_ANY}}<table class="t hover rows"><caption class="vh">Tokens, those in force first</caption>
<thead><tr><th scope="col">Name</th><th scope="col">May</th><th scope="col">Repositories</th><th scope="col">Expires</th><th scope="col">Last used</th><th scope="col"><span class="vh">Action</span></th></tr></thead>
<tbody>
{{#TOKENS}}<tr><th scope="row" class="full"><code>{{NAME}}</code>{{#MADE_BY_SET}}<span class="sub">by {{MADE_BY}}</span>{{/MADE_BY_SET}}</th>
<td class="fit">{{#PUSHES}}push{{/PUSHES}}{{#PUSHES_NOT}}read{{/PUSHES_NOT}}</td>
<td class="any">{{#EVERY}}all{{/EVERY}}{{#EVERY_NOT}}{{REPOSITORIES}}{{/EVERY_NOT}}</td>
<td class="fit">{{#REVOKED_SET}}<span class="tag">revoked</span> <time datetime="{{REVOKED}}" title="{{REVOKED_UTC}}">{{REVOKED_AGO}}</time>{{/REVOKED_SET}}{{#IN_FORCE}}<span class="lbl">Expires </span><time datetime="{{EXPIRES}}" title="{{EXPIRES_UTC}}">{{EXPIRES_DATE}}</time>{{#SOON}} <span class="tag amber">soon</span>{{/SOON}}{{/IN_FORCE}}</td>
<td class="full muted">{{#USED_SET}}<span class="lbl">Used </span><time datetime="{{USED}}" title="{{USED_UTC}}">{{USED_AGO}}</time>{{#USED_FROM_SET}}, {{USED_FROM}}{{/USED_FROM_SET}}{{/USED_SET}}</td>
<td class="fit">{{#IN_FORCE}}<details class="ask"><summary class="btn sm danger">Revoke<span class="vh"> {{NAME}}</span></summary><form method="post" action="{{HERE}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="revoke"><input type="hidden" name="id" value="{{ID}}"><button class="btn sm danger">Revoke for good<span class="vh">: {{NAME}}</span></button></form></details>{{/IN_FORCE}}</td></tr>
{{/TOKENS}}
</tbody></table>{{/TOKENS_ANY}}
{{#TOKENS_NONE}}<div class="body"><p class="muted">No token yet. CI needs one to push results.</p></div>{{/TOKENS_NONE}}
</div>
{{#FRESH}}
<form class="card stackgap" method="post" action="{{HERE}}"><header><h2>New token</h2></header>
<div class="body form two"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="create">
<div class="field{{#BAD_NEW_NAME}} bad{{/BAD_NEW_NAME}}"><label for="name">Name</label><input id="name" name="name" value="{{NEW_NAME}}" maxlength="80" placeholder="ci-nightly" autocomplete="off" aria-describedby="name-h{{#BAD_NEW_NAME}} name-e{{/BAD_NEW_NAME}}"{{#BAD_NEW_NAME}} aria-invalid="true" autofocus{{/BAD_NEW_NAME}} required>{{#BAD_NEW_NAME}}<span class="err" id="name-e">{{WHY}}</span>{{/BAD_NEW_NAME}}<span class="hint" id="name-h">What it is for; seen in this list.</span></div>
<div class="field"><label for="days">Expires</label><select id="days" name="days"><option value="30">in 30 days</option><option value="90" selected>in 90 days</option><option value="365">in 1 year</option></select></div>
{{#OF_HUB}}<div class="field{{#BAD_NEW_REPO}} bad{{/BAD_NEW_REPO}}"><label for="repo">Repositories</label><input id="repo" name="repo" value="{{NEW_REPO}}" list="repos" maxlength="201" placeholder="all, new ones too" pattern="[A-Za-z0-9._*\-]+/[A-Za-z0-9._*\-]+" autocomplete="off" spellcheck="false" aria-describedby="repo-h{{#BAD_NEW_REPO}} repo-e{{/BAD_NEW_REPO}}"{{#BAD_NEW_REPO}} aria-invalid="true" autofocus{{/BAD_NEW_REPO}}>{{#BAD_NEW_REPO}}<span class="err" id="repo-e">{{WHY}}</span>{{/BAD_NEW_REPO}}<datalist id="repos">{{#REPOSITORIES}}<option value="{{REPO}}"></option>{{/REPOSITORIES}}</datalist><span class="hint" id="repo-h">OWNER/NAME, or a pattern such as XXyCorp/* for those of later, too; empty for all. Pushing to more than one also adds repositories.</span></div>{{/OF_HUB}}
<div class="field"><label for="scope">May</label><select id="scope" name="scope"><option value="ingest">push results</option><option value="read">read pages as JSON</option></select></div>
</div><footer><button class="btn primary">Create token</button></footer></form>
{{/FRESH}}
{{#FRESH_NOT}}
<section class="card stackgap" aria-labelledby="new"><header><h2 id="new">New token</h2></header>
<div class="body"><p>Making a token asks for your password once in a quarter of an hour. <a class="btn primary" href="/account?confirm=1&amp;next={{HERE:url_query_escape}}">Confirm your password</a></p></div></section>
{{/FRESH_NOT}}
</div></div>
{{>FOOT}}
