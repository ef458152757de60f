{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="auth">
{{#ENDED}}
<h1>No more of these</h1>
<p class="lead">{{#GONE}}This subscription has ended; others may still tell you of the same.{{/GONE}}{{#GONE_NOT}}You are not told any more{{#CRASHER_TITLE_SET}} of <b>{{CRASHER_TITLE}}</b>{{/CRASHER_TITLE_SET}}{{#CRASHER_TITLE_NOT}}{{#SUBSCRIPTION_REPOSITORY_SET}} of what happens in <b>{{SUBSCRIPTION_REPOSITORY}}</b>{{/SUBSCRIPTION_REPOSITORY_SET}}{{#PATTERN_SET}} of what happens in <b>{{PATTERN}}</b>{{/PATTERN_SET}}{{/CRASHER_TITLE_NOT}}{{#ALSO_ANY}} by this subscription{{/ALSO_ANY}}.{{/GONE_NOT}}</p>
{{/ENDED}}
{{#ENDED_NOT}}
<h1>No more of these?</h1>
<p class="lead">You are told{{#CRASHER_TITLE_SET}} of <b>{{CRASHER_TITLE}}</b>{{/CRASHER_TITLE_SET}}{{#CRASHER_TITLE_NOT}}{{#SUBSCRIPTION_REPOSITORY_SET}} of what happens in <b>{{SUBSCRIPTION_REPOSITORY}}</b>{{/SUBSCRIPTION_REPOSITORY_SET}}{{#PATTERN_SET}} of what happens in <b>{{PATTERN}}</b>{{/PATTERN_SET}}{{/CRASHER_TITLE_NOT}}.</p>
<form class="form" method="post" action="/unsubscribe?key={{KEY:url_query_escape}}">
<button class="btn primary">Tell me no more of it</button>
</form>
{{/ENDED_NOT}}
{{#ALSO_ANY}}<section class="stackgap" aria-labelledby="also"><h2 id="also">What still tells you of it</h2>
<div class="prose"><ul>
{{#ALSO}}<li>{{#OTHER_CRASHER_TITLE_SET}}The crasher <b>{{OTHER_CRASHER_TITLE}}</b>{{/OTHER_CRASHER_TITLE_SET}}{{#OTHER_CRASHER_TITLE_NOT}}{{#OTHER_REPOSITORY_SET}}The repository <b>{{OTHER_REPOSITORY}}</b>{{/OTHER_REPOSITORY_SET}}{{#OTHER_PATTERN_SET}}All that is called <b>{{OTHER_PATTERN}}</b>{{/OTHER_PATTERN_SET}}{{/OTHER_CRASHER_TITLE_NOT}}{{#OTHER_IS_RULE}}, by a rule of administrators{{/OTHER_IS_RULE}}{{#OTHER_IS_MANDATORY}} that cannot be left{{/OTHER_IS_MANDATORY}}</li>
{{/ALSO}}
</ul></div>
{{#MAY_END}}<form class="form stackgap" method="post" action="/unsubscribe?key={{KEY:url_query_escape}}"><input type="hidden" name="also" value="{{TOKENS}}">
<button class="btn">{{#ENDED}}End these, too{{/ENDED}}{{#ENDED_NOT}}End all of them{{/ENDED_NOT}}</button>
</form>{{/MAY_END}}</section>{{/ALSO_ANY}}
<p class="alt"><a href="/notify">All that you are told of</a></p>
</div>
{{>FOOT}}
