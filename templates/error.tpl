{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="empty"><h1>{{HEADING}}</h1>
<p>{{SAYS}}</p>
{{#REASON_SET}}<p>{{REASON}}</p>{{/REASON_SET}}
{{#MAY_SIGN_IN}}<p><a href="/login">Sign in</a> to see what is open to your account.</p>{{/MAY_SIGN_IN}}
{{#REQUEST_SET}}<p>Request <code>{{REQUEST}}</code></p>{{/REQUEST_SET}}
<p>Back to <a href="/">Repositories</a>.</p>
</div>
{{>FOOT}}
