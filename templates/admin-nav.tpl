{{%AUTOESCAPE context="HTML"}}
<nav class="sidenav" aria-label="Administration"><ul>
{{#OF_ADMIN}}<li><a href="/admin"{{#IN_OVERVIEW}} aria-current="page"{{/IN_OVERVIEW}}>Overview</a></li>
<li><a href="/admin/accounts"{{#IN_ACCOUNTS}} aria-current="page"{{/IN_ACCOUNTS}}>Accounts</a></li>
<li><a href="/admin/invitations"{{#IN_INVITATIONS}} aria-current="page"{{/IN_INVITATIONS}}>Invitations</a></li>{{/OF_ADMIN}}
<li><a href="/admin/groups"{{#IN_GROUPS}} aria-current="page"{{/IN_GROUPS}}>Groups</a></li>
{{#OF_ADMIN}}<li><a href="/admin/access"{{#IN_ACCESS}} aria-current="page"{{/IN_ACCESS}}>Access</a></li>
<li><a href="/admin/repositories"{{#IN_REGISTER}} aria-current="page"{{/IN_REGISTER}}>Repositories</a></li>
<li><a href="/admin/notify"{{#IN_RULES}} aria-current="page"{{/IN_RULES}}>NotifyAdmin</a></li>
<li><a href="/admin/tokens"{{#IN_TOKENS}} aria-current="page"{{/IN_TOKENS}}>Tokens</a></li>
<li><a href="/admin/settings"{{#IN_SETTINGS}} aria-current="page"{{/IN_SETTINGS}}>Settings</a></li>
<li><a href="/admin/mails"{{#IN_MAILS}} aria-current="page"{{/IN_MAILS}}>Mails{{#DEAD_MAILS_SET}} <span class="n red">{{DEAD_MAILS}}<span class="vh"> did not arrive</span></span>{{/DEAD_MAILS_SET}}</a></li>
<li><a href="/admin/deliveries"{{#IN_DELIVERIES}} aria-current="page"{{/IN_DELIVERIES}}>Deliveries{{#DEAD_NOTIFICATIONS_SET}} <span class="n red">{{DEAD_NOTIFICATIONS}}<span class="vh"> did not arrive</span></span>{{/DEAD_NOTIFICATIONS_SET}}</a></li>
<li><a href="/admin/audit"{{#IN_AUDIT}} aria-current="page"{{/IN_AUDIT}}>Audit</a></li>{{/OF_ADMIN}}
</ul></nav>
