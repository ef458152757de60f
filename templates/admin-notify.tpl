{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="side">
{{>ADMIN_NAV}}<div>
{{>TEST}}
<div class="head"><div><h1>NotifyAdmin</h1><p class="lead">Who is told without having to press a star. People see these rules on their NotifyMe page.</p></div></div>
{{#MADE}}
<section class="card flashcard" aria-labelledby="made"><header><h2 id="made">Key of the webhook</h2><span class="push"><span class="tag amber">Shown once</span></span></header>
<div class="body stack">
<div class="cmd"><span class="secret">{{KEY}}</span><button class="btn sm bare copy" type="button" data-copy hidden aria-label="Copy key"><svg class="ic" aria-hidden="true" viewBox="0 0 16 16"><use href="#i-copy"/></svg><span>Copy</span></button></div>
<p class="small muted">By it the receiver knows that a call comes from here: <code>X-Nopanic-Signature</code> holds the time and the HMAC-SHA256 of time, dot and body.</p>
</div></section>
{{/MADE}}
<section class="card{{#MADE}} stackgap{{/MADE}}" aria-labelledby="rules"><header><h2 id="rules">Rules</h2>{{#FINDABLE}}<span class="push muted small">{{FOUND}} in all</span>{{/FINDABLE}}</header>
{{#FINDABLE}}<form class="body inline" role="search" aria-label="Search the rules" action="/admin/notify"><label class="vh" for="q">Whom or what</label><input id="q" name="q" type="search" maxlength="200" placeholder="Whom or what" value="{{SEARCH}}"><button class="btn">Search</button>{{#SEARCHED}}<a class="btn" href="/admin/notify">Clear</a>{{/SEARCHED}}</form>{{/FINDABLE}}
{{#RULES_NONE}}<div class="empty">{{#SEARCHED}}<h3>No rule fits “{{SEARCH}}”</h3>{{/SEARCHED}}{{#SEARCHED_NOT}}<h3>No rule yet</h3><p>Everybody chooses alone what they are told of. Make a rule below for whoever must not miss it.</p>{{/SEARCHED_NOT}}</div>{{/RULES_NONE}}
{{#RULES_ANY}}<table class="t hover rows"><caption class="vh">Rules by whom they are for</caption>
<thead><tr><th scope="col">Who</th><th scope="col">Repositories</th><th scope="col">What</th><th scope="col">How</th><th scope="col"><span class="vh">Action</span></th></tr></thead>
<tbody>
{{#RULES}}<tr data-row><th scope="row" class="full">{{WHO}}<span class="sub">{{#OF_GROUP}}{{MEMBERS}} {{#ONE_MEMBER}}member{{/ONE_MEMBER}}{{#ONE_MEMBER_NOT}}members{{/ONE_MEMBER_NOT}}{{/OF_GROUP}}{{#OF_CHANNEL}}{{CHANNEL_WORD}}{{/OF_CHANNEL}}</span></th>
<td class="full">{{#PATTERN_SET}}<code>{{PATTERN}}</code><span class="sub">{{REPOSITORIES}} now</span>{{/PATTERN_SET}}{{#PATTERN_NOT}}{{#REPOSITORY_SET}}<a class="quiet" href="/r/{{REPOSITORY}}">{{REPOSITORY}}</a>{{/REPOSITORY_SET}}{{#REPOSITORY_NOT}}<span class="muted">a repository that was removed</span>{{/REPOSITORY_NOT}}{{/PATTERN_NOT}}</td>
<td class="any">{{KINDS_WORDS}}{{#EVERY_SEVERITY_NOT}}<span class="sub">{{SEVERITY_WORD}}</span>{{/EVERY_SEVERITY_NOT}}{{#PACKAGES_SET}}<span class="sub">of {{PACKAGES_WORDS}}</span>{{/PACKAGES_SET}}</td>
<td class="any">{{PACE_WORD}}{{#MANDATORY}} <span class="tag">mandatory</span>{{/MANDATORY}}{{#WAYS_SET}}<span class="sub">{{WAYS_WORDS}}</span>{{/WAYS_SET}}</td>
<td class="fit r"><a class="btn sm" href="/admin/notify/{{ID}}">Open<span class="vh"> rule {{ID}} for {{WHO}}</span></a></td></tr>
{{/RULES}}
</tbody></table>{{/RULES_ANY}}
</section>
{{#PAGED}}<nav class="pages" aria-label="Pages">
{{#PREVIOUS_PAGE_SET}}<a class="btn sm" rel="prev" href="/admin/notify?page={{PREVIOUS_PAGE}}&amp;q={{SEARCH:url_query_escape}}">Previous</a>{{/PREVIOUS_PAGE_SET}}
{{#NEXT_PAGE_SET}}<a class="btn sm" rel="next" href="/admin/notify?page={{NEXT_PAGE}}&amp;q={{SEARCH:url_query_escape}}">Next</a>{{/NEXT_PAGE_SET}}
</nav>{{/PAGED}}
<form class="card stackgap" method="post" action="/admin/notify"><header><h2 id="new">New rule</h2></header>
<div class="body form two"><input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field{{#BAD_TO_TYPED}} bad{{/BAD_TO_TYPED}}"><label for="to">Tell</label><select id="to" name="to"{{#BAD_TO_TYPED}} aria-describedby="to-e" aria-invalid="true" autofocus{{/BAD_TO_TYPED}}><option value="group">a group: whoever is in it at that time</option><option value="account"{{#TO_ACCOUNT}} selected{{/TO_ACCOUNT}}>an account</option>{{#TO_CHANNELS_ANY}}<optgroup label="a channel">{{#TO_CHANNELS}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{WORD}}</option>{{/TO_CHANNELS}}</optgroup>{{/TO_CHANNELS_ANY}}</select>{{#BAD_TO_TYPED}}<span class="err" id="to-e">{{WHY}}</span>{{/BAD_TO_TYPED}}</div>
<div class="field{{#BAD_WHO_TYPED}} bad{{/BAD_WHO_TYPED}}"><label for="who">Its name</label><input id="who" name="who" value="{{WHO_TYPED}}" maxlength="80" placeholder="Vault team" autocomplete="off" spellcheck="false" aria-describedby="who-h{{#BAD_WHO_TYPED}} who-e{{/BAD_WHO_TYPED}}"{{#BAD_WHO_TYPED}} aria-invalid="true" autofocus{{/BAD_WHO_TYPED}}>{{#BAD_WHO_TYPED}}<span class="err" id="who-e">{{WHY}}</span>{{/BAD_WHO_TYPED}}<span class="hint" id="who-h">Of a group or an account; a channel has its name already.</span></div>
<div class="field wide{{#BAD_REPO_TYPED}} bad{{/BAD_REPO_TYPED}}"><label for="repo">Repository or pattern</label><input id="repo" name="repo" value="{{REPO_TYPED}}" maxlength="201" placeholder="XXyCorp/*" autocomplete="off" spellcheck="false" required aria-describedby="repo-h{{#BAD_REPO_TYPED}} repo-e{{/BAD_REPO_TYPED}}"{{#BAD_REPO_TYPED}} aria-invalid="true" autofocus{{/BAD_REPO_TYPED}}>{{#BAD_REPO_TYPED}}<span class="err" id="repo-e">{{WHY}}</span>{{/BAD_REPO_TYPED}}<span class="hint" id="repo-h">OWNER/NAME; a * stands for any name, those of later, too: <code>*/*</code> is all.</span></div>
{{>FIELDS}}</div>
{{>PREVIEW}}
<footer><button class="btn primary" name="do" value="add">Add rule</button><button class="btn" name="do" value="preview">Preview</button></footer></form>
<section class="card stackgap" aria-labelledby="channels"><header><h2 id="channels">Channels</h2></header>
{{#CHANNELS_NONE}}<div class="body"><p class="muted">None yet: chats of teams and addresses of nobody's account, which rules can tell.</p></div>{{/CHANNELS_NONE}}
{{#CHANNELS_ANY}}<ul class="body simil">
{{#CHANNELS}}<li><div><b>{{CHANNEL_NAME}}</b><span class="sub">{{CHANNEL_WORD}}{{#CHANNEL_MEMBER_SET}}, {{CHANNEL_MEMBER}}{{/CHANNEL_MEMBER_SET}}, {{#IN_RULES_SET}}in {{IN_RULES}} {{#ONE_RULE}}rule{{/ONE_RULE}}{{#ONE_RULE_NOT}}rules{{/ONE_RULE_NOT}}{{/IN_RULES_SET}}{{#IN_RULES_NOT}}in no rule{{/IN_RULES_NOT}}</span>
<span class="sub">{{#SEES_PRIVATE}}Gets <b>private repositories</b>, too{{/SEES_PRIVATE}}{{#SEES_PRIVATE_NOT}}Gets public repositories alone{{/SEES_PRIVATE_NOT}}</span>
{{#FAILING_SINCE_SET}}<span class="err">Has not worked since <time datetime="{{FAILING_SINCE}}" title="{{FAILING_SINCE_UTC}}">{{FAILING_SINCE_DATE}}</time>.</span>{{/FAILING_SINCE_SET}}{{#TEST_SENT}}<span class="sub">Tested <time datetime="{{TESTED}}" title="{{TESTED_UTC}}">{{TESTED_AGO}}</time>: <code>{{TEST_ANSWER}}</code></span>{{/TEST_SENT}}{{#TEST_FAILED}}<span class="sub">Test of <time datetime="{{TESTED}}" title="{{TESTED_UTC}}">{{TESTED_AGO}}</time> failed{{#TEST_ANSWER_SET}}: <code>{{TEST_ANSWER}}</code>{{/TEST_ANSWER_SET}}</span>{{/TEST_FAILED}}
<details class="own"><summary class="btn sm">Change<span class="vh"> {{CHANNEL_NAME}}</span></summary>
<form class="form" method="post" action="/admin/notify"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="id" value="{{CHANNEL_ID}}">
<div class="field"><label for="name-{{CHANNEL_ID}}">Name</label><input id="name-{{CHANNEL_ID}}" name="name" value="{{CHANNEL_NAME}}" maxlength="80" autocomplete="off" required></div>
<div class="field"><label class="opt"><input type="checkbox" name="private" value="yes"{{#SEES_PRIVATE}} checked{{/SEES_PRIVATE}} aria-describedby="private-{{CHANNEL_ID}}-h"><span>Gets private repositories, too</span></label><span class="hint" id="private-{{CHANNEL_ID}}-h">Whoever reads there sees them.</span></div>
<div class="row"><button class="btn primary sm" name="do" value="change">Save</button></div></form>
<form method="post" action="/admin/notify"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="id" value="{{CHANNEL_ID}}"><input type="hidden" name="confirm" value="yes"><button class="btn sm danger named" name="do" value="drop">Remove {{CHANNEL_NAME}}{{#IN_RULES_SET}}, and with it {{IN_RULES}} {{#ONE_RULE}}rule{{/ONE_RULE}}{{#ONE_RULE_NOT}}rules{{/ONE_RULE_NOT}}{{/IN_RULES_SET}}</button></form></details></div>
<form class="push" method="post" action="/admin/notify"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="id" value="{{CHANNEL_ID}}"><button class="btn sm" name="do" value="test">Test<span class="vh"> {{CHANNEL_NAME}}</span></button></form></li>
{{/CHANNELS}}
</ul>{{/CHANNELS_ANY}}
</section>
<form class="card stackgap" method="post" action="/admin/notify"><header><h2 id="add">Add a channel</h2></header><div class="body form two"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="channel">
<div class="field"><label for="channel_kind">Kind</label><select id="channel_kind" name="channel_kind">{{#CHANNEL_KINDS}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{WORD}}</option>{{/CHANNEL_KINDS}}</select></div>
<div class="field{{#BAD_NAME_TYPED}} bad{{/BAD_NAME_TYPED}}"><label for="name">Name</label><input id="name" name="name" value="{{NAME_TYPED}}" maxlength="80" placeholder="#vault-alerts" autocomplete="off" required{{#BAD_NAME_TYPED}} aria-describedby="name-e" aria-invalid="true" autofocus{{/BAD_NAME_TYPED}}>{{#BAD_NAME_TYPED}}<span class="err" id="name-e">{{WHY}}</span>{{/BAD_NAME_TYPED}}</div>
<div class="field{{#BAD_URL_TYPED}} bad{{/BAD_URL_TYPED}}"><label for="url">Address of the webhook</label><input id="url" name="url" type="url" value="{{URL_TYPED}}" maxlength="2000" placeholder="https://hooks.slack.com/services/…" autocomplete="off" aria-describedby="url-h{{#BAD_URL_TYPED}} url-e{{/BAD_URL_TYPED}}"{{#BAD_URL_TYPED}} aria-invalid="true" autofocus{{/BAD_URL_TYPED}}>{{#BAD_URL_TYPED}}<span class="err" id="url-e">{{WHY}}</span>{{/BAD_URL_TYPED}}<span class="hint" id="url-h">Kept sealed and not shown again.</span></div>
<div class="field{{#BAD_ADDRESS_TYPED}} bad{{/BAD_ADDRESS_TYPED}}"><label for="address">Or e-mail address</label><input id="address" name="address" type="email" value="{{ADDRESS_TYPED}}" maxlength="254" placeholder="security@example.org" autocomplete="off" aria-describedby="address-h{{#BAD_ADDRESS_TYPED}} address-e{{/BAD_ADDRESS_TYPED}}"{{#BAD_ADDRESS_TYPED}} aria-invalid="true" autofocus{{/BAD_ADDRESS_TYPED}}>{{#BAD_ADDRESS_TYPED}}<span class="err" id="address-e">{{WHY}}</span>{{/BAD_ADDRESS_TYPED}}<span class="hint" id="address-h">A mailing list or a shared mailbox.</span></div>
<div class="field wide"><label class="opt"><input type="checkbox" name="private" value="yes" aria-describedby="private-h"><span>Gets private repositories, too</span></label><span class="hint" id="private-h">Who reads a channel is not known here, so without this it is told of public repositories alone. With it, whoever reads there sees what rules tell it of private ones.</span></div>
</div><footer><button class="btn">Add channel</button></footer></form>
</div></div>
{{>FOOT}}
