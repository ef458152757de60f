{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
{{>REPOSITORY}}
{{#OF_ALL}}<div class="head"><div><h1>Crashers</h1></div></div>{{/OF_ALL}}
<form action="{{ADDRESS}}">
<input type="hidden" name="state" value="{{CHOSEN_state}}"><input type="hidden" name="sort" value="{{CHOSEN_sort}}">
<div class="bar">
<nav class="chips" aria-label="State">
<a href="{{ADDRESS}}?state=open{{QUERY_STATE}}"{{#STATE_OPEN}} aria-current="true"{{/STATE_OPEN}}>Open{{#OF_ALL_NOT}}<span class="n">{{OPEN}}</span>{{/OF_ALL_NOT}}</a>
<a href="{{ADDRESS}}?state=untriaged{{QUERY_STATE}}"{{#STATE_UNTRIAGED}} aria-current="true"{{/STATE_UNTRIAGED}}>Not triaged</a>
{{#SIGNED_IN}}<a href="{{ADDRESS}}?state=mine{{QUERY_STATE}}"{{#STATE_MINE}} aria-current="true"{{/STATE_MINE}}>Mine</a>{{/SIGNED_IN}}
<a href="{{ADDRESS}}?state=fixed{{QUERY_STATE}}"{{#STATE_FIXED}} aria-current="true"{{/STATE_FIXED}}>Fixed</a>
<a href="{{ADDRESS}}?state=closed{{QUERY_STATE}}"{{#STATE_CLOSED}} aria-current="true"{{/STATE_CLOSED}}>Closed</a>
<a href="{{ADDRESS}}?state=muted{{QUERY_STATE}}"{{#STATE_MUTED}} aria-current="true"{{/STATE_MUTED}}>Muted</a>
<a href="{{ADDRESS}}?state=all{{QUERY_STATE}}"{{#STATE_ALL}} aria-current="true"{{/STATE_ALL}}>All</a>
</nav>
<span class="push grow inline">
<label class="vh" for="q">Words in title, message, file or function</label><input id="q" name="q" type="search" maxlength="200" placeholder="Message, file, function" value="{{SEARCH}}" data-filter="#crashers" aria-describedby="q-n">
<label class="vh" for="severity">Severity</label><select id="severity" name="severity">
<option value="any">Any severity</option>
<option value="critical"{{#SEVERITY_CRITICAL}} selected{{/SEVERITY_CRITICAL}}>Critical</option>
<option value="high"{{#SEVERITY_HIGH}} selected{{/SEVERITY_HIGH}}>High and up</option>
<option value="medium"{{#SEVERITY_MEDIUM}} selected{{/SEVERITY_MEDIUM}}>Medium and up</option>
</select><button class="btn">Filter</button><span id="q-n" class="muted small" role="status"></span></span>
</div>
<details class="more-filters"{{#NARROWED}} open{{/NARROWED}}><summary class="tri">More filters</summary>
<div class="fields">
{{#OF_ALL}}<div class="field"><label for="repository">Repository</label><input id="repository" name="repository" maxlength="200" placeholder="Part of its name" value="{{ONLY_REPOSITORY}}"></div>{{/OF_ALL}}
<div class="field"><label for="package">Package</label><input id="package" name="package" maxlength="400" placeholder="helper/xor" value="{{ONLY_PATH}}"></div>
<div class="field"><label for="function">Fuzz function</label><input id="function" name="function" maxlength="400" placeholder="FuzzXor" value="{{ONLY_FUNCTION}}"></div>
<div class="field"><label for="kind">Kind</label><input id="kind" name="kind" maxlength="400" placeholder="heap-buffer-overflow" value="{{ONLY_KIND}}"></div>
<div class="field"><label for="assignee">Assignee</label><input id="assignee" name="assignee" maxlength="400" placeholder="Name, or nobody" autocomplete="off" value="{{ONLY_ASSIGNEE}}"></div>
<div class="field"><label for="new">First seen within days</label><input id="new" name="new" inputmode="numeric" pattern="[0-9]*" maxlength="5" value="{{ONLY_NEW}}"></div>
<div class="field"><label for="seen">Last seen within days</label><input id="seen" name="seen" inputmode="numeric" pattern="[0-9]*" maxlength="5" value="{{ONLY_SEEN}}"></div>
</div></details>
</form>
{{#SIGNED_IN}}<div class="saved">{{#SAVED_FILTERS_ANY}}<ul class="chips" aria-label="Kept filters">{{#SAVED_FILTERS}}<li><a href="{{FILTER_ADDRESS}}"{{#HERE}} aria-current="true"{{/HERE}}>{{FILTER_NAME}}</a><form method="post" action="{{ADDRESS}}?{{QUERY}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="forget"><input type="hidden" name="filter" value="{{FILTER_ID}}"><button class="btn bare sm" aria-label="Forget the filter {{FILTER_NAME}}" title="Forget">×</button></form></li>{{/SAVED_FILTERS}}</ul>{{/SAVED_FILTERS_ANY}}
{{#FILTERED}}<details class="keep"{{#BAD_FILTER_NAME_TYPED}} open{{/BAD_FILTER_NAME_TYPED}}><summary class="tri">Keep this filter</summary><form class="inline" method="post" action="{{ADDRESS}}?{{QUERY}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="keep"><label for="keep-name">Name</label><input id="keep-name" name="name" maxlength="60" required autocomplete="off" value="{{FILTER_NAME_TYPED}}"{{#BAD_FILTER_NAME_TYPED}} aria-invalid="true" aria-describedby="keep-why"{{/BAD_FILTER_NAME_TYPED}}><button class="btn">Keep</button>{{#BAD_FILTER_NAME_TYPED}}<span class="err" id="keep-why">{{WHY}}</span>{{/BAD_FILTER_NAME_TYPED}}</form></details>{{/FILTERED}}{{#SAVED_FILTERS_ANY}}<a class="small" href="/account/feeds">Feeds</a>{{/SAVED_FILTERS_ANY}}</div>{{/SIGNED_IN}}
{{#CHANGE}}
<div class="flash ok" role="status"><span>{{DEED_WORD}}: {{CHANGED}} {{#ONE_CHANGED}}crasher{{/ONE_CHANGED}}{{#ONE_CHANGED_NOT}}crashers{{/ONE_CHANGED_NOT}}.{{#REFUSED_SET}} Not changed: {{REFUSED}}. {{REFUSED_WHY}}.{{/REFUSED_SET}}</span>{{#MAY_UNDO}}<form class="push" method="post" action="{{ADDRESS}}?{{QUERY}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="undo"><input type="hidden" name="change" value="{{CHANGE_ID}}"><button class="btn sm">Undo</button></form>{{/MAY_UNDO}}</div>
{{/CHANGE}}
{{#CRASHERS_NONE}}
<div class="card"><div class="empty">{{#FILTERED_NOT}}<h2>No crasher yet</h2><p>Nothing that was pushed{{#OF_ALL_NOT}} for this repository{{/OF_ALL_NOT}} has crashed.</p>{{/FILTERED_NOT}}{{#FILTERED}}<h2>No crasher fits this filter</h2><p><a href="{{ADDRESS}}?state=all">Show all crashers</a></p>{{/FILTERED}}</div></div>
{{/CRASHERS_NONE}}
{{#CRASHERS_ANY}}
<form class="card" method="post" action="{{ADDRESS}}?{{QUERY}}"><input type="hidden" name="csrf" value="{{CSRF}}"><table class="t hover rows" id="crashers"><caption class="vh">Crashers of {{OF}}</caption>
<thead><tr>{{#MAY_ANY}}<th scope="col"><span class="vh">Choose</span></th>{{/MAY_ANY}}<th scope="col"{{#SORT_SEVERITY}} aria-sort="descending"{{/SORT_SEVERITY}}><a href="?sort=severity{{QUERY_SORT}}"><span class="vh">Severity</span><span aria-hidden="true">!</span></a></th><th scope="col">Crasher</th><th scope="col">{{#OF_ALL}}Repository{{/OF_ALL}}{{#OF_ALL_NOT}}Fuzz function{{/OF_ALL_NOT}}</th><th scope="col">State</th><th scope="col" class="r"{{#SORT_SEEN}} aria-sort="descending"{{/SORT_SEEN}}><a href="?sort=seen{{QUERY_SORT}}">Seen</a></th><th scope="col"{{#SORT_FIRST}} aria-sort="descending"{{/SORT_FIRST}}><a href="?sort=first{{QUERY_SORT}}">First seen</a></th><th scope="col"{{#SORT_LAST}} aria-sort="descending"{{/SORT_LAST}}><a href="?sort=last{{QUERY_SORT}}">Last seen</a></th></tr></thead>
<tbody>
{{#CRASHERS}}
<tr data-row>
{{#MAY_ANY}}<td class="fit">{{#MAY}}<input type="checkbox" name="id" value="{{ID}}" aria-label="Choose #{{ID}}"{{#CHOSEN}} checked{{/CHOSEN}}>{{/MAY}}</td>{{/MAY_ANY}}
<td class="fit"><span class="sev sev-{{SEVERITY}}" title="{{SEVERITY_WORD}}"><span class="vh">{{SEVERITY_WORD}}: </span></span></td>
<td class="grow"><a class="title" href="/c/{{ID}}">{{TITLE}}</a><span class="sub">#{{ID}} {{#PLACE_SET}}<code title="{{PLACE_FULL}}">{{PLACE}}</code> {{/PLACE_SET}}{{#FUNCTION_SET}}in <code title="{{FUNCTION}}">{{FUNCTION_SHORT}}</code> {{/FUNCTION_SET}}of <code>{{PACKAGE}}</code></span></td>
{{#REPOSITORY_SET}}<td class="fit"><a class="quiet cut" href="/r/{{REPOSITORY}}" title="{{REPOSITORY}}">{{REPOSITORY}}</a></td>{{/REPOSITORY_SET}}{{#OF_ALL_NOT}}<td class="fit drop"><code class="cut" title="{{FUZZ_FUNCTION}}">{{FUZZ_FUNCTION}}</code>{{#MORE_FUNCTIONS_SET}} <small>and {{MORE_FUNCTIONS}} more</small>{{/MORE_FUNCTIONS_SET}}</td>{{/OF_ALL_NOT}}
<td class="fit"><span class="tag {{TAG_COLOR}}">{{TAG}}</span>{{#MUTED}} <span class="tag">Muted</span>{{/MUTED}}{{#ASSIGNEE_SET}} <small>{{ASSIGNEE}}</small>{{/ASSIGNEE_SET}}{{#UNREPRODUCED}} <small title="Its input was run again and passed">does not reproduce</small>{{/UNREPRODUCED}}</td>
<td class="r fit"><span class="lbl">seen </span>{{CRASHES}}×</td>
<td class="fit drop"><time datetime="{{FIRST_SEEN}}" title="{{FIRST_SEEN_UTC}}">{{FIRST_SEEN_AGO}}</time></td>
<td class="fit"><time datetime="{{LAST_SEEN}}" title="{{LAST_SEEN_UTC}}">{{LAST_SEEN_AGO}}</time></td>
</tr>
{{/CRASHERS}}
</tbody></table>
{{#MAY_ANY}}<footer class="inline"><label class="vh" for="do">With those chosen</label><select id="do" name="do" data-key="e">
<option value="triage"{{#CHOSE_TRIAGE}} selected{{/CHOSE_TRIAGE}}>Triaged</option><option value="wontfix"{{#CHOSE_WONTFIX}} selected{{/CHOSE_WONTFIX}}>Won't fix</option><option value="fix"{{#CHOSE_FIX}} selected{{/CHOSE_FIX}}>Fixed in a commit</option><option value="reopen"{{#CHOSE_REOPEN}} selected{{/CHOSE_REOPEN}}>Open again</option><option value="take"{{#CHOSE_TAKE}} selected{{/CHOSE_TAKE}}>Assign to me</option><option value="assign"{{#CHOSE_ASSIGN}} selected{{/CHOSE_ASSIGN}}>Assign to</option><option value="mute"{{#CHOSE_MUTE}} selected{{/CHOSE_MUTE}}>Mute until</option><option value="unmute"{{#CHOSE_UNMUTE}} selected{{/CHOSE_UNMUTE}}>Hear again</option></select>
<label class="vh" for="value">Commit, name or day</label><input id="value" name="value" maxlength="100" placeholder="Commit, name or day" autocomplete="off" value="{{VALUE}}"{{#BAD_VALUE}} aria-invalid="true" aria-describedby="value-why"{{/BAD_VALUE}}>
<button class="btn">Apply</button>{{#BAD_VALUE}}<span class="err" id="value-why">{{WHY}}</span>{{/BAD_VALUE}}<span class="muted small keys-hint">Choose rows with the box, or <kbd>j</kbd> <kbd>k</kbd> and <kbd>x</kbd>.</span></footer>{{/MAY_ANY}}
</form>
<p class="muted small stackgap">All that fit, for other programs: <a href="{{ADDRESS}}.csv?{{QUERY}}">CSV</a>, <a href="{{ADDRESS}}.jsonl?{{QUERY}}">JSON lines</a></p>
{{/CRASHERS_ANY}}
{{#PAGED}}
<nav class="pages" aria-label="Pages">
{{#PREVIOUS_PAGE_SET}}<a class="btn sm" rel="prev" href="?page={{PREVIOUS_PAGE}}{{QUERY}}">Previous</a>{{/PREVIOUS_PAGE_SET}}
{{#NEXT_PAGE_SET}}<a class="btn sm" rel="next" href="?page={{NEXT_PAGE}}{{QUERY}}">Next</a>{{/NEXT_PAGE_SET}}
</nav>
{{/PAGED}}
{{>FOOT}}
