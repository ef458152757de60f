{{%AUTOESCAPE context="HTML"}}
<nav class="sidenav" aria-label="Administration"><ul>
<li><a href="/admin"{{#IN_OVERVIEW}} aria-current="page"{{/IN_OVERVIEW}}>Overview</a></li>
<li><a href="/admin/repositories"{{#IN_REGISTER}} aria-current="page"{{/IN_REGISTER}}>Repositories</a></li>
<li><a href="/admin/tokens"{{#IN_TOKENS}} aria-current="page"{{/IN_TOKENS}}>Tokens</a></li>
<li><a href="/admin/settings"{{#IN_SETTINGS}} aria-current="page"{{/IN_SETTINGS}}>Settings</a></li>
<li><a href="/admin/audit"{{#IN_AUDIT}} aria-current="page"{{/IN_AUDIT}}>Audit</a></li>
</ul></nav>
