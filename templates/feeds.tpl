{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="head"><div><h1>Your feeds</h1><p class="lead">What is new, for a feed reader that cannot sign in. Whoever has such an address reads what you may read of it: keep it to yourself.</p></div></div>
{{#MADE}}
<section class="card flashcard" aria-labelledby="made"><header><h2 id="made">Feed of {{OF}}</h2><span class="push"><span class="tag amber">Shown once</span></span></header>
<div class="body stack">
<div class="cmd"><span class="secret">{{ADDRESS}}</span><button class="btn sm bare copy" type="button" data-copy hidden aria-label="Copy address"><svg class="ic" aria-hidden="true" viewBox="0 0 16 16"><use href="#i-copy"/></svg><span>Copy</span></button></div>
<p class="small muted">Give it to your feed reader now. The hub keeps only its digest, so it cannot show it again.</p>
</div></section>
{{/MADE}}
<div class="card{{#MADE}} stackgap{{/MADE}}">
{{#FEEDS_ANY}}<table class="t hover rows"><caption class="vh">Addresses in use, the newest first</caption>
<thead><tr><th scope="col">Feed of</th><th scope="col">Made</th><th scope="col">Last read</th><th scope="col"><span class="vh">Action</span></th></tr></thead>
<tbody>
{{#FEEDS}}<tr><th scope="row" class="full">{{#FILTER_SET}}<a class="quiet" href="{{FILTER_ADDRESS}}">{{FILTER}}</a><span class="sub">kept filter</span>{{/FILTER_SET}}{{#FILTER_NOT}}{{#REPOSITORY_SET}}<a class="quiet" href="/r/{{REPOSITORY}}">{{REPOSITORY}}</a><span class="sub">repository</span>{{/REPOSITORY_SET}}{{#REPOSITORY_NOT}}A repository<span class="sub">that you may not read now</span>{{/REPOSITORY_NOT}}{{/FILTER_NOT}}</th>
<td class="fit"><span class="lbl">Made </span><time datetime="{{CREATED}}" title="{{CREATED_UTC}}">{{CREATED_AGO}}</time></td>
<td class="fit">{{#USED_SET}}<span class="lbl">Read </span><time datetime="{{USED}}" title="{{USED_UTC}}">{{USED_AGO}}</time>{{/USED_SET}}{{#USED_NOT}}<span class="muted">never</span>{{/USED_NOT}}</td>
<td class="fit"><details class="ask"><summary class="btn sm danger">Revoke<span class="vh"> the feed of {{#FILTER_SET}}{{FILTER}}{{/FILTER_SET}}{{#FILTER_NOT}}{{REPOSITORY}}{{/FILTER_NOT}}, number {{ID}}</span></summary><form method="post" action="/account/feeds"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="revoke"><input type="hidden" name="id" value="{{ID}}"><button class="btn sm danger">Revoke for good<span class="vh">: number {{ID}}</span></button></form></details></td></tr>
{{/FEEDS}}
</tbody></table>{{/FEEDS_ANY}}
{{#FEEDS_NONE}}<div class="body"><p class="muted">No address yet.</p></div>{{/FEEDS_NONE}}
</div>
<form class="card stackgap" method="post" action="/account/feeds"><header><h2>Feed of a repository</h2></header>
<div class="body form two"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="repository">
<div class="field{{#BAD_REPO}} bad{{/BAD_REPO}}"><label for="repo">Repository</label><input id="repo" name="repo" value="{{REPO}}" maxlength="201" placeholder="OWNER/NAME" autocomplete="off" spellcheck="false" required aria-describedby="repo-h{{#BAD_REPO}} repo-e{{/BAD_REPO}}"{{#BAD_REPO}} aria-invalid="true" autofocus{{/BAD_REPO}}>{{#BAD_REPO}}<span class="err" id="repo-e">{{WHY}}</span>{{/BAD_REPO}}<span class="hint" id="repo-h">New and regressed crashers, fixes, and runs without a verdict.</span></div>
</div><footer><button class="btn primary">Make address</button></footer></form>
<form class="card stackgap" method="post" action="/account/feeds"><header><h2>Feed of a kept filter</h2></header>
{{#SAVED_FILTERS_ANY}}<div class="body form two"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="filter">
<div class="field{{#BAD_FILTER_TYPED}} bad{{/BAD_FILTER_TYPED}}"><label for="filter">Filter</label><select id="filter" name="filter" aria-describedby="filter-h{{#BAD_FILTER_TYPED}} filter-e{{/BAD_FILTER_TYPED}}"{{#BAD_FILTER_TYPED}} aria-invalid="true" autofocus{{/BAD_FILTER_TYPED}}>{{#SAVED_FILTERS}}<option value="{{FILTER_ID}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{FILTER_NAME}}</option>{{/SAVED_FILTERS}}</select>{{#BAD_FILTER_TYPED}}<span class="err" id="filter-e">{{WHY}}</span>{{/BAD_FILTER_TYPED}}<span class="hint" id="filter-h">What happens to the crashers that fit it.</span></div>
</div><footer><button class="btn primary">Make address</button></footer>{{/SAVED_FILTERS_ANY}}
{{#SAVED_FILTERS_NONE}}<div class="body"><p>You keep no filter. Choose what you want to follow in the <a href="/crashers">list of crashers</a>, and keep it there.</p></div>{{/SAVED_FILTERS_NONE}}
</form>
{{>FOOT}}
