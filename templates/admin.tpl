{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="side">
{{>ADMIN_NAV}}<div>
<div class="head"><div><h1>Administration</h1><p class="lead">What only administrators of this hub see and change.</p></div></div>
<dl class="facts">
<div><dt>Accounts that may come in</dt><dd><a class="quiet" href="/admin/accounts">{{ACCOUNTS}}</a></dd></div>
<div><dt>Groups</dt><dd><a class="quiet" href="/admin/groups">{{GROUPS}}</a></dd></div>
<div><dt>Grants</dt><dd><a class="quiet" href="/admin/access">{{GRANTS}}</a></dd></div>
<div><dt>Repositories</dt><dd><a class="quiet" href="/admin/repositories">{{REPOSITORIES}}</a></dd></div>
<div><dt>Tokens in force</dt><dd><a class="quiet" href="/admin/tokens">{{TOKENS}}</a></dd></div>
</dl>
{{#DEAD_MAILS_SET}}<div class="flash bad stackgap"><span><a href="/admin/mails">{{DEAD_MAILS}} {{#ONE_DEAD}}mail{{/ONE_DEAD}}{{#ONE_DEAD_NOT}}mails{{/ONE_DEAD_NOT}} did not arrive</a>: the server refused, or did not take them for a day.</span></div>{{/DEAD_MAILS_SET}}
{{#DEAD_NOTIFICATIONS_SET}}<div class="flash bad stackgap"><span><a href="/admin/deliveries?show=dead">{{DEAD_NOTIFICATIONS}} {{#ONE_DEAD_NOTIFICATION}}notification{{/ONE_DEAD_NOTIFICATION}}{{#ONE_DEAD_NOTIFICATION_NOT}}notifications{{/ONE_DEAD_NOTIFICATION_NOT}} did not arrive</a>: the other side refused, or did not take them for three days.</span></div>{{/DEAD_NOTIFICATIONS_SET}}
</div></div>
{{>FOOT}}
