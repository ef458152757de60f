{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="head"><div><h1>Repositories</h1></div></div>
{{#TOTALS}}
<dl class="facts big">
<div><dt>No Panic</dt><dd class="green"><a class="quiet" href="/?show=clean">{{CLEAN}}</a> <small>of {{REPOSITORIES}} repositories</small></dd></div>
<div><dt>With crashers</dt><dd{{#CRASHED_SET}} class="red"{{/CRASHED_SET}}><a class="quiet" href="/?show=crashers">{{CRASHED}}</a> <small>in {{PACKAGES_CRASHED}} {{#ONE_PACKAGE}}package{{/ONE_PACKAGE}}{{#ONE_PACKAGE_NOT}}packages{{/ONE_PACKAGE_NOT}}</small></dd></div>
<div><dt>Cannot tell</dt><dd{{#UNKNOWN_SET}} class="amber"{{/UNKNOWN_SET}}><a class="quiet" href="/?show=unknown">{{UNKNOWN}}</a> <small>run failed or too old</small></dd></div>
<div><dt>Open crashers</dt><dd>{{OPEN_CRASHERS}} <small>{{CRITICAL_CRASHERS}} critical</small></dd></div>
<div><dt>Results today</dt><dd>{{RESULTS_TODAY}} <small>{{FAILED_TODAY}} failed</small></dd></div>
<div><dt>Executions today</dt><dd>{{EXECUTIONS_TODAY}} <small>since 00:00 UTC</small></dd></div>
</dl>
{{/TOTALS}}
{{#NEWS}}{{#ANY}}
<section class="card news" aria-labelledby="news-h">
<header><h2 id="news-h">Since your last visit</h2><time class="muted small" datetime="{{SINCE}}" title="{{SINCE_UTC}}">{{SINCE_DATE}}</time>{{#MORE}}<a class="push small" href="/?news=all">All {{COUNT}} changes</a>{{/MORE}}</header>
<ul>
{{#EVENTS}}
<li>
{{#REGRESSED}}<span class="status bad">Regressed</span>{{/REGRESSED}}
{{#NEW}}<span class="status bad">New</span>{{/NEW}}
{{#FAILED}}<span class="status warn">Run failed</span>{{/FAILED}}
{{#FIXED}}<span class="status ok">Fixed</span>{{/FIXED}}
<span class="t1">{{#CRASHER_ID_SET}}<a href="/c/{{CRASHER_ID}}">{{TITLE}}</a> <span>in {{#FUNCTION_SET}}<code title="{{FUNCTION}}">{{FUNCTION_SHORT}}</code>, {{/FUNCTION_SET}}{{IN_REPOSITORY}}</span>{{/CRASHER_ID_SET}}
{{#FAILED}}<a href="/run/{{RUN_ID}}">{{IN_REPOSITORY}}: run #{{RUN_ID}}</a> <span>gave no verdict</span>{{/FAILED}}</span>
<time datetime="{{AT}}" title="{{AT_UTC}}">{{AT_AGO}}</time>
</li>
{{/EVENTS}}
</ul></section>
{{/ANY}}{{/NEWS}}
<div class="bar">
<nav class="chips" aria-label="Filter repositories">
<a href="/{{#SEARCHED}}?q={{SEARCH:url_query_escape}}{{/SEARCHED}}"{{#SHOW_ALL}} aria-current="true"{{/SHOW_ALL}}>All<span class="n">{{FOUND}}</span></a>
<a href="/?show=crashers{{#SEARCHED}}&amp;q={{SEARCH:url_query_escape}}{{/SEARCHED}}"{{#SHOW_CRASHED}} aria-current="true"{{/SHOW_CRASHED}}>Crashers<span class="n">{{FOUND_CRASHED}}</span></a>
<a href="/?show=unknown{{#SEARCHED}}&amp;q={{SEARCH:url_query_escape}}{{/SEARCHED}}"{{#SHOW_UNKNOWN}} aria-current="true"{{/SHOW_UNKNOWN}}>Cannot tell<span class="n">{{FOUND_UNKNOWN}}</span></a>
<a href="/?show=clean{{#SEARCHED}}&amp;q={{SEARCH:url_query_escape}}{{/SEARCHED}}"{{#SHOW_CLEAN}} aria-current="true"{{/SHOW_CLEAN}}>No Panic<span class="n">{{FOUND_CLEAN}}</span></a>
</nav>
<form class="push grow inline" role="search" action="/">{{#SHOW_SET}}<input type="hidden" name="show" value="{{SHOW}}">{{/SHOW_SET}}<label class="vh" for="q">Filter repositories by name</label><input id="q" name="q" type="search" maxlength="200" placeholder="Filter by name" value="{{SEARCH}}" data-key="/" data-filter="#repos" aria-describedby="q-n"><span id="q-n" class="muted small" role="status"></span></form>
</div>
{{#REPOSITORIES_NONE}}
<div class="card"><div class="empty">
{{#SEARCHED}}<h2>No repository matches “{{SEARCH}}”</h2><p><a href="/">Clear filter</a></p>{{/SEARCHED}}
{{#SEARCHED_NOT}}<h2>None here</h2><p><a href="/">Show all repositories</a></p>{{/SEARCHED_NOT}}
</div></div>
{{/REPOSITORIES_NONE}}
{{#REPOSITORIES_ANY}}
<div class="card"><table class="t hover rows repos" id="repos">
<caption class="vh">Repositories, worst first</caption>
<thead><tr><th scope="col">Repository</th><th scope="col" class="r">Fuzz packages</th><th scope="col">Fuzz status</th><th scope="col">Open crashers</th><th scope="col">Last 30 days</th><th scope="col">Last run</th></tr></thead>
<tbody>
{{#REPOSITORIES}}
<tr data-row>
<td class="full o1"><a class="repo-name" href="/r/{{NAME}}"><span class="own">{{OWNER}}</span>{{SHORT}}</a>{{#PUBLIC}} <small>public</small>{{/PUBLIC}}</td>
<td class="r fit o9"><span class="lbl">Fuzz packages: </span>{{PACKAGES}}</td>
<td class="full"><span class="status {{SIGN}}">{{STATUS}}</span></td>
<td class="fit full{{#OPEN_NONE}} drop{{/OPEN_NONE}}">{{#OPEN_CRASHERS}}<span class="sevs">
{{#CRITICAL_SET}}<span class="sev sev-critical" title="Critical"><span class="vh">Critical: </span>{{CRITICAL}}</span>{{/CRITICAL_SET}}
{{#HIGH_SET}}<span class="sev sev-high" title="High"><span class="vh">High: </span>{{HIGH}}</span>{{/HIGH_SET}}
{{#MEDIUM_SET}}<span class="sev sev-medium" title="Medium"><span class="vh">Medium: </span>{{MEDIUM}}</span>{{/MEDIUM_SET}}
{{#LOW_SET}}<span class="sev sev-low" title="Low"><span class="vh">Low: </span>{{LOW}}</span>{{/LOW_SET}}
</span>{{/OPEN_CRASHERS}}</td>
<td class="fit drop"><svg class="spark" viewBox="0 0 120 24" role="img" aria-label="{{SPARK_SAYS}}"><path class="no" d="M0 23h120"/><path class="ok" d="{{SPARK_OK}}"/><path class="fail" d="{{SPARK_FAIL}}"/><path class="bad" d="{{SPARK_BAD}}"/></svg></td>
<td class="fit">{{#LAST_RUN}}{{#RUN_ID_SET}}<time datetime="{{RUN_AT}}" title="{{RUN_AT_UTC}}">{{RUN_AT_AGO}}</time> <small>{{#COMMIT_SET}}<code>{{COMMIT_SHORT}}</code> {{/COMMIT_SET}}<span class="origin" title="{{ORIGIN}}">by {{ORIGIN}}</span></small>{{/RUN_ID_SET}}{{/LAST_RUN}}</td>
</tr>
{{/REPOSITORIES}}
</tbody></table></div>
<p class="legend stackgap"><span><svg class="spark" viewBox="0 0 4 12" aria-hidden="true"><path class="bad" d="M1.5 12V0"/></svg>crashes that day</span><span><svg class="spark" viewBox="0 0 4 12" aria-hidden="true"><path class="ok" d="M0 9h3"/></svg>ran clean</span><span><svg class="spark" viewBox="0 0 4 12" aria-hidden="true"><path class="fail" d="M0 9h3"/></svg>run failed</span><span><svg class="spark" viewBox="0 0 4 12" aria-hidden="true"><path class="no" d="M0 11h3"/></svg>no run</span></p>
{{#PAGED}}
<nav class="pages" aria-label="Pages">
{{#PREVIOUS_PAGE_SET}}<a class="btn sm" rel="prev" href="/?page={{PREVIOUS_PAGE}}&amp;show={{SHOW:url_query_escape}}&amp;q={{SEARCH:url_query_escape}}">Previous</a>{{/PREVIOUS_PAGE_SET}}
{{#NEXT_PAGE_SET}}<a class="btn sm" rel="next" href="/?page={{NEXT_PAGE}}&amp;show={{SHOW:url_query_escape}}&amp;q={{SEARCH:url_query_escape}}">Next</a>{{/NEXT_PAGE_SET}}
</nav>
{{/PAGED}}
{{/REPOSITORIES_ANY}}
{{>FOOT}}
