{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="side">
{{>ADMIN_NAV}}<div>
<div class="head"><div><h1>Invitations</h1><p class="lead">Links that were mailed and not used yet. Each makes one account.</p></div></div>
<div class="card">
{{#INVITATIONS_ANY}}<table class="t hover rows"><caption class="vh">Invitations, the newest first</caption>
<thead><tr><th scope="col">Address</th><th scope="col">Invited by</th><th scope="col">Ends</th><th scope="col"><span class="vh">Action</span></th></tr></thead>
<tbody>
{{#INVITATIONS}}<tr><th scope="row" class="full">{{EMAIL}}</th>
<td class="fit{{#MADE_BY_NOT}} drop{{/MADE_BY_NOT}}">{{#MADE_BY_SET}}<span class="lbl">Invited by </span>{{MADE_BY}}{{/MADE_BY_SET}}</td>
<td class="fit"><span class="lbl">Ends </span><time datetime="{{EXPIRES}}" title="{{EXPIRES_UTC}}">{{EXPIRES_DATE}}</time></td>
<td class="fit"><form method="post" action="/admin/invitations"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="withdraw"><input type="hidden" name="email" value="{{EMAIL}}"><button class="btn sm danger">Withdraw<span class="vh"> the invitation of {{EMAIL}}</span></button></form></td></tr>
{{/INVITATIONS}}
</tbody></table>{{/INVITATIONS_ANY}}
{{#INVITATIONS_NONE}}<div class="body"><p class="muted">Nobody is invited at present.</p></div>{{/INVITATIONS_NONE}}
</div>
{{#CLOSED_NOT}}
<form class="card stackgap" method="post" action="/admin/invitations"><header><h2>Invite somebody</h2></header>
<div class="body form two"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="invite">
<div class="field{{#BAD_TYPED}} bad{{/BAD_TYPED}}"><label for="email">E-mail</label><input id="email" name="email" type="email" autocomplete="off" maxlength="254" value="{{TYPED}}" aria-describedby="email-h"{{#BAD_TYPED}} aria-invalid="true" autofocus{{/BAD_TYPED}} required>{{#BAD_TYPED}}<span class="err" id="email-h">{{WHY}}</span>{{/BAD_TYPED}}{{#BAD_TYPED_NOT}}<span class="hint" id="email-h">A link goes there that works once, within 7 days. Another one ends it.</span>{{/BAD_TYPED_NOT}}</div>
</div><footer><button class="btn primary">Send invitation</button></footer></form>
{{/CLOSED_NOT}}
{{#CLOSED}}<p class="stackgap muted">Accounts of this hub come from its command line alone (<code>NOPANIC_SIGNUP</code>).</p>{{/CLOSED}}
</div></div>
{{>FOOT}}
