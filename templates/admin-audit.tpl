{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="side">
{{>ADMIN_NAV}}<div>
<div class="head"><div><h1>Audit</h1><p class="lead">Who changed what, from where. Written once, changed by nobody.</p></div>
<div class="actions"><a class="btn" href="/admin/audit.csv?{{QUERY}}">CSV</a><a class="btn" href="/admin/audit.jsonl?{{QUERY}}">JSON lines</a></div></div>
<form class="card" role="search" aria-label="Search the audit" action="/admin/audit"><div class="body form two">
<div class="field"><label for="who">Who</label><input id="who" name="who" value="{{ASKED_WHO}}" maxlength="200" autocomplete="off" spellcheck="false"></div>
<div class="field"><label for="action">Action</label><input id="action" name="action" value="{{ASKED_ACTION}}" maxlength="200" placeholder="token, or token.add" autocomplete="off" spellcheck="false"></div>
<div class="field"><label for="object">Object</label><input id="object" name="object" value="{{ASKED_OBJECT}}" maxlength="200" placeholder="a part of its name" autocomplete="off" spellcheck="false"></div>
<div class="form two"><div class="field"><label for="since">From</label><input id="since" name="since" type="date" value="{{ASKED_SINCE}}"></div>
<div class="field"><label for="until">To</label><input id="until" name="until" type="date" value="{{ASKED_UNTIL}}"></div></div>
</div><footer><button class="btn primary">Search</button>{{#FILTERED}}<a class="btn" href="/admin/audit">Clear</a>{{/FILTERED}}</footer></form>
<div class="card stackgap">
{{#ROWS_ANY}}<table class="t hover rows"><caption class="vh">What was done, the newest first</caption>
<thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">Action</th><th scope="col">Object</th><th scope="col">From</th></tr></thead>
<tbody>
{{#ROWS}}<tr data-row><td class="fit"><time datetime="{{AT}}" title="{{AT_UTC}}">{{AT_AGO}}</time></td><td class="any">{{#WHO_SET}}{{WHO}}{{/WHO_SET}}{{#WHO_NOT}}<span class="muted">command line</span>{{/WHO_NOT}}</td><td class="fit"><code>{{ACTION}}</code></td><td class="full much">{{OBJECT}}</td><td class="any muted">{{ADDRESS}}</td></tr>
{{/ROWS}}
</tbody></table>{{/ROWS_ANY}}
{{#ROWS_NONE}}<div class="body"><p class="muted">{{#FILTERED}}Nothing of this kind was done. <a href="/admin/audit">Show all</a>{{/FILTERED}}{{#FILTERED_NOT}}Nothing was changed as yet.{{/FILTERED_NOT}}</p></div>{{/ROWS_NONE}}
</div>
{{#PAGED}}
<nav class="pages" aria-label="Pages">{{#LATER}}<a class="btn sm" href="/admin/audit?{{QUERY}}">Newest</a>{{/LATER}}
{{#OLDER_SET}}<a class="btn sm" href="/admin/audit?before={{OLDER}}{{QUERY}}">Older</a>{{/OLDER_SET}}</nav>
{{/PAGED}}
</div></div>
{{>FOOT}}
