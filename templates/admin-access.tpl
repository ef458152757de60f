{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="side">
{{>ADMIN_NAV}}<div>
<div class="head"><div><h1>Access</h1><p class="lead">What each {{#GROUPS}}group{{/GROUPS}}{{#GROUPS_NOT}}account{{/GROUPS_NOT}} may do in each repository. Administrators may do everything.</p></div></div>
<div class="bar">
<nav class="chips" aria-label="Whose access"><a href="/admin/access?q={{SEARCH:url_query_escape}}"{{#GROUPS}} aria-current="true"{{/GROUPS}}>Groups</a><a href="/admin/access?of=accounts&amp;q={{SEARCH:url_query_escape}}"{{#GROUPS_NOT}} aria-current="true"{{/GROUPS_NOT}}>Single accounts</a></nav>
<form class="push grow inline" action="/admin/access"><input type="hidden" name="of" value="{{OF}}"><label class="vh" for="q">Repository or pattern</label><input id="q" name="q" type="search" maxlength="200" placeholder="Repository or pattern" value="{{SEARCH}}"><label class="vh" for="who">{{#GROUPS}}Group{{/GROUPS}}{{#GROUPS_NOT}}Account{{/GROUPS_NOT}}</label><input id="who" name="who" type="search" maxlength="200" placeholder="{{#GROUPS}}Group{{/GROUPS}}{{#GROUPS_NOT}}Account{{/GROUPS_NOT}}" value="{{WHO_SEARCH}}"><button class="btn">Filter</button></form>
</div>
{{#LINES_NONE}}<div class="card"><div class="empty">{{#SEARCHED}}<h2>Nothing fits this filter</h2><p><a href="/admin/access">Show everything</a></p>{{/SEARCHED}}{{#SEARCHED_NOT}}<h2>No repository yet</h2><p><a href="/admin/repositories">Add the first one</a>, or grant on a pattern below.</p>{{/SEARCHED_NOT}}</div></div>{{/LINES_NONE}}
{{#LINES_ANY}}
<form class="card" method="post" action="/admin/access?of={{OF:url_query_escape}}&amp;who={{WHO_SEARCH:url_query_escape}}&amp;q={{SEARCH:url_query_escape}}&amp;page={{LINES_PAGE}}&amp;columns={{COLUMNS_PAGE}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="save">
<div class="scroll" tabindex="0" role="region" aria-label="Access matrix"><table class="t hover matrix"><caption class="vh">Access to repositories; patterns come first</caption>
<thead><tr><th scope="col" class="stick">Repository</th>{{#COLUMNS}}<th scope="col">{{#COLUMN_GROUP}}<a href="/admin/groups/{{COLUMN_ID}}">{{COLUMN}}</a>{{/COLUMN_GROUP}}{{#COLUMN_GROUP_NOT}}<a href="/admin/accounts/{{COLUMN}}">{{COLUMN}}</a>{{/COLUMN_GROUP_NOT}}</th>{{/COLUMNS}}{{#COLUMNS_NONE}}<th scope="col">{{#GROUPS}}No group{{/GROUPS}}{{#GROUPS_NOT}}No account was given something itself{{/GROUPS_NOT}}</th>{{/COLUMNS_NONE}}</tr></thead><tbody>
{{#LINES}}<tr><th scope="row" class="stick">{{#PATTERN}}<code>{{OBJECT}}</code>{{/PATTERN}}{{#PATTERN_NOT}}<a href="/r/{{OBJECT}}/access">{{OBJECT}}</a>{{#PUBLIC}} <small>public</small>{{/PUBLIC}}{{/PATTERN_NOT}}</th>{{#CELLS}}<td><span class="cell {{ROLE_CLASS}}"><select name="{{FIELD}}" aria-label="{{WHO}} on {{OBJECT}}"><option value="none"{{#ROLE_NONE}} selected{{/ROLE_NONE}}>None</option><option value="read"{{#ROLE_READ}} selected{{/ROLE_READ}}>Read</option><option value="triage"{{#ROLE_TRIAGE}} selected{{/ROLE_TRIAGE}}>Triage</option><option value="admin"{{#ROLE_ADMIN}} selected{{/ROLE_ADMIN}}>Admin</option></select></span>{{#THROUGH_SET}}<span class="via">{{THROUGH_ROLE}} through <code>{{THROUGH}}</code></span>{{/THROUGH_SET}}</td>{{/CELLS}}</tr>
{{/LINES}}
</tbody></table></div>
<footer><button class="btn primary">Save changes</button><p><b>Read</b> sees results and inputs. <b>Triage</b> also changes states, assigns and comments. <b>Admin</b> also changes settings and access of the repository.</p></footer></form>
<nav class="pages" aria-label="Pages">
{{#PREVIOUS_PAGE_SET}}<a class="btn sm" rel="prev" href="/admin/access?page={{PREVIOUS_PAGE}}&amp;of={{OF:url_query_escape}}&amp;who={{WHO_SEARCH:url_query_escape}}&amp;q={{SEARCH:url_query_escape}}&amp;columns={{COLUMNS_PAGE}}">Previous repositories</a>{{/PREVIOUS_PAGE_SET}}
{{#NEXT_PAGE_SET}}<a class="btn sm" rel="next" href="/admin/access?page={{NEXT_PAGE}}&amp;of={{OF:url_query_escape}}&amp;who={{WHO_SEARCH:url_query_escape}}&amp;q={{SEARCH:url_query_escape}}&amp;columns={{COLUMNS_PAGE}}">Next repositories</a>{{/NEXT_PAGE_SET}}
{{#PREVIOUS_COLUMNS_PAGE_SET}}<a class="btn sm" href="/admin/access?columns={{PREVIOUS_COLUMNS_PAGE}}&amp;of={{OF:url_query_escape}}&amp;who={{WHO_SEARCH:url_query_escape}}&amp;q={{SEARCH:url_query_escape}}&amp;page={{LINES_PAGE}}">Previous {{#GROUPS}}groups{{/GROUPS}}{{#GROUPS_NOT}}accounts{{/GROUPS_NOT}}</a>{{/PREVIOUS_COLUMNS_PAGE_SET}}
{{#NEXT_COLUMNS_PAGE_SET}}<a class="btn sm" href="/admin/access?columns={{NEXT_COLUMNS_PAGE}}&amp;of={{OF:url_query_escape}}&amp;who={{WHO_SEARCH:url_query_escape}}&amp;q={{SEARCH:url_query_escape}}&amp;page={{LINES_PAGE}}">Next {{#GROUPS}}groups{{/GROUPS}}{{#GROUPS_NOT}}accounts{{/GROUPS_NOT}} <span class="n">of {{COLUMN_COUNT}}</span></a>{{/NEXT_COLUMNS_PAGE_SET}}
</nav>
{{/LINES_ANY}}
<form class="card stackgap" method="post" action="/admin/access?of={{OF:url_query_escape}}&amp;who={{WHO_SEARCH:url_query_escape}}&amp;q={{SEARCH:url_query_escape}}"><header><h2>Grant a role</h2></header><div class="body form two"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="grant">
<div class="field"><label for="kind">To</label><select id="kind" name="kind"><option value="group">a group</option><option value="account"{{#GROUPS_NOT}} selected{{/GROUPS_NOT}}>a single account</option></select></div>
<div class="field"><label for="name">Its name</label><input id="name" name="name" maxlength="80" autocomplete="off" required></div>
<div class="field"><label for="object">On</label><input id="object" name="object" maxlength="201" placeholder="XXyCorp/*" autocomplete="off" spellcheck="false" aria-describedby="object-h" required><span class="hint" id="object-h">A repository, or a pattern such as <code>XXyCorp/*</code> or <code>*/vault</code>, which holds for repositories of the future, too.</span></div>
<div class="field"><label for="role">May</label><select id="role" name="role"><option value="read">Read</option><option value="triage">Triage</option><option value="admin">Admin</option><option value="none">None: ends a grant</option></select></div>
</div><footer><button class="btn primary">Grant</button></footer></form>
</div></div>
{{>FOOT}}
