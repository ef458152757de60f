{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
{{>REPOSITORY}}
{{#FUNCTIONS_NONE}}
<div class="card"><div class="empty"><h2>No fuzz function yet</h2><p>The first log that is pushed brings one.</p></div></div>
{{/FUNCTIONS_NONE}}
{{#CHOSEN}}
<div class="bar"><h2><code>{{FUNCTION}}</code> <span class="muted">in {{PACKAGE}}</span></h2><nav class="chips push" aria-label="Range"><a href="?days=7&amp;target={{TARGET_ID:url_query_escape}}"{{#WEEK}} aria-current="true"{{/WEEK}}>7 days</a><a href="?days=30&amp;target={{TARGET_ID:url_query_escape}}"{{#MONTH}} aria-current="true"{{/MONTH}}>30 days</a><a href="?days=90&amp;target={{TARGET_ID:url_query_escape}}"{{#QUARTER}} aria-current="true"{{/QUARTER}}>90 days</a><a href="?days=365&amp;target={{TARGET_ID:url_query_escape}}"{{#YEAR}} aria-current="true"{{/YEAR}}>1 year</a></nav></div>
<section class="card" aria-label="{{FUNCTION}}"><div class="body plots">
{{#PLOTS}}<figure><h3>{{TITLE}} {{#TOLD}}<b>{{NOW}}</b>{{/TOLD}}</h3>{{#TOLD}}<svg class="plot" role="img" aria-label="{{SAYS}}"><svg x="9%" y="16" width="91%" height="114" viewBox="0 0 300 114" preserveAspectRatio="none"><path class="area" d="{{PLOT_AREA}}"/><path class="ln1" d="{{PLOT_LINE}}"/><path class="end" d="M{{PLOT_X}} {{PLOT_Y}}h.01"/></svg><line class="grid" x1="0" x2="100%" y1="130" y2="130"/><text x="0" y="126">0</text><line class="grid" x1="0" x2="100%" y1="73" y2="73"/><text x="0" y="69">{{PLOT_HALF}}</text><line class="grid" x1="0" x2="100%" y1="16" y2="16"/><text x="0" y="12">{{PLOT_TOP}}</text><text x="9%" y="147">{{PLOT_FIRST}}</text><text x="54%" y="147" class="m">{{PLOT_MIDDLE}}</text><text x="100%" y="147" class="e">Today</text></svg>{{/TOLD}}{{#TOLD_NOT}}<p class="muted small">No run of this time told it.</p>{{/TOLD_NOT}}</figure>
{{/PLOTS}}
</div><footer><p>{{#COVERED}}{{#GROWS}}The coverage has grown lately.{{/GROWS}}{{#GROWS_NOT}}No new coverage for {{FLAT_DAYS}} {{#FLAT_ONE}}day{{/FLAT_ONE}}{{#FLAT_ONE_NOT}}days{{/FLAT_ONE_NOT}}. More time is unlikely to help this function; new seeds or a dictionary may.{{/GROWS_NOT}}{{/COVERED}}{{#COVERED_NOT}}Its logs tell no coverage, only how many inputs were new.{{/COVERED_NOT}}</p></footer></section>
{{/CHOSEN}}
{{#FUNCTIONS_ANY}}
<section class="card stackgap"><header><h2>All fuzz functions</h2></header><table class="t hover rows"><caption class="vh">Throughput, coverage and corpus of each fuzz function</caption>
<thead><tr><th scope="col">Fuzz function</th><th scope="col" class="r">Executions/s</th><th scope="col" class="drop"><span class="vh">Executions per second over the time</span></th><th scope="col" class="r">Coverage</th><th scope="col" class="drop"><span class="vh">Coverage over the time</span></th><th scope="col" class="r">Corpus</th><th scope="col" class="drop"><span class="vh">Corpus over the time</span></th></tr></thead>
<tbody>
{{#FUNCTIONS}}
<tr{{#LIT}} class="at" aria-current="true"{{/LIT}}><td class="full"><a class="title" href="?days={{DAYS:url_query_escape}}&amp;target={{TARGET_ID:url_query_escape}}"><code>{{FUNCTION}}</code></a><span class="sub">{{PACKAGE}}</span></td>{{#LINES}}<td class="r fit">{{#TOLD}}<span class="lbl">{{UNIT}} </span>{{NOW}}{{/TOLD}}</td><td class="fit drop">{{#TOLD}}<svg class="ln" viewBox="0 0 132 28" role="img" aria-label="{{SAYS}}"><path d="{{PLOT_LINE}}"/><circle cx="{{PLOT_X}}" cy="{{PLOT_Y}}" r="2"/></svg>{{/TOLD}}</td>{{/LINES}}</tr>
{{/FUNCTIONS}}
</tbody></table></section>
{{#PAGED}}
<nav class="pages" aria-label="Pages">
{{#PREVIOUS_PAGE_SET}}<a class="btn sm" rel="prev" href="?days={{DAYS:url_query_escape}}&amp;page={{PREVIOUS_PAGE}}">Previous</a>{{/PREVIOUS_PAGE_SET}}
{{#NEXT_PAGE_SET}}<a class="btn sm" rel="next" href="?days={{DAYS:url_query_escape}}&amp;page={{NEXT_PAGE}}">Next</a>{{/NEXT_PAGE_SET}}
</nav>
{{/PAGED}}
{{/FUNCTIONS_ANY}}
{{>FOOT}}
