{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
{{>REPOSITORY}}
<div class="bar">
<nav class="chips" aria-label="State">
<a href="/r/{{REPO_NAME}}/crashers?state=open{{QUERY_STATE}}"{{#STATE_OPEN}} aria-current="true"{{/STATE_OPEN}}>Open<span class="n">{{OPEN}}</span></a>
<a href="/r/{{REPO_NAME}}/crashers?state=untriaged{{QUERY_STATE}}"{{#STATE_UNTRIAGED}} aria-current="true"{{/STATE_UNTRIAGED}}>Not triaged</a>
<a href="/r/{{REPO_NAME}}/crashers?state=fixed{{QUERY_STATE}}"{{#STATE_FIXED}} aria-current="true"{{/STATE_FIXED}}>Fixed</a>
<a href="/r/{{REPO_NAME}}/crashers?state=closed{{QUERY_STATE}}"{{#STATE_CLOSED}} aria-current="true"{{/STATE_CLOSED}}>Closed</a>
<a href="/r/{{REPO_NAME}}/crashers?state=muted{{QUERY_STATE}}"{{#STATE_MUTED}} aria-current="true"{{/STATE_MUTED}}>Muted</a>
<a href="/r/{{REPO_NAME}}/crashers?state=all{{QUERY_STATE}}"{{#STATE_ALL}} aria-current="true"{{/STATE_ALL}}>All</a>
</nav>
<form class="push grow inline" action="/r/{{REPO_NAME}}/crashers">
<input type="hidden" name="state" value="{{CHOSEN_state}}"><input type="hidden" name="sort" value="{{CHOSEN_sort}}">{{#ONLY}}<input type="hidden" name="package" value="{{ONLY_PATH}}">{{/ONLY}}
<label class="vh" for="q">Filter by title, function or file</label><input id="q" name="q" type="search" maxlength="200" placeholder="Title, function, file" value="{{SEARCH}}" data-filter="#crashers" aria-describedby="q-n">
<label class="vh" for="severity">Severity</label><select id="severity" name="severity">
<option value="any">Any severity</option>
<option value="critical"{{#SEVERITY_CRITICAL}} selected{{/SEVERITY_CRITICAL}}>Critical</option>
<option value="high"{{#SEVERITY_HIGH}} selected{{/SEVERITY_HIGH}}>High and up</option>
<option value="medium"{{#SEVERITY_MEDIUM}} selected{{/SEVERITY_MEDIUM}}>Medium and up</option>
</select><button class="btn">Filter</button><span id="q-n" class="muted small" role="status"></span></form>
</div>
{{#ONLY}}<p class="only">Only those that <code>{{ONLY_PATH}}</code> reaches. <a href="/r/{{REPO_NAME}}/crashers">All packages</a></p>{{/ONLY}}
{{#CRASHERS_NONE}}
<div class="card"><div class="empty">{{#FILTERED_NOT}}<h2>No crasher yet</h2><p>Nothing that was pushed for this repository has crashed.</p>{{/FILTERED_NOT}}{{#FILTERED}}<h2>No crasher fits this filter</h2><p><a href="/r/{{REPO_NAME}}/crashers?state=all">Show all crashers</a></p>{{/FILTERED}}</div></div>
{{/CRASHERS_NONE}}
{{#CRASHERS_ANY}}
<div class="card"><table class="t hover rows" id="crashers"><caption class="vh">Crashers of {{REPO_NAME}}</caption>
<thead><tr><th scope="col"{{#SORT_SEVERITY}} aria-sort="descending"{{/SORT_SEVERITY}}><a href="?sort=severity{{QUERY_SORT}}"><span class="vh">Severity</span><span aria-hidden="true">!</span></a></th><th scope="col">Crasher</th><th scope="col">Fuzz function</th><th scope="col">State</th><th scope="col" class="r"{{#SORT_SEEN}} aria-sort="descending"{{/SORT_SEEN}}><a href="?sort=seen{{QUERY_SORT}}">Seen</a></th><th scope="col"{{#SORT_FIRST}} aria-sort="descending"{{/SORT_FIRST}}><a href="?sort=first{{QUERY_SORT}}">First seen</a></th><th scope="col"{{#SORT_LAST}} aria-sort="descending"{{/SORT_LAST}}><a href="?sort=last{{QUERY_SORT}}">Last seen</a></th></tr></thead>
<tbody>
{{#CRASHERS}}
<tr data-row>
<td class="fit"><span class="sev sev-{{SEVERITY}}" title="{{SEVERITY_WORD}}"><span class="vh">{{SEVERITY_WORD}}: </span></span></td>
<td class="grow"><a class="title" href="/c/{{ID}}">{{TITLE}}</a><span class="sub">#{{ID}} {{#PLACE_SET}}<code title="{{PLACE_FULL}}">{{PLACE}}</code> {{/PLACE_SET}}{{#FUNCTION_SET}}in <code title="{{FUNCTION}}">{{FUNCTION_SHORT}}</code> {{/FUNCTION_SET}}of <code>{{PACKAGE}}</code></span></td>
<td class="fit drop"><code class="cut" title="{{FUZZ_FUNCTION}}">{{FUZZ_FUNCTION}}</code>{{#MORE_FUNCTIONS_SET}} <small>and {{MORE_FUNCTIONS}} more</small>{{/MORE_FUNCTIONS_SET}}</td>
<td class="fit"><span class="tag {{TAG_COLOR}}">{{TAG}}</span>{{#MUTED}} <span class="tag">Muted</span>{{/MUTED}}{{#ASSIGNEE_SET}} <small>{{ASSIGNEE}}</small>{{/ASSIGNEE_SET}}{{#UNREPRODUCED}} <small title="Its input was run again and passed">does not reproduce</small>{{/UNREPRODUCED}}</td>
<td class="r fit"><span class="lbl">seen </span>{{CRASHES}}×</td>
<td class="fit drop"><time datetime="{{FIRST_SEEN}}" title="{{FIRST_SEEN_UTC}}">{{FIRST_SEEN_AGO}}</time></td>
<td class="fit"><time datetime="{{LAST_SEEN}}" title="{{LAST_SEEN_UTC}}">{{LAST_SEEN_AGO}}</time></td>
</tr>
{{/CRASHERS}}
</tbody></table></div>
{{#PAGED}}
<nav class="pages" aria-label="Pages">
{{#PREVIOUS_PAGE_SET}}<a class="btn sm" rel="prev" href="?page={{PREVIOUS_PAGE}}{{QUERY}}">Previous</a>{{/PREVIOUS_PAGE_SET}}
{{#NEXT_PAGE_SET}}<a class="btn sm" rel="next" href="?page={{NEXT_PAGE}}{{QUERY}}">Next</a>{{/NEXT_PAGE_SET}}
</nav>
{{/PAGED}}
{{/CRASHERS_ANY}}
{{>FOOT}}
