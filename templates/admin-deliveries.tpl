{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="side">
{{>ADMIN_NAV}}<div>
<div class="head"><div><h1>Deliveries</h1><p class="lead">{{#ONE}}One notification, and each try to send it.{{/ONE}}{{#SHOW_ALL}}Every notification, the newest first, kept for 30 days.{{/SHOW_ALL}}{{#SHOW_DEAD}}Notifications that the other side refused, or did not take for three days.{{/SHOW_DEAD}}{{#SHOW_WAITING}}Notifications on their way. One that is not taken is tried again for three days.{{/SHOW_WAITING}}{{#SHOW_SENT}}Notifications that the other side has taken.{{/SHOW_SENT}}</p></div>
{{#DEAD_SET}}<div class="actions"><form method="post" action="/admin/deliveries"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="again_all"><button class="btn">Try all failed again</button></form></div>{{/DEAD_SET}}</div>
{{#UNTOLD_REASON_SET}}<div class="flash warn" role="status"><span><b>{{UNTOLD}} {{#ONE_UNTOLD}}event{{/ONE_UNTOLD}}{{#ONE_UNTOLD_NOT}}events{{/ONE_UNTOLD_NOT}} could be told to nobody.</b> The last reason: <code>{{UNTOLD_REASON}}</code></span></div>{{/UNTOLD_REASON_SET}}
<div class="bar"><nav class="chips" aria-label="Filter deliveries">
<a href="/admin/deliveries?to={{SEARCH:url_query_escape}}"{{#SHOW_ALL}} aria-current="true"{{/SHOW_ALL}}>All</a>
<a href="/admin/deliveries?show=dead&amp;to={{SEARCH:url_query_escape}}"{{#SHOW_DEAD}} aria-current="true"{{/SHOW_DEAD}}>Failed</a>
<a href="/admin/deliveries?show=waiting&amp;to={{SEARCH:url_query_escape}}"{{#SHOW_WAITING}} aria-current="true"{{/SHOW_WAITING}}>Waiting</a>
<a href="/admin/deliveries?show=sent&amp;to={{SEARCH:url_query_escape}}"{{#SHOW_SENT}} aria-current="true"{{/SHOW_SENT}}>Sent</a>
</nav></div>
{{#ONE_NOT}}<form class="card" role="search" aria-label="Search the deliveries" action="/admin/deliveries"><div class="body form two"><input type="hidden" name="show" value="{{SHOW}}">
<div class="field"><label for="to">To</label><input id="to" name="to" value="{{SEARCH}}" maxlength="254" placeholder="a part of a name or address" autocomplete="off" spellcheck="false"></div>
</div><footer><button class="btn">Search</button>{{#SEARCHED}}<a class="btn" href="/admin/deliveries?show={{SHOW:url_query_escape}}">Clear</a>{{/SEARCHED}}</footer></form>
{{/ONE_NOT}}
<div class="card stackgap">
{{#NOTIFICATIONS_ANY}}<table class="t hover rows"><caption class="vh">Notifications, the newest first</caption>
<thead><tr><th scope="col">To</th><th scope="col">What</th><th scope="col">Result</th><th scope="col">When</th><th scope="col"><span class="vh">Action</span></th></tr></thead>
<tbody>
{{#NOTIFICATIONS}}<tr data-row><th scope="row" class="full">{{#TO_SET}}{{TO}}{{/TO_SET}}{{#TO_NOT}}{{ACCOUNT}}{{/TO_NOT}}<span class="sub">{{WAY_WORD}}{{#TO_SET}}{{#ACCOUNT_SET}}, {{ACCOUNT}}{{/ACCOUNT_SET}}{{/TO_SET}}</span></th>
<td class="full">{{#REPOSITORY_SET}}<a class="quiet" href="/r/{{REPOSITORY}}">{{REPOSITORY}}</a>{{/REPOSITORY_SET}}{{#REPOSITORY_NOT}}Digest{{/REPOSITORY_NOT}}{{#CRASHER_SET}}, <a href="/c/{{CRASHER}}">#{{CRASHER}}</a>{{/CRASHER_SET}}<span class="sub">{{EVENTS}} {{#ONE_EVENT}}event{{/ONE_EVENT}}{{#ONE_EVENT_NOT}}events{{/ONE_EVENT_NOT}}</span></td>
<td class="full">{{#SENT_SET}}<span class="tag green">Sent</span>{{/SENT_SET}}{{#GIVEN_UP}}<span class="tag red">Given up</span>{{/GIVEN_UP}}{{#WAITS}}<span class="tag amber">Waiting</span>{{/WAITS}}{{#CANCELLED}}<span class="tag">Cancelled</span>{{/CANCELLED}}{{#DENIED}}<span class="tag">May not be read any more</span>{{/DENIED}}{{#TRIED}} <small><a href="/admin/deliveries?id={{ID:url_query_escape}}">{{ATTEMPTS}} {{#MANY}}tries{{/MANY}}{{#MANY_NOT}}try{{/MANY_NOT}}<span class="vh"> of notification {{ID}}</span></a></small>{{/TRIED}}{{#ANSWER_SET}}<span class="sub"><code>{{ANSWER}}</code></span>{{/ANSWER_SET}}</td>
<td class="fit muted"><time datetime="{{MADE}}" title="{{MADE_UTC}}">{{MADE_AGO}}</time></td>
<td class="fit r">{{#OPEN}}<form class="row" method="post" action="/admin/deliveries"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="id" value="{{ID}}">{{#GIVEN_UP}}<button class="btn sm" name="do" value="again">Try again<span class="vh">: notification {{ID}}</span></button>{{/GIVEN_UP}}<button class="btn sm" name="do" value="cancel">Cancel<span class="vh"> notification {{ID}}</span></button></form>{{/OPEN}}</td></tr>
{{/NOTIFICATIONS}}
</tbody></table>{{/NOTIFICATIONS_ANY}}
{{#NOTIFICATIONS_NONE}}<div class="body"><p class="muted">{{#SEARCHED}}Nothing of this kind for such a name.{{/SEARCHED}}{{#SEARCHED_NOT}}{{#SHOW_ALL}}Nobody was told of anything in the last 30 days.{{/SHOW_ALL}}{{#SHOW_DEAD}}Every notification of the last 30 days has arrived, or is on its way.{{/SHOW_DEAD}}{{#SHOW_WAITING}}No notification waits.{{/SHOW_WAITING}}{{#SHOW_SENT}}No notification was sent in the last 30 days.{{/SHOW_SENT}}{{/SEARCHED_NOT}}</p></div>{{/NOTIFICATIONS_NONE}}
</div>
{{#ONE}}<section class="card stackgap" aria-labelledby="tries"><header><h2 id="tries">Tries</h2></header>
{{#TRIES_ANY}}<table class="t rows"><caption class="vh">Tries, the newest first</caption>
<thead><tr><th scope="col">Try</th><th scope="col">Result</th><th scope="col">The other side said</th><th scope="col">When</th></tr></thead>
<tbody>
{{#TRIES}}<tr><th scope="row" class="fit">{{NUMBER}}</th>
<td class="fit">{{#GOOD}}<span class="tag green">Sent</span>{{/GOOD}}{{#LAST}}<span class="tag red">Given up</span>{{/LAST}}{{#LAST_NOT}}{{#GOOD_NOT}}<span class="tag amber">To be tried again</span>{{/GOOD_NOT}}{{/LAST_NOT}}</td>
<td class="full">{{#SAID_SET}}<code>{{SAID}}</code>{{/SAID_SET}}{{#SAID_NOT}}<span class="muted">nothing</span>{{/SAID_NOT}}</td>
<td class="fit muted"><time datetime="{{TRIED_AT}}" title="{{TRIED_AT_UTC}}">{{TRIED_AT_DATE}}</time></td></tr>
{{/TRIES}}
</tbody></table>{{/TRIES_ANY}}
{{#TRIES_NONE}}<div class="body"><p class="muted">No try has come to its end yet.</p></div>{{/TRIES_NONE}}
</section>
{{#MAIL}}<section class="card stackgap" aria-labelledby="mail"><header><h2 id="mail">{{SUBJECT}}</h2></header>
<pre class="letter" tabindex="0" role="region" aria-labelledby="mail">{{TEXT:pre_escape}}</pre></section>{{/MAIL}}{{/ONE}}
{{#PAGED}}<nav class="pages" aria-label="Pages">{{#LATER}}<a class="btn sm" href="/admin/deliveries?show={{SHOW:url_query_escape}}&amp;to={{SEARCH:url_query_escape}}">Newest</a>{{/LATER}}
{{#OLDER_SET}}<a class="btn sm" rel="next" href="/admin/deliveries?before={{OLDER:url_query_escape}}&amp;show={{SHOW:url_query_escape}}&amp;to={{SEARCH:url_query_escape}}">Older</a>{{/OLDER_SET}}
</nav>{{/PAGED}}
</div></div>
{{>FOOT}}
