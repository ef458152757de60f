{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="side">
{{>ADMIN_NAV}}<div>
<div class="head"><div><h1>Groups</h1><p class="lead">What is granted to a group, every member has. A manager adds and removes members.</p></div></div>
<div class="bar"><form class="push grow inline" action="/admin/groups"><label class="vh" for="q">Find a group</label><input id="q" name="q" type="search" maxlength="200" placeholder="Find a group" value="{{SEARCH}}" data-filter="#groups" aria-describedby="q-n"><span id="q-n" class="muted small" role="status"></span></form></div>
{{#GROUPS_ANY}}
<div class="card"><table class="t hover rows" id="groups"><caption class="vh">Groups by name</caption>
<thead><tr><th scope="col">Group</th><th scope="col" class="r">Members</th>{{#MAY_ADMIN}}<th scope="col" class="r">Grants</th>{{/MAY_ADMIN}}<th scope="col">Managers</th></tr></thead><tbody>
{{#GROUPS}}<tr data-row><th scope="row" class="full"><a href="/admin/groups/{{ID}}">{{GROUP}}</a></th><td class="r fit"><span class="lbl">Members: </span>{{MEMBERS}}</td>{{#MAY_ADMIN}}<td class="r fit"><span class="lbl">Grants: </span>{{GRANTS}}</td>{{/MAY_ADMIN}}<td class="full{{#MANAGERS_NOT}} drop{{/MANAGERS_NOT}}">{{MANAGERS}}{{#MANAGERS_NOT}}<span class="muted">administrators</span>{{/MANAGERS_NOT}}</td></tr>
{{/GROUPS}}
</tbody></table><p class="more muted">{{FOUND}} in all</p></div>
{{/GROUPS_ANY}}
{{#GROUPS_NONE}}<div class="card"><div class="empty">{{#SEARCHED}}<h2>No group matches “{{SEARCH}}”</h2><p><a href="/admin/groups">Show all groups</a></p>{{/SEARCHED}}{{#SEARCHED_NOT}}<h2>No group yet</h2><p>Make one for each team, and grant it what the team works on.</p>{{/SEARCHED_NOT}}</div></div>{{/GROUPS_NONE}}
{{#PAGED}}<nav class="pages" aria-label="Pages">
{{#PREVIOUS_PAGE_SET}}<a class="btn sm" rel="prev" href="/admin/groups?page={{PREVIOUS_PAGE}}&amp;q={{SEARCH:url_query_escape}}">Previous</a>{{/PREVIOUS_PAGE_SET}}
{{#NEXT_PAGE_SET}}<a class="btn sm" rel="next" href="/admin/groups?page={{NEXT_PAGE}}&amp;q={{SEARCH:url_query_escape}}">Next</a>{{/NEXT_PAGE_SET}}
</nav>{{/PAGED}}
{{#MAY_ADMIN}}<form class="card stackgap" method="post" action="/admin/groups"><header><h2>New group</h2></header><div class="body form"><input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field{{#BAD_NEW_NAME}} bad{{/BAD_NEW_NAME}}"><label for="name">Name</label><input id="name" name="name" value="{{NEW_NAME}}" maxlength="80" autocomplete="off" placeholder="Vault team" required{{#BAD_NEW_NAME}} aria-invalid="true" aria-describedby="name-e" autofocus{{/BAD_NEW_NAME}}>{{#BAD_NEW_NAME}}<span class="err" id="name-e">{{WHY}}</span>{{/BAD_NEW_NAME}}</div></div><footer><button class="btn primary">Make group</button></footer></form>{{/MAY_ADMIN}}
</div></div>
{{>FOOT}}
