{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="auth">
{{#ENDED}}
<h1>No more of these</h1>
<p class="lead">You are not told any more{{#CRASHER_TITLE_SET}} of <b>{{CRASHER_TITLE}}</b>{{/CRASHER_TITLE_SET}}{{#CRASHER_TITLE_NOT}}{{#SUBSCRIPTION_REPOSITORY_SET}} of what happens in <b>{{SUBSCRIPTION_REPOSITORY}}</b>{{/SUBSCRIPTION_REPOSITORY_SET}}{{#PATTERN_SET}} of what happens in <b>{{PATTERN}}</b>{{/PATTERN_SET}}{{/CRASHER_TITLE_NOT}}.</p>
{{/ENDED}}
{{#ENDED_NOT}}
<h1>No more of these?</h1>
<p class="lead">You are told{{#CRASHER_TITLE_SET}} of <b>{{CRASHER_TITLE}}</b>{{/CRASHER_TITLE_SET}}{{#CRASHER_TITLE_NOT}}{{#SUBSCRIPTION_REPOSITORY_SET}} of what happens in <b>{{SUBSCRIPTION_REPOSITORY}}</b>{{/SUBSCRIPTION_REPOSITORY_SET}}{{#PATTERN_SET}} of what happens in <b>{{PATTERN}}</b>{{/PATTERN_SET}}{{/CRASHER_TITLE_NOT}}.</p>
<form class="form" method="post" action="/unsubscribe?key={{KEY:url_query_escape}}">
<button class="btn primary">Tell me no more of it</button>
</form>
{{/ENDED_NOT}}
<p class="alt"><a href="/notify">All that you are told of</a></p>
</div>
{{>FOOT}}
