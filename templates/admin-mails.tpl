{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="side">
{{>ADMIN_NAV}}<div>
<div class="head"><div><h1>Mails</h1><p class="lead">{{#ONE}}One mail, and what the server said.{{/ONE}}{{#SHOW_DEAD}}Mails that did not arrive: refused by the server, or given up after a day.{{/SHOW_DEAD}}{{#SHOW_WAITING}}Mails on their way. One that the server does not take is tried again for a day.{{/SHOW_WAITING}}{{#SHOW_SENT}}Mails that the server has taken, kept here for 30 days without their text.{{/SHOW_SENT}}</p></div>
<div class="actions"><form method="post" action="/admin/mails"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="test"><button class="btn">Send me a test mail</button></form></div></div>
<div class="bar"><nav class="chips" aria-label="Filter mails">
<a href="/admin/mails"{{#SHOW_DEAD}} aria-current="true"{{/SHOW_DEAD}}>Did not arrive</a>
<a href="/admin/mails?show=waiting"{{#SHOW_WAITING}} aria-current="true"{{/SHOW_WAITING}}>Waiting</a>
<a href="/admin/mails?show=sent"{{#SHOW_SENT}} aria-current="true"{{/SHOW_SENT}}>Sent</a>
</nav></div>
{{#HOPES}}<div class="flash" role="status"><span>On its way. This page looks again each second until the server has answered.</span></div>{{/HOPES}}
<div class="card">
{{#MAILS_ANY}}<table class="t hover rows"><caption class="vh">Mails, the newest first</caption>
<thead><tr><th scope="col">To</th><th scope="col">State</th><th scope="col">The server said</th><th scope="col">Written</th><th scope="col"><span class="vh">Action</span></th></tr></thead>
<tbody>
{{#MAILS}}<tr data-row><th scope="row" class="full">{{TO}}{{#TO_NOT}}<span class="muted">an account that is gone</span>{{/TO_NOT}}<span class="sub">{{SUBJECT}}</span></th>
<td class="fit">{{#SENT_SET}}<span class="tag green">Sent</span>{{/SENT_SET}}{{#DEAD}}<span class="tag red">Did not arrive</span>{{/DEAD}}{{#WAITS}}<span class="tag amber">Waiting</span>{{/WAITS}}{{#MANY}} <small>{{ATTEMPTS}} tries</small>{{/MANY}}</td>
<td class="full{{#ANSWER_NOT}} drop{{/ANSWER_NOT}}">{{#ANSWER_SET}}<code>{{ANSWER}}</code>{{/ANSWER_SET}}{{#ANSWER_NOT}}<span class="muted">nothing yet</span>{{/ANSWER_NOT}}</td>
<td class="fit muted"><time datetime="{{MADE}}" title="{{MADE_UTC}}">{{MADE_AGO}}</time></td>
<td class="fit r">{{#DEAD}}<span class="row"><form method="post" action="/admin/mails"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="again"><input type="hidden" name="id" value="{{ID}}"><button class="btn sm">Send again<span class="vh"> to {{TO}}: {{SUBJECT}}</span></button></form><form method="post" action="/admin/mails"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="drop"><input type="hidden" name="id" value="{{ID}}"><button class="btn sm">Drop<span class="vh"> the mail to {{TO}}: {{SUBJECT}}</span></button></form></span>{{/DEAD}}</td></tr>
{{/MAILS}}
</tbody></table>{{#FOUND_SET}}<p class="more muted">{{FOUND}} in all</p>{{/FOUND_SET}}{{/MAILS_ANY}}
{{#MAILS_NONE}}<div class="body"><p class="muted">{{#SHOW_DEAD}}Every mail of the last 30 days has arrived at its server, or is on its way.{{/SHOW_DEAD}}{{#SHOW_WAITING}}No mail waits.{{/SHOW_WAITING}}{{#SHOW_SENT}}No mail was sent in the last 30 days.{{/SHOW_SENT}}</p></div>{{/MAILS_NONE}}
</div>
{{#PAGED}}<nav class="pages" aria-label="Pages">
{{#PREVIOUS_PAGE_SET}}<a class="btn sm" rel="prev" href="/admin/mails?page={{PREVIOUS_PAGE}}&amp;show={{SHOW:url_query_escape}}">Previous</a>{{/PREVIOUS_PAGE_SET}}
{{#NEXT_PAGE_SET}}<a class="btn sm" rel="next" href="/admin/mails?page={{NEXT_PAGE}}&amp;show={{SHOW:url_query_escape}}">Next</a>{{/NEXT_PAGE_SET}}
</nav>{{/PAGED}}
</div></div>
{{>FOOT}}
