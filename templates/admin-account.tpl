{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="side">
{{>ADMIN_NAV}}<div>
<nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="/admin/accounts">Accounts</a></li></ol></nav>
<div class="head"><div><h1>{{NAME}}</h1><div class="meta">{{#ADMIN}}<span class="tag blue">Administrator</span>{{/ADMIN}}{{#DISABLED}}<span class="tag red">Disabled</span>{{/DISABLED}}{{#INVITED}}<span class="tag amber">Invited</span>{{/INVITED}}<span>{{EMAIL}}</span></div></div>
<div class="actions">{{#MYSELF_NOT}}{{#DISABLED_NOT}}<form method="post" action="/admin/see-as"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="account" value="{{NAME}}"><button class="btn named">See as {{NAME}}</button></form>{{/DISABLED_NOT}}{{/MYSELF_NOT}}</div></div>
<dl class="facts">
<div><dt>Created</dt><dd><time datetime="{{CREATED}}" title="{{CREATED_UTC}}">{{CREATED_AGO}}</time></dd></div>
<div><dt>Last visit</dt><dd>{{#VISITED_SET}}<time datetime="{{VISITED}}" title="{{VISITED_UTC}}">{{VISITED_AGO}}</time>{{/VISITED_SET}}{{#VISITED_NOT}}never{{/VISITED_NOT}}</dd></div>
<div><dt>Sessions</dt><dd>{{SESSIONS}}</dd></div>
<div><dt>Two-factor sign-in</dt><dd>{{#SECOND_FACTOR}}on{{/SECOND_FACTOR}}{{#SECOND_FACTOR_NOT}}off{{/SECOND_FACTOR_NOT}}</dd></div>
<div><dt>Was given</dt><dd>{{REPOSITORIES}} <small>repositories{{#ADMIN}}; as administrator it may everything{{/ADMIN}}</small></dd></div>
</dl>
<section class="card stackgap" aria-labelledby="groups-h"><header><h2 id="groups-h">Groups</h2></header>
{{#GROUPS_ANY}}<table class="t hover rows"><caption class="vh">Groups of {{NAME}}</caption><thead><tr><th scope="col">Group</th><th scope="col">As</th><th scope="col"><span class="vh">Action</span></th></tr></thead><tbody>
{{#GROUPS}}<tr><th scope="row" class="grow"><a href="/admin/groups/{{GROUP_ID}}">{{GROUP}}</a></th><td class="fit">{{#MANAGES}}manager{{/MANAGES}}{{#MANAGES_NOT}}member{{/MANAGES_NOT}}</td><td class="fit r"><form method="post"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="leave"><input type="hidden" name="group" value="{{GROUP}}"><button class="btn sm">Remove<span class="vh"> from {{GROUP}}</span></button></form></td></tr>
{{/GROUPS}}</tbody></table>{{/GROUPS_ANY}}
{{#GROUPS_NONE}}<div class="body"><p class="muted">In no group.</p></div>{{/GROUPS_NONE}}
<footer><form class="inline{{#BAD_NEW_GROUP}} bad{{/BAD_NEW_GROUP}}" method="post"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="join"><label for="group">Add to group</label><input id="group" name="group" value="{{NEW_GROUP}}" maxlength="80" autocomplete="off" required{{#BAD_NEW_GROUP}} aria-invalid="true" aria-describedby="group-e" autofocus{{/BAD_NEW_GROUP}}>{{#BAD_NEW_GROUP}}<span class="err" id="group-e">{{WHY}}</span>{{/BAD_NEW_GROUP}}<button class="btn">Add</button></form></footer></section>
<section class="card stackgap" aria-labelledby="access-h"><header><h2 id="access-h">Access</h2></header>
{{#ACCESS_ANY}}<table class="t hover rows"><caption class="vh">What {{NAME}} may, and through which grant</caption><thead><tr><th scope="col">Repository</th><th scope="col">May</th><th scope="col">Through</th></tr></thead><tbody>
{{#ACCESS}}<tr data-row><th scope="row" class="full"><a href="/r/{{REPOSITORY}}/access">{{REPOSITORY}}</a></th><td class="fit">{{ROLE}}</td><td class="full"><span class="met">{{#BY_GROUP_SET}}<span class="muted">group</span> <a href="/admin/groups/{{BY_GROUP_ID}}">{{BY_GROUP}}</a>{{/BY_GROUP_SET}}{{#BY_GROUP_NOT}}<span class="muted">itself</span>{{/BY_GROUP_NOT}}{{#THROUGH_SET}} <span class="muted">through</span> <code>{{THROUGH}}</code>{{/THROUGH_SET}}{{#OTHERS_SET}} <small>and {{OTHERS}} more</small>{{/OTHERS_SET}}</span></td></tr>
{{/ACCESS}}</tbody></table>{{/ACCESS_ANY}}
{{#ACCESS_NONE}}<div class="body"><p class="muted">{{#ADMIN}}Nothing was given to it, but as administrator it may everything.{{/ADMIN}}{{#ADMIN_NOT}}It sees what is public, and nothing else.{{/ADMIN_NOT}}</p></div>{{/ACCESS_NONE}}
</section>
{{#PAGED}}<nav class="pages" aria-label="Pages">
{{#PREVIOUS_PAGE_SET}}<a class="btn sm" rel="prev" href="?page={{PREVIOUS_PAGE}}">Previous</a>{{/PREVIOUS_PAGE_SET}}
{{#NEXT_PAGE_SET}}<a class="btn sm" rel="next" href="?page={{NEXT_PAGE}}">Next</a>{{/NEXT_PAGE_SET}}
</nav>{{/PAGED}}
<section class="card stackgap" aria-labelledby="account-h"><header><h2 id="account-h">Account</h2></header><div class="body inline">
<form method="post"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="sign_out"><button class="btn sm">Sign out everywhere</button></form>
{{#DISABLED_NOT}}<form method="post" action="/admin/reset"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="account" value="{{NAME}}"><button class="btn sm">Mail a link for a new password</button></form>{{/DISABLED_NOT}}
{{#ADMIN_NOT}}<details class="ask"><summary class="btn sm danger">Make administrator</summary><form method="post"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="admin"><button class="btn sm danger">Yes, it may everything</button></form></details>{{/ADMIN_NOT}}
{{#ADMIN}}<details class="ask"><summary class="btn sm danger">Take administration away</summary><form method="post"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="no_admin"><button class="btn sm danger">Yes, take it away</button></form></details>{{/ADMIN}}
{{#MYSELF_NOT}}{{#SECOND_FACTOR}}<details class="ask"><summary class="btn sm danger">Turn two-factor sign-in off</summary><form method="post"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="second_off"><button class="btn sm danger">Yes, the password alone is enough</button></form></details>{{/SECOND_FACTOR}}{{/MYSELF_NOT}}
{{#MYSELF_NOT}}{{#DISABLED_NOT}}<details class="ask"><summary class="btn sm danger">Disable</summary><form method="post"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="disable"><button class="btn sm danger named">Yes, disable {{NAME}}</button></form></details>{{/DISABLED_NOT}}{{/MYSELF_NOT}}
{{#DISABLED}}<form method="post"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="enable"><button class="btn sm">Enable</button></form>{{/DISABLED}}
</div><footer><p>A disabled account may not come in: its sessions end at once, its password and the tokens that it made are refused. What was given to it stays.</p></footer></section>
</div></div>
{{>FOOT}}
