{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
{{>REPOSITORY}}
<div class="cols"><div>
{{#ONLY}}<p class="only">Only <code>{{ONLY_PATH}}</code>. <a href="/r/{{REPO_NAME}}">All packages</a></p>{{/ONLY}}
{{#EMPTY}}
<section class="card"><header><h2>No run yet</h2></header><div class="body stack">
<p>The first log that is pushed fills this page. Any log of <code>go test -fuzz</code> or libFuzzer will do.</p>
<div class="cmd"><pre><code>curl -fsS {{HUB_URL}}/push.sh | sh -s -- --url {{HUB_URL}} --repo {{REPO_NAME}} fuzz.log</code></pre><button class="btn sm bare copy" type="button" data-copy hidden aria-label="Copy command"><svg class="ic" aria-hidden="true" viewBox="0 0 16 16"><use href="#i-copy"/></svg><span>Copy</span></button></div>
<p class="muted small"><code>NOPANIC_TOKEN</code> holds a token that may push to this repository; an administrator makes it.</p>
</div></section>
{{/EMPTY}}
{{#PACKAGES_WITH_CRASHERS}}
<section class="card pkg"><header><h2><a class="quiet" href="/r/{{REPO_NAME}}?package={{PATH:url_query_escape}}">{{PATH}}</a></h2><span class="sum">Fuzz functions: {{FUNCTION_COUNT}}{{#CRASHES}}, <span class="red">crashes in {{FUNCTIONS_CRASHED}} {{#ONE_FUNCTION}}function{{/ONE_FUNCTION}}{{#ONE_FUNCTION_NOT}}functions{{/ONE_FUNCTION_NOT}}</span>{{/CRASHES}}</span><span class="push"><svg class="spark" viewBox="0 0 120 24" role="img" aria-label="{{SPARK_SAYS}}"><path class="no" d="M0 23h120"/><path class="ok" d="{{SPARK_OK}}"/><path class="fail" d="{{SPARK_FAIL}}"/><path class="bad" d="{{SPARK_BAD}}"/></svg></span></header>
{{#CRASHERS_ANY}}
<table class="t hover rows fixed"><caption class="vh">Open crashers of {{PATH}}</caption><colgroup><col class="w-sev"><col><col class="w-fn"><col class="w-st"><col class="w-n"><col class="w-time"></colgroup>
<thead><tr><th scope="col"><span class="vh">Severity</span></th><th scope="col">Crasher</th><th scope="col">Fuzz function</th><th scope="col">State</th><th scope="col" class="r">Seen</th><th scope="col">Last seen</th></tr></thead>
<tbody>
{{#CRASHERS}}
<tr data-row>
<td class="fit"><span class="sev sev-{{SEVERITY}}" title="{{SEVERITY_WORD}}"><span class="vh">{{SEVERITY_WORD}}: </span></span></td>
<td class="grow"><a class="title" href="/c/{{ID}}">{{TITLE}}</a><span class="sub">{{#PLACE_SET}}<code title="{{PLACE_FULL}}">{{PLACE}}</code> {{/PLACE_SET}}{{#FUNCTION_SET}}in <code title="{{FUNCTION}}">{{FUNCTION_SHORT}}</code>{{/FUNCTION_SET}}</span></td>
<td class="fit drop"><code class="cut" title="{{FUZZ_FUNCTION}}">{{FUZZ_FUNCTION}}</code>{{#MORE_FUNCTIONS_SET}}<span class="sub">and {{MORE_FUNCTIONS}} more</span>{{/MORE_FUNCTIONS_SET}}</td>
<td class="fit"><span class="tag {{TAG_COLOR}}">{{TAG}}</span>{{#UNREPRODUCED}} <small title="Its input was run again and passed">does not reproduce</small>{{/UNREPRODUCED}}</td>
<td class="r fit"><span class="lbl">seen </span>{{CRASHES}}×</td>
<td class="fit"><time datetime="{{LAST_SEEN}}" title="{{LAST_SEEN_UTC}}">{{LAST_SEEN_AGO}}</time></td>
</tr>
{{/CRASHERS}}
</tbody></table>
{{/CRASHERS_ANY}}
{{#MORE}}<p class="more"><a href="/r/{{REPO_NAME}}/crashers?package={{PATH:url_query_escape}}">All {{OPEN_CRASHERS}} open crashers of this package</a></p>{{/MORE}}
<details class="fns"{{#ONLY}} open{{/ONLY}}><summary class="tri">{{#ONE_OF_ALL}}The fuzz function{{/ONE_OF_ALL}}{{#ONE_OF_ALL_NOT}}All {{FUNCTION_COUNT}} fuzz functions{{/ONE_OF_ALL_NOT}}</summary>
<table class="t rows"><caption class="vh">Fuzz functions of {{PATH}}</caption>
<thead><tr><th scope="col">Fuzz function</th><th scope="col">Result</th><th scope="col" class="r">Executions</th><th scope="col" class="r">per second</th><th scope="col" class="r">Coverage</th></tr></thead>
<tbody>
{{#FUNCTIONS}}
<tr><td class="full"><code>{{NAME}}</code>{{#REASON_SET}}<span class="sub">{{REASON}}</span>{{/REASON_SET}}</td><td class="fit"><span class="status {{SIGN}}">{{STATUS}}</span></td><td class="r fit">{{#EXECUTIONS_SET}}<span class="lbl">executions </span>{{EXECUTIONS}}{{/EXECUTIONS_SET}}</td><td class="r fit">{{#PER_SECOND_SET}}<span class="lbl">per second </span>{{PER_SECOND}}{{/PER_SECOND_SET}}</td><td class="r fit drop">{{COVERAGE}}</td></tr>
{{/FUNCTIONS}}
</tbody></table></details></section>
{{/PACKAGES_WITH_CRASHERS}}
{{#PACKAGES_WITHOUT_ANY}}
<section class="card pkg"><header><h2 class="plainh">{{#ALL_CLEAN}}{{#ONE_CLEAN}}The one package: No Panic{{/ONE_CLEAN}}{{#ONE_CLEAN_NOT}}All {{CLEAN_COUNT}} packages: No Panic{{/ONE_CLEAN_NOT}}{{/ALL_CLEAN}}{{#ALL_CLEAN_NOT}}{{CLEAN_COUNT}} {{#ONE_CLEAN}}package{{/ONE_CLEAN}}{{#ONE_CLEAN_NOT}}packages{{/ONE_CLEAN_NOT}} without crashers{{/ALL_CLEAN_NOT}}</h2></header>
<table class="t hover rows tight"><caption class="vh">Packages without crashers</caption>
<thead><tr><th scope="col">Package</th><th scope="col">Fuzz status</th><th scope="col" class="r">Fuzz functions</th><th scope="col" class="r">Executions</th><th scope="col">Last 30 days</th></tr></thead>
<tbody>
{{#PACKAGES_WITHOUT}}
<tr data-row><td class="full"><a class="quiet" href="/r/{{REPO_NAME}}?package={{PATH:url_query_escape}}"><code>{{PATH}}</code></a></td><td class="fit"><span class="status {{SIGN}}">{{STATUS}}</span></td><td class="r fit"><span class="lbl">Fuzz functions: </span>{{FUNCTION_COUNT}}</td><td class="r fit drop">{{#LAST_EXECUTIONS_SET}}<span class="lbl">executions </span>{{LAST_EXECUTIONS}}{{/LAST_EXECUTIONS_SET}}</td><td class="fit drop"><svg class="spark" viewBox="0 0 120 24" role="img" aria-label="{{SPARK_SAYS}}"><path class="no" d="M0 23h120"/><path class="ok" d="{{SPARK_OK}}"/><path class="fail" d="{{SPARK_FAIL}}"/><path class="bad" d="{{SPARK_BAD}}"/></svg></td></tr>
{{/PACKAGES_WITHOUT}}
</tbody></table></section>
{{/PACKAGES_WITHOUT_ANY}}
{{#PAGED}}
<nav class="pages" aria-label="Pages">
{{#PREVIOUS_PAGE_SET}}<a class="btn sm" rel="prev" href="/r/{{REPO_NAME}}?page={{PREVIOUS_PAGE}}">Previous</a>{{/PREVIOUS_PAGE_SET}}
{{#NEXT_PAGE_SET}}<a class="btn sm" rel="next" href="/r/{{REPO_NAME}}?page={{NEXT_PAGE}}">Next</a>{{/NEXT_PAGE_SET}}
</nav>
{{/PAGED}}
</div>
<aside class="stack" aria-label="About this repository">
{{#LATEST}}
<section class="card"><header><h2>Last run</h2><a class="push small" href="/run/{{ID}}">#{{ID}}</a></header><div class="body"><dl class="kv tight">
<dt>Result</dt><dd><span class="status {{SIGN}}">{{STATUS}}</span></dd>
<dt>Started</dt><dd><time datetime="{{STARTED_AT}}" title="{{STARTED_AT_UTC}}">{{STARTED_AT_DATE}}</time></dd>
{{#FUZZED_SET}}<dt>Fuzzed</dt><dd>{{FUZZED}}</dd>{{/FUZZED_SET}}
{{#COMMIT_SET}}<dt>Commit</dt><dd><code title="{{COMMIT}}">{{COMMIT_SHORT}}</code></dd>{{/COMMIT_SET}}
{{#BRANCH_SET}}<dt>Branch</dt><dd><code>{{BRANCH}}</code></dd>{{/BRANCH_SET}}
<dt>Sent by</dt><dd>{{ORIGIN}}</dd>
<dt>Functions</dt><dd>{{FUZZ_FUNCTIONS}} in {{PACKAGES}} {{#ONE_PACKAGE}}package{{/ONE_PACKAGE}}{{#ONE_PACKAGE_NOT}}packages{{/ONE_PACKAGE_NOT}}</dd>
{{#EXECUTIONS_SET}}<dt>Executions</dt><dd>{{EXECUTIONS}}</dd>{{/EXECUTIONS_SET}}
</dl></div></section>
<section class="card"><header><h2>Push a log</h2></header><div class="body stack">
<div class="cmd one"><pre><code>curl -fsS {{HUB_URL}}/push.sh | sh -s -- --url {{HUB_URL}} --repo {{REPO_NAME}} fuzz.log</code></pre><button class="btn sm bare copy" type="button" data-copy hidden aria-label="Copy command"><svg class="ic" aria-hidden="true" viewBox="0 0 16 16"><use href="#i-copy"/></svg><span>Copy</span></button></div>
<p class="muted small">From CI or from here; <code>NOPANIC_TOKEN</code> holds the token.</p></div></section>
<section class="card"><header><h2>Badge and feed</h2></header><div class="body stack"><img class="badge" src="/badge/{{REPO_NAME}}.svg" height="20" alt="fuzz status">
<div class="cmd one"><pre><code>[![fuzz status]({{HUB_URL}}/badge/{{REPO_NAME}}.svg)]({{HUB_URL}}/r/{{REPO_NAME}})</code></pre><button class="btn sm bare copy" type="button" data-copy hidden aria-label="Copy badge as Markdown"><svg class="ic" aria-hidden="true" viewBox="0 0 16 16"><use href="#i-copy"/></svg><span>Copy</span></button></div>
<p class="muted small">What is new here: <a href="/feed/{{REPO_NAME}}.atom" type="application/atom+xml">Atom feed</a>. Both are for whoever may read this repository. {{#HAS_ACCOUNT}}For a reader that cannot sign in: <a href="/account/feeds?repo={{REPO_NAME:url_query_escape}}">a secret address</a>.{{/HAS_ACCOUNT}}</p></div></section>
{{/LATEST}}
</aside></div>
{{>FOOT}}
