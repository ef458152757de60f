{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
{{#CRASHER}}
<nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="/">Repositories</a></li><li><a href="/r/{{REPOSITORY}}">{{REPOSITORY}}</a></li><li><a href="/r/{{REPOSITORY}}/crashers">Crashers</a></li><li><a href="/c/{{ID}}">#{{ID}}</a></li></ol></nav>
<div class="head"><div><h1>Crashes of <a href="/c/{{ID}}">{{TITLE}}</a></h1>
<div class="meta"><span class="tag {{TAG_COLOR}}">{{TAG}}</span><span class="sev sev-{{SEVERITY}}">{{SEVERITY_WORD}}</span><span>seen {{#ONCE}}once{{/ONCE}}{{#ONCE_NOT}}{{CRASHES}} times{{/ONCE_NOT}}</span></div></div></div>
{{/CRASHER}}
{{#CRASHES_NONE}}<div class="card"><div class="empty"><h2>No older crashes</h2><p><a href="/c/{{CRASHER_ID}}/crashes">The newest</a></p></div></div>{{/CRASHES_NONE}}
{{#CRASHES_ANY}}<div class="card"><table class="t rows"><caption class="vh">Crashes, newest first</caption>
<thead><tr><th scope="col">When</th><th scope="col">Run</th><th scope="col">Commit</th><th scope="col">Fuzz function</th><th scope="col">Files</th></tr></thead>
<tbody>
{{#CRASHES}}
<tr><td class="full"><time datetime="{{AT}}" title="{{AT_UTC}}">{{AT_AGO}}</time></td><td class="fit"><a href="/run/{{RUN_ID}}">#{{RUN_ID}}</a></td><td>{{#COMMIT_SET}}<code title="{{COMMIT}}">{{COMMIT_SHORT}}</code>{{/COMMIT_SET}}{{#BRANCH_SET}} <small>{{BRANCH}}</small>{{/BRANCH_SET}}</td><td><code>{{BY_FUNCTION}}</code></td><td class="fit">{{#HAS_INPUT}}<a href="/c/{{CRASHER_ID}}/input?crash={{CRASH_ID}}">Input</a>{{/HAS_INPUT}}{{#BOTH}}, {{/BOTH}}{{#LOG_ID_SET}}<a href="/run/{{RUN_ID}}/log/{{LOG_ID}}">Log</a>{{/LOG_ID_SET}}</td></tr>
{{/CRASHES}}
</tbody></table></div>{{/CRASHES_ANY}}
<p class="muted small stackgap">Of each crasher the first and the newest crashes are kept with input and log; the others are counted.</p>
{{#PAGED}}
<nav class="pages" aria-label="Pages">
{{#BEFORE_SET}}<a class="btn sm" href="/c/{{CRASHER_ID}}/crashes">Newest</a>{{/BEFORE_SET}}
{{#OLDER_SET}}<a class="btn sm" rel="next" href="/c/{{CRASHER_ID}}/crashes?before={{OLDER}}">Older</a>{{/OLDER_SET}}
</nav>
{{/PAGED}}
{{>FOOT}}
