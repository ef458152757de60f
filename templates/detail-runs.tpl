{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
{{>REPOSITORY}}
{{#RUNS_NONE}}
<div class="card"><div class="empty">{{#BEFORE_SET}}<h2>No older runs</h2><p><a href="/r/{{REPO_NAME}}/runs">The newest</a></p>{{/BEFORE_SET}}{{#LATER_NOT}}<h2>No run yet</h2><p>The first log that is pushed begins one.</p>{{/LATER_NOT}}</div></div>
{{/RUNS_NONE}}
{{#RUNS_ANY}}
<div class="card"><table class="t hover rows"><caption class="vh">Runs of {{REPO_NAME}}, newest first</caption>
<thead><tr><th scope="col">Run</th><th scope="col">Result</th><th scope="col">Commit</th><th scope="col" class="r">Fuzz functions</th><th scope="col" class="r">Executions</th><th scope="col" class="r">New crashers</th><th scope="col" class="r">Fuzzed</th><th scope="col">Started</th></tr></thead>
<tbody>
{{#RUNS}}
<tr data-row>
<td class="fit"><a href="/run/{{ID}}">#{{ID}}</a></td>
<td class="full"><span class="status {{SIGN}}">{{STATUS}}</span></td>
<td class="full">{{#COMMIT_SET}}<code title="{{COMMIT}}">{{COMMIT_SHORT}}</code> {{/COMMIT_SET}}<span class="sub">{{#BRANCH_SET}}<code>{{BRANCH}}</code>, {{/BRANCH_SET}}sent by {{ORIGIN}}</span></td>
<td class="r fit"><span class="lbl">functions </span>{{FUZZ_FUNCTIONS}}</td>
<td class="r fit">{{#EXECUTIONS_SET}}<span class="lbl">executions </span>{{EXECUTIONS}}{{/EXECUTIONS_SET}}</td>
<td class="r fit">{{#CRASHERS_NEW_SET}}<span class="lbl">new crashers </span>{{CRASHERS_NEW}}{{/CRASHERS_NEW_SET}}</td>
<td class="r fit drop">{{FUZZED}}</td>
<td class="fit"><time datetime="{{STARTED_AT}}" title="{{STARTED_AT_UTC}}">{{STARTED_AT_AGO}}</time></td>
</tr>
{{/RUNS}}
</tbody></table></div>
{{#PAGED}}
<nav class="pages" aria-label="Pages">
{{#BEFORE_SET}}<a class="btn sm" href="/r/{{REPO_NAME}}/runs">Newest</a>{{/BEFORE_SET}}
{{#OLDER_SET}}<a class="btn sm" rel="next" href="/r/{{REPO_NAME}}/runs?before={{OLDER}}">Older</a>{{/OLDER_SET}}
</nav>
{{/PAGED}}
{{/RUNS_ANY}}
{{>FOOT}}
