{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
{{#RUN}}
<nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="/">Repositories</a></li><li><a href="/r/{{REPOSITORY}}">{{REPOSITORY}}</a></li><li><a href="/r/{{REPOSITORY}}/runs">Runs</a></li><li>#{{ID}}</li></ol></nav>
<div class="head"><div><h1>Run #{{ID}}</h1>
<div class="meta"><span class="status {{SIGN}}">{{STATUS}}</span><span><a href="/r/{{REPOSITORY}}">{{REPOSITORY}}</a></span>{{#COMMIT_SET}}<span>{{#BRANCH_SET}}<code>{{BRANCH}}</code> at {{/BRANCH_SET}}<code title="{{COMMIT}}">{{COMMIT_SHORT}}</code></span>{{/COMMIT_SET}}<span>sent by {{ORIGIN}}</span></div></div>
<div class="actions"><a class="btn" href="/run/{{ID}}/results.sarif">SARIF</a><a class="btn" href="/run/{{ID}}/junit.xml">JUnit</a>{{#LINK_SET}}<a class="btn" href="{{LINK}}" rel="noreferrer">The CI job</a>{{/LINK_SET}}</div></div>
{{/RUN}}
{{#NOTICES}}
<div class="flash warn"><span><b>{{NOTICE_OF}}: {{NOTICE_FAILURE}}.</b> {{ADVICE}}{{#NOTICE_REASON_SET}} <code class="reason">{{NOTICE_REASON}}</code>{{/NOTICE_REASON_SET}}</span></div>
{{/NOTICES}}
{{#RUN}}
<dl class="facts">
<div><dt>Started</dt><dd><time datetime="{{STARTED_AT}}" title="{{STARTED_AT_UTC}}">{{STARTED_AT_DATE}}</time> <small>{{STARTED_AT_AGO}}</small></dd></div>
<div><dt>Fuzz functions</dt><dd>{{FUZZ_FUNCTIONS}} <small>in {{PACKAGES}} {{#ONE_PACKAGE}}package{{/ONE_PACKAGE}}{{#ONE_PACKAGE_NOT}}packages{{/ONE_PACKAGE_NOT}}</small></dd></div>
<div><dt>Crashed</dt><dd{{#FUNCTIONS_CRASHED_SET}} class="red"{{/FUNCTIONS_CRASHED_SET}}>{{FUNCTIONS_CRASHED}} <small>{{CRASHERS_NEW}} new {{#ONE_NEW}}crasher{{/ONE_NEW}}{{#ONE_NEW_NOT}}crashers{{/ONE_NEW_NOT}}</small></dd></div>
<div><dt>No verdict</dt><dd{{#FUNCTIONS_FAILED_SET}} class="amber"{{/FUNCTIONS_FAILED_SET}}>{{FUNCTIONS_FAILED}} <small>did not fuzz or stalled</small></dd></div>
<div><dt>Executions</dt><dd>{{#EXECUTIONS_SET}}{{EXECUTIONS}}{{/EXECUTIONS_SET}}{{#EXECUTIONS_NOT}}not told{{/EXECUTIONS_NOT}} <small>{{#EXECUTIONS_PER_SECOND_SET}}{{EXECUTIONS_PER_SECOND}} per second{{/EXECUTIONS_PER_SECOND_SET}}</small></dd></div>
<div><dt>Fuzzed</dt><dd>{{#FUZZED_SET}}{{FUZZED}}{{/FUZZED_SET}}{{#FUZZED_NOT}}not told{{/FUZZED_NOT}} <small>{{#NEW_INPUTS_SET}}{{NEW_INPUTS}} new {{#ONE_INPUT}}input{{/ONE_INPUT}}{{#ONE_INPUT_NOT}}inputs{{/ONE_INPUT_NOT}}{{/NEW_INPUTS_SET}}</small></dd></div>
</dl>
{{/RUN}}
{{#RESULTS_NONE}}<div class="card stackgap"><div class="empty"><h2>No result here</h2><p><a href="/run/{{RUN_ID}}">The first page</a></p></div></div>{{/RESULTS_NONE}}
{{#RESULTS_ANY}}
<section class="card stackgap" aria-labelledby="results-h"><header><h2 id="results-h">Fuzz functions</h2></header>
<table class="t hover rows top"><caption class="vh">Results, those that need a human first</caption>
<thead><tr><th scope="col">Fuzz function</th><th scope="col">Result</th><th scope="col">Crashers</th><th scope="col" class="r">Executions</th><th scope="col" class="r">per second</th><th scope="col" class="r">New inputs</th><th scope="col" class="r">Coverage</th><th scope="col" class="r">Fuzzed</th></tr></thead>
<tbody>
{{#RESULTS}}
<tr data-row>
<td class="full"><a class="title" href="/r/{{REPO_NAME}}?package={{PACKAGE:url_query_escape}}"><code>{{FUZZ_FUNCTION}}</code></a><span class="sub">{{PACKAGE}}</span></td>
<td class="fit"><span class="status {{SIGN}}">{{STATUS}}</span></td>
<td class="full{{#CRASHERS_NONE}} drop{{/CRASHERS_NONE}}">{{#CRASHERS}}<span class="met"><span class="sev sev-{{SEVERITY}}" title="{{SEVERITY_WORD}}"><span class="vh">{{SEVERITY_WORD}}: </span></span> <a href="/c/{{CRASHER_ID}}">{{TITLE}}</a>{{#IS_NEW}} <span class="tag amber">New</span>{{/IS_NEW}}</span>{{/CRASHERS}}</td>
<td class="r fit">{{#EXECUTIONS_SET}}<span class="lbl">executions </span>{{EXECUTIONS}}{{/EXECUTIONS_SET}}</td>
<td class="r fit">{{#PER_SECOND_SET}}<span class="lbl">per second </span>{{PER_SECOND}}{{/PER_SECOND_SET}}</td>
<td class="r fit mid drop">{{NEW_INPUTS}}</td>
<td class="r fit mid drop">{{COVERAGE}}</td>
<td class="r fit drop">{{FUZZED}}</td>
</tr>
{{/RESULTS}}
</tbody></table></section>
{{#PAGED}}
<nav class="pages" aria-label="Pages">
{{#PREVIOUS_PAGE_SET}}<a class="btn sm" rel="prev" href="/run/{{RUN_ID}}?page={{PREVIOUS_PAGE}}">Previous</a>{{/PREVIOUS_PAGE_SET}}
{{#NEXT_PAGE_SET}}<a class="btn sm" rel="next" href="/run/{{RUN_ID}}?page={{NEXT_PAGE}}">Next</a>{{/NEXT_PAGE_SET}}
</nav>
{{/PAGED}}
{{/RESULTS_ANY}}
{{#NEWEST_LOG}}
<section class="card stackgap" aria-labelledby="log-h"><header><h2 id="log-h">Newest log</h2><span class="muted small">the end of {{LOG_OF}}</span><span class="push small"><a href="/run/{{RUN_ID}}/log/{{LOG_ID}}">Whole log, {{SIZE}} bytes</a></span></header>
<pre class="log" tabindex="0" role="region" aria-label="Text of the newest log">{{#TAIL_LINES}}{{#PLAIN}}{{TEXT:pre_escape}}{{/PLAIN}}{{#BAD}}<span class="e">{{TEXT:pre_escape}}</span>{{/BAD}}{{#DIM}}<span class="d">{{TEXT:pre_escape}}</span>{{/DIM}}{{/TAIL_LINES}}</pre></section>
{{/NEWEST_LOG}}
{{#LOGS_ANY}}
<details class="card stackgap"><summary class="tri"><h2>All logs</h2><span class="muted small">{{#MORE_LOGS}}the newest 50{{/MORE_LOGS}}</span></summary>
<table class="t rows tight"><caption class="vh">Logs of this run, newest first</caption>
<thead><tr><th scope="col">Fuzz function</th><th scope="col">State</th><th scope="col">Posted</th><th scope="col" class="r">Bytes</th><th scope="col">Text</th></tr></thead>
<tbody>
{{#LOGS}}
<tr><td class="full"><code>{{LOG_FUNCTION}}</code> <small>{{LOG_PACKAGE}}</small></td><td class="fit">{{LOG_STATE}}</td><td class="fit"><time datetime="{{LOG_AT}}" title="{{LOG_AT_UTC}}">{{LOG_AT_AGO}}</time></td><td class="r fit"><span class="lbl">bytes </span>{{LOG_SIZE}}</td><td class="fit">{{#LOG_KEPT}}<a href="/run/{{RUN_ID}}/log/{{LOG_ID}}">Download</a>{{/LOG_KEPT}}{{#LOG_KEPT_NOT}}<span class="muted">not kept</span>{{/LOG_KEPT_NOT}}</td></tr>
{{/LOGS}}
</tbody></table></details>
{{/LOGS_ANY}}
{{>FOOT}}
