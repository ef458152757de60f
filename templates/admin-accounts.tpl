{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="side">
{{>ADMIN_NAV}}<div>
<div class="head"><div><h1>Accounts</h1><p class="lead">Rights belong to groups. A person has what any of their groups has.</p></div>
<div class="actions"><a class="btn primary" href="/admin/invitations">Invite somebody</a></div></div>
<div class="bar">
<nav class="chips" aria-label="Filter accounts">
<a href="/admin/accounts?q={{SEARCH:url_query_escape}}"{{#SHOW_ALL}} aria-current="true"{{/SHOW_ALL}}>All</a>
<a href="/admin/accounts?show=admins&amp;q={{SEARCH:url_query_escape}}"{{#SHOW_ADMINS}} aria-current="true"{{/SHOW_ADMINS}}>Administrators</a>
<a href="/admin/accounts?show=alone&amp;q={{SEARCH:url_query_escape}}"{{#SHOW_ALONE}} aria-current="true"{{/SHOW_ALONE}}>In no group</a>
<a href="/admin/accounts?show=closed&amp;q={{SEARCH:url_query_escape}}"{{#SHOW_CLOSED}} aria-current="true"{{/SHOW_CLOSED}}>Disabled</a>
</nav>
<form class="push grow inline" action="/admin/accounts"><input type="hidden" name="show" value="{{CHOSEN_SHOW}}"><label class="vh" for="q">Find an account by name or e-mail</label><input id="q" name="q" type="search" maxlength="200" placeholder="Name or e-mail" value="{{SEARCH}}" data-filter="#accounts" aria-describedby="q-n"><span id="q-n" class="muted small" role="status"></span></form>
</div>
{{#ACCOUNTS_ANY}}
<div class="card"><table class="t hover rows" id="accounts"><caption class="vh">Accounts by name</caption>
<thead><tr><th scope="col">Account</th><th scope="col">Groups</th><th scope="col">State</th><th scope="col">Last visit</th></tr></thead>
<tbody>
{{#ACCOUNTS}}<tr data-row><th scope="row" class="full"><a href="/admin/accounts/{{NAME}}">{{NAME}}</a><span class="sub">{{EMAIL}}</span></th>
<td class="full{{#GROUPS_NOT}} drop{{/GROUPS_NOT}}">{{GROUPS}}{{#GROUPS_NOT}}{{#ADMIN_NOT}}<span class="muted">none: sees what is public and what it was given itself</span>{{/ADMIN_NOT}}{{/GROUPS_NOT}}</td>
<td class="fit">{{#ADMIN}}<span class="tag blue">Administrator</span> {{/ADMIN}}{{#DISABLED}}<span class="tag red">Disabled</span>{{/DISABLED}}{{#DISABLED_NOT}}{{#INVITED}}<span class="tag amber">Invited</span>{{/INVITED}}{{/DISABLED_NOT}}</td>
<td class="fit muted">{{#VISITED_SET}}<span class="lbl">Last visit </span><time datetime="{{VISITED}}" title="{{VISITED_UTC}}">{{VISITED_AGO}}</time>{{/VISITED_SET}}{{#VISITED_NOT}}never{{/VISITED_NOT}}</td></tr>
{{/ACCOUNTS}}
</tbody></table><p class="more muted">{{FOUND}} in all</p></div>
{{/ACCOUNTS_ANY}}
{{#ACCOUNTS_NONE}}<div class="card"><div class="empty"><h2>No account fits</h2><p><a href="/admin/accounts">Show all accounts</a></p></div></div>{{/ACCOUNTS_NONE}}
{{#PAGED}}<nav class="pages" aria-label="Pages">
{{#PREVIOUS_PAGE_SET}}<a class="btn sm" rel="prev" href="/admin/accounts?page={{PREVIOUS_PAGE}}&amp;show={{CHOSEN_SHOW:url_query_escape}}&amp;q={{SEARCH:url_query_escape}}">Previous</a>{{/PREVIOUS_PAGE_SET}}
{{#NEXT_PAGE_SET}}<a class="btn sm" rel="next" href="/admin/accounts?page={{NEXT_PAGE}}&amp;show={{CHOSEN_SHOW:url_query_escape}}&amp;q={{SEARCH:url_query_escape}}">Next</a>{{/NEXT_PAGE_SET}}
</nav>{{/PAGED}}
</div></div>
{{>FOOT}}
