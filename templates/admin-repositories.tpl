{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="side">
{{>ADMIN_NAV}}<div>
<div class="head"><div><h1>Repositories</h1><p class="lead">A private repository is open to those who were given a role on it, and to administrators.</p></div></div>
<div class="bar"><form class="push grow inline" action="/admin/repositories"><label class="vh" for="q">Find a repository by name</label><input id="q" name="q" type="search" maxlength="200" placeholder="Find by name" value="{{SEARCH}}" data-filter="#register" aria-describedby="q-n"><span id="q-n" class="muted small" role="status"></span></form></div>
<div class="card">
{{#REPOSITORIES_ANY}}<table class="t hover rows" id="register"><caption class="vh">All repositories</caption>
<thead><tr><th scope="col">Name</th><th scope="col">Open to</th><th scope="col" class="r">Fuzz packages</th><th scope="col" class="r">Tokens of its own</th><th scope="col">Last run</th><th scope="col">Added</th><th scope="col"><span class="vh">Access</span></th></tr></thead>
<tbody>
{{#REPOSITORIES}}<tr data-row><th scope="row" class="full"><a href="/r/{{NAME}}">{{NAME}}</a></th><td class="fit">{{#PUBLIC}}everybody{{/PUBLIC}}{{#PUBLIC_NOT}}its members{{/PUBLIC_NOT}}</td><td class="r fit"><span class="lbl">Fuzz packages: </span>{{PACKAGES}}</td><td class="r fit"><span class="lbl">Tokens: </span>{{TOKENS}}</td><td class="fit">{{#LAST_RUN_SET}}<time datetime="{{LAST_RUN}}" title="{{LAST_RUN_UTC}}">{{LAST_RUN_AGO}}</time>{{/LAST_RUN_SET}}</td><td class="fit muted"><time datetime="{{ADDED}}" title="{{ADDED_UTC}}">{{ADDED_AGO}}</time></td><td class="fit r"><a href="/r/{{NAME}}/access">Access<span class="vh"> to {{NAME}}</span></a></td></tr>
{{/REPOSITORIES}}
</tbody></table><p class="more muted">{{FOUND}} in all</p>{{/REPOSITORIES_ANY}}
{{#REPOSITORIES_NONE}}{{#SEARCHED}}<div class="empty"><h2>No repository matches “{{SEARCH}}”</h2><p><a href="/admin/repositories">Show all repositories</a></p></div>{{/SEARCHED}}{{#SEARCHED_NOT}}<div class="body"><p class="muted">No repository yet. Add the first one here; a token for all repositories adds them by pushing, too.</p></div>{{/SEARCHED_NOT}}{{/REPOSITORIES_NONE}}
</div>
{{#PAGED}}<nav class="pages" aria-label="Pages">
{{#PREVIOUS_PAGE_SET}}<a class="btn sm" rel="prev" href="/admin/repositories?page={{PREVIOUS_PAGE}}&amp;q={{SEARCH:url_query_escape}}">Previous</a>{{/PREVIOUS_PAGE_SET}}
{{#NEXT_PAGE_SET}}<a class="btn sm" rel="next" href="/admin/repositories?page={{NEXT_PAGE}}&amp;q={{SEARCH:url_query_escape}}">Next</a>{{/NEXT_PAGE_SET}}
</nav>{{/PAGED}}
<form class="card stackgap" method="post" action="/admin/repositories"><header><h2>Add a repository</h2></header>
<div class="body form two"><input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field{{#BAD_NEW_NAME}} bad{{/BAD_NEW_NAME}}"><label for="name">Name</label><input id="name" name="name" value="{{NEW_NAME}}" maxlength="201" placeholder="XXyCorp/vault" pattern="[A-Za-z0-9][A-Za-z0-9._\-]*/[A-Za-z0-9][A-Za-z0-9._\-]*" autocomplete="off" spellcheck="false" aria-describedby="name-h{{#BAD_NEW_NAME}} name-e{{/BAD_NEW_NAME}}" required{{#BAD_NEW_NAME}} aria-invalid="true" autofocus{{/BAD_NEW_NAME}}>{{#BAD_NEW_NAME}}<span class="err" id="name-e">{{WHY}}</span>{{/BAD_NEW_NAME}}<span class="hint" id="name-h">OWNER/NAME, as CI will send it.</span></div>
<div class="field"><label for="visibility">Open to</label><select id="visibility" name="visibility"><option value="private">its members</option><option value="public"{{#NEW_PUBLIC}} selected{{/NEW_PUBLIC}}>everybody</option></select></div>
</div><footer><button class="btn primary">Add repository</button></footer></form>
</div></div>
{{>FOOT}}
