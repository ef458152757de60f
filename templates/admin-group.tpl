{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="side">
{{>ADMIN_NAV}}<div>
<nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="/admin/groups">Groups</a></li></ol></nav>
<div class="head"><div><h1>{{NAME}}</h1><div class="meta"><span>Made <time datetime="{{CREATED}}" title="{{CREATED_UTC}}">{{CREATED_AGO}}</time></span></div></div></div>
<section class="card" aria-labelledby="members-h"><header><h2 id="members-h">Members <span class="muted">{{MEMBER_COUNT}}</span></h2></header>
{{#MEMBERS_ANY}}<table class="t hover rows"><caption class="vh">Members of {{NAME}}, managers first</caption><thead><tr><th scope="col">Account</th><th scope="col">As</th><th scope="col"><span class="vh">Action</span></th></tr></thead><tbody>
{{#MEMBERS}}<tr data-row><th scope="row" class="grow">{{#MAY_ADMIN}}<a href="/admin/accounts/{{ACCOUNT}}">{{ACCOUNT}}</a>{{/MAY_ADMIN}}{{#MAY_ADMIN_NOT}}{{ACCOUNT}}{{/MAY_ADMIN_NOT}}{{#DISABLED}} <span class="tag red">Disabled</span>{{/DISABLED}}</th><td class="fit">{{#MANAGER}}manager{{/MANAGER}}{{#MANAGER_NOT}}member{{/MANAGER_NOT}}</td><td class="fit r"><span class="row">{{#MAY_ADMIN}}{{#MANAGER_NOT}}<form method="post"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="manager"><input type="hidden" name="account" value="{{ACCOUNT}}"><button class="btn sm">Make manager<span class="vh">: {{ACCOUNT}}</span></button></form>{{/MANAGER_NOT}}{{#MANAGER}}<form method="post"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="member"><input type="hidden" name="account" value="{{ACCOUNT}}"><button class="btn sm">Make member<span class="vh">: {{ACCOUNT}}</span></button></form>{{/MANAGER}}{{/MAY_ADMIN}}{{#MAY_REMOVE}}<form method="post"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="remove"><input type="hidden" name="account" value="{{ACCOUNT}}"><button class="btn sm">Remove<span class="vh">: {{ACCOUNT}}</span></button></form>{{/MAY_REMOVE}}</span></td></tr>
{{/MEMBERS}}</tbody></table>{{/MEMBERS_ANY}}
{{#MEMBERS_NONE}}<div class="body"><p class="muted">No member yet.</p></div>{{/MEMBERS_NONE}}
<footer><form class="inline{{#BAD_NEW_MEMBER}} bad{{/BAD_NEW_MEMBER}}" method="post"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="add"><label for="account">Add account</label><input id="account" name="account" value="{{NEW_MEMBER}}" maxlength="39" autocomplete="off" spellcheck="false" required{{#BAD_NEW_MEMBER}} aria-invalid="true" aria-describedby="account-e" autofocus{{/BAD_NEW_MEMBER}}>{{#BAD_NEW_MEMBER}}<span class="err" id="account-e">{{WHY}}</span>{{/BAD_NEW_MEMBER}}{{#MAY_ADMIN}}<label class="opt"><input type="checkbox" name="manager" value="yes">as manager</label>{{/MAY_ADMIN}}<button class="btn primary">Add</button></form></footer></section>
{{#PAGED}}<nav class="pages" aria-label="Pages">
{{#PREVIOUS_PAGE_SET}}<a class="btn sm" rel="prev" href="?page={{PREVIOUS_PAGE}}">Previous</a>{{/PREVIOUS_PAGE_SET}}
{{#NEXT_PAGE_SET}}<a class="btn sm" rel="next" href="?page={{NEXT_PAGE}}">Next</a>{{/NEXT_PAGE_SET}}
</nav>{{/PAGED}}
{{#ACCESS}}<section class="card stackgap" aria-labelledby="access-h"><header><h2 id="access-h">Access</h2><a class="push small" href="/admin/access?who={{NAME:url_query_escape}}">Change</a></header>
{{#GRANTS_ANY}}<table class="t hover rows"><caption class="vh">What is granted to {{NAME}}</caption><thead><tr><th scope="col">Repository or pattern</th><th scope="col">May</th></tr></thead><tbody>
{{#GRANTS}}<tr><th scope="row" class="grow">{{#PATTERN}}<code>{{OBJECT}}</code>{{/PATTERN}}{{#PATTERN_NOT}}<a href="/r/{{OBJECT}}/access">{{OBJECT}}</a>{{/PATTERN_NOT}}</th><td class="fit">{{ROLE}}</td></tr>
{{/GRANTS}}</tbody></table>{{/GRANTS_ANY}}
{{#GRANTS_NONE}}<div class="body"><p class="muted">Nothing is granted to this group.</p></div>{{/GRANTS_NONE}}
</section>{{#PAGED}}<nav class="pages" aria-label="Pages">
{{#PREVIOUS_PAGE_SET}}<a class="btn sm" rel="prev" href="?grants={{PREVIOUS_PAGE}}">Previous</a>{{/PREVIOUS_PAGE_SET}}
{{#NEXT_PAGE_SET}}<a class="btn sm" rel="next" href="?grants={{NEXT_PAGE}}">Next</a>{{/NEXT_PAGE_SET}}
</nav>{{/PAGED}}{{/ACCESS}}
{{#MAY_ADMIN}}<section class="card stackgap" aria-labelledby="group-h"><header><h2 id="group-h">Group</h2></header><div class="body stack">
<form class="inline{{#BAD_NEW_NAME}} bad{{/BAD_NEW_NAME}}" method="post"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="rename"><label for="name">Name</label><input id="name" name="name" value="{{NEW_NAME}}" maxlength="80" autocomplete="off" required{{#BAD_NEW_NAME}} aria-invalid="true" aria-describedby="name-e" autofocus{{/BAD_NEW_NAME}}>{{#BAD_NEW_NAME}}<span class="err" id="name-e">{{WHY}}</span>{{/BAD_NEW_NAME}}<button class="btn">Rename</button></form>
<details class="ask"><summary class="btn sm danger">Remove group</summary><form method="post"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="delete"><input type="hidden" name="confirm" value="yes"><button class="btn sm danger named">Yes, remove {{NAME}}</button></form></details>
</div><footer><p>With a group goes all that was granted to it. The accounts of its members stay.</p></footer></section>{{/MAY_ADMIN}}
</div></div>
{{>FOOT}}
