{{%AUTOESCAPE context="HTML"}}
<nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="/">Repositories</a></li></ol></nav>
<div class="head"><div><h1>{{NAME}}</h1>
<div class="meta"><span class="status {{SIGN}}">{{STATUS}}</span>
{{#LAST_RUN}}{{#RUN_ID_SET}}<span>Last run <a href="/run/{{RUN_ID}}">#{{RUN_ID}}</a> <time datetime="{{RUN_AT}}" title="{{RUN_AT_UTC}}">{{RUN_AT_AGO}}</time>{{#BRANCH_SET}}, <code>{{BRANCH}}</code>{{/BRANCH_SET}}{{#COMMIT_SET}} at <code title="{{COMMIT}}">{{COMMIT_SHORT}}</code>{{/COMMIT_SET}}, by {{ORIGIN}}</span>{{/RUN_ID_SET}}{{/LAST_RUN}}
{{#PUBLIC}}<span>Public</span>{{/PUBLIC}}</div></div>{{>STAR_FORM}}</div>
{{#FULL}}<div class="flash warn"><span><b>New results are refused:</b> this repository holds as much as it may. Whoever runs the hub can let it hold more{{#MAY_ADMIN}}, by <code>NOPANIC_REPO_KEPT_MAX</code>{{/MAY_ADMIN}}.</span></div>{{/FULL}}
<nav class="tabs" aria-label="Repository">
<a href="/r/{{NAME}}"{{#PACKAGES_TAB}} aria-current="page"{{/PACKAGES_TAB}}>Packages<span class="n">{{PACKAGES}}</span></a>
<a href="/r/{{NAME}}/crashers"{{#CRASHERS_TAB}} aria-current="page"{{/CRASHERS_TAB}}>Crashers<span class="n">{{OPEN_CRASHERS}}</span></a>
<a href="/r/{{NAME}}/runs"{{#RUNS_TAB}} aria-current="page"{{/RUNS_TAB}}>Runs</a>
<a href="/r/{{NAME}}/coverage"{{#COVERAGE_TAB}} aria-current="page"{{/COVERAGE_TAB}}>Coverage<span class="mid"> and throughput</span></a>
{{#MAY_ADMIN}}<a href="/r/{{NAME}}/settings"{{#SETTINGS_TAB}} aria-current="page"{{/SETTINGS_TAB}}>Settings</a>{{/MAY_ADMIN}}
</nav>
