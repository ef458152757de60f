{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="head"><div><h1>NotifyMe</h1><p class="lead">You hear of what you star, and of what an administrator chose for you. Each new thing is told once.</p></div></div>
{{>TEST}}
{{#TIMES}}{{#CONFIRMED_NOT}}<div class="flash warn" role="status"><span><b>Nothing is sent to you yet:</b> your address {{EMAIL}} is not confirmed. <a href="/account">Have a mail sent that confirms it</a>.</span></div>{{/CONFIRMED_NOT}}{{/TIMES}}
{{#MADE}}
<section class="card flashcard" aria-labelledby="made"><header><h2 id="made">Key of the webhook</h2><span class="push"><span class="tag amber">Shown once</span></span></header>
<div class="body stack">
<div class="cmd"><span class="secret">{{KEY}}</span><button class="btn sm bare copy" type="button" data-copy hidden aria-label="Copy key"><svg class="ic" aria-hidden="true" viewBox="0 0 16 16"><use href="#i-copy"/></svg><span>Copy</span></button></div>
<p class="small muted">By it the receiver knows that a call comes from here: <code>X-Nopanic-Signature</code> holds the time and the HMAC-SHA256 of time, dot and body.</p>
</div></section>
{{/MADE}}
<section class="card{{#MADE}} stackgap{{/MADE}}" aria-labelledby="mine"><header><h2 id="mine">What you are told of</h2></header>
{{#SUBSCRIPTIONS_NONE}}<div class="body"><p class="muted">You have starred nothing. Press the star of a repository or crasher, or name repositories below.</p></div>{{/SUBSCRIPTIONS_NONE}}
{{#SUBSCRIPTIONS_ANY}}<table class="t rows"><caption class="vh">What you are told of</caption>
<thead><tr><th scope="col">Of</th><th scope="col">What</th><th scope="col">How</th><th scope="col"><span class="vh">Change</span></th></tr></thead>
<tbody>
{{#SUBSCRIPTIONS}}<tr><th scope="row" class="full">{{#CRASHER_ID_SET}}<a class="quiet" href="/c/{{CRASHER_ID}}">{{TITLE}}</a><span class="sub">#{{CRASHER_ID}}, {{REPOSITORY}}</span>{{/CRASHER_ID_SET}}{{#CRASHER_ID_NOT}}{{#PATTERN_SET}}<code>{{PATTERN}}</code><span class="sub">all of these names</span>{{/PATTERN_SET}}{{#PATTERN_NOT}}<a class="quiet" href="/r/{{REPOSITORY}}">{{REPOSITORY}}</a>{{/PATTERN_NOT}}{{/CRASHER_ID_NOT}}{{#RULE}}<span class="sub">Set by {{#MADE_BY_SET}}{{MADE_BY}}{{/MADE_BY_SET}}{{#MADE_BY_NOT}}an administrator{{/MADE_BY_NOT}}{{#GROUP_SET}} for {{GROUP}}{{/GROUP_SET}}</span>{{/RULE}}</th>
<td class="any">{{#KINDS_SET}}{{KINDS_WORDS}}{{/KINDS_SET}}{{#KINDS_NOT}}<span class="muted">nothing</span>{{/KINDS_NOT}}{{#EVERY_SEVERITY_NOT}}<span class="sub">{{SEVERITY_WORD}}</span>{{/EVERY_SEVERITY_NOT}}{{#PACKAGES_SET}}<span class="sub">of {{PACKAGES_WORDS}}</span>{{/PACKAGES_SET}}</td>
<td class="any">{{PACE_WORD}}<span class="sub">{{#WAYS_SET}}{{WAYS_WORDS}}{{/WAYS_SET}}{{#WAYS_NOT}}nowhere{{/WAYS_NOT}}</span></td>
<td class="fit">{{#RULE}}{{#MANDATORY}}<span class="tag">mandatory</span>{{/MANDATORY}}{{#MANDATORY_NOT}}<form method="post" action="/notify"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="id" value="{{ID}}">{{#LEFT}}<button class="btn sm" name="do" value="join">Come back<span class="vh"> to rule {{ID}}</span></button>{{/LEFT}}{{#LEFT_NOT}}<button class="btn sm" name="do" value="leave">Leave<span class="vh"> rule {{ID}}</span></button>{{/LEFT_NOT}}</form>{{/MANDATORY_NOT}}{{/RULE}}
</td></tr>
{{#RULE_NOT}}<tr><td colspan="4" class="full"><details class="ask"><summary class="btn sm">Change<span class="vh"> subscription {{ID}}</span></summary>
<form class="form two" method="post" action="/notify"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="id" value="{{ID}}">
<fieldset class="inline"><legend>Tell me of</legend>{{#KIND_CHOICES}}<label class="opt"><input type="checkbox" name="kind" value="{{VALUE}}"{{#CHOSEN}} checked{{/CHOSEN}}><span>{{WORD}}</span></label>{{/KIND_CHOICES}}</fieldset>
<fieldset class="inline"><legend>By</legend>{{#WAY_CHOICES}}<label class="opt"><input type="checkbox" name="way" value="{{VALUE}}"{{#CHOSEN}} checked{{/CHOSEN}}><span>{{WORD}}</span></label>{{/WAY_CHOICES}}</fieldset>
<div class="field"><label for="severity-{{ID}}">Severity</label><select id="severity-{{ID}}" name="severity">{{#SEVERITY_CHOICES}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{WORD}}</option>{{/SEVERITY_CHOICES}}</select></div>
<div class="field"><label for="pace-{{ID}}">When</label><select id="pace-{{ID}}" name="pace">{{#PACE_CHOICES}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{WORD}}</option>{{/PACE_CHOICES}}</select></div>
<div class="field"><label for="packages-{{ID}}">Only these packages</label><textarea id="packages-{{ID}}" name="packages" rows="2" maxlength="20000" spellcheck="false" aria-describedby="packages-{{ID}}-h">{{PACKAGES:pre_escape}}</textarea><span class="hint" id="packages-{{ID}}-h">A path each line; empty: all.</span></div>
<div class="row"><button class="btn primary sm" name="do" value="set">Save</button> <button class="btn sm danger" name="do" value="end">End it</button></div>
</form></details></td></tr>{{/RULE_NOT}}
{{/SUBSCRIPTIONS}}
</tbody></table>{{/SUBSCRIPTIONS_ANY}}
</section>
<form class="card stackgap" method="post" action="/notify"><header><h2>Star more repositories</h2></header>
<div class="body form two"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="repository">
<div class="field{{#BAD_REPO_TYPED}} bad{{/BAD_REPO_TYPED}}"><label for="repo">Repository or pattern</label><input id="repo" name="repo" value="{{REPO_TYPED}}" maxlength="201" placeholder="XXyCorp/*" autocomplete="off" spellcheck="false" required aria-describedby="repo-h{{#BAD_REPO_TYPED}} repo-e{{/BAD_REPO_TYPED}}"{{#BAD_REPO_TYPED}} aria-invalid="true" autofocus{{/BAD_REPO_TYPED}}>{{#BAD_REPO_TYPED}}<span class="err" id="repo-e">{{WHY}}</span>{{/BAD_REPO_TYPED}}<span class="hint" id="repo-h">OWNER/NAME; a * in it stands for any name, those of later too.</span></div>
</div><footer><button class="btn primary">Tell me</button></footer></form>
<div class="pair stackgap">
{{#TIMES}}<form class="card" method="post" action="/notify"><header><h2>When</h2></header>
<div class="body form two"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="times">
<div class="field{{#BAD_ZONE_TYPED}} bad{{/BAD_ZONE_TYPED}}"><label for="zone">Time zone</label><input id="zone" name="zone" value="{{ZONE_TYPED}}" maxlength="60" placeholder="Europe/Berlin" autocomplete="off" spellcheck="false" required{{#BAD_ZONE_TYPED}} aria-describedby="zone-e"{{/BAD_ZONE_TYPED}}{{#BAD_ZONE_TYPED}} aria-invalid="true" autofocus{{/BAD_ZONE_TYPED}}>{{#BAD_ZONE_TYPED}}<span class="err" id="zone-e">{{WHY}}</span>{{/BAD_ZONE_TYPED}}</div>
<div class="field{{#BAD_DIGEST_AT_TYPED}} bad{{/BAD_DIGEST_AT_TYPED}}"><label for="digest-at">Digests go out at</label><input id="digest-at" name="digest_at" type="time" value="{{DIGEST_AT_TYPED}}" required{{#BAD_DIGEST_AT_TYPED}} aria-describedby="digest-at-e"{{/BAD_DIGEST_AT_TYPED}}{{#BAD_DIGEST_AT_TYPED}} aria-invalid="true" autofocus{{/BAD_DIGEST_AT_TYPED}}>{{#BAD_DIGEST_AT_TYPED}}<span class="err" id="digest-at-e">{{WHY}}</span>{{/BAD_DIGEST_AT_TYPED}}</div>
<div class="field"><label for="digest-day">Weekly ones on</label><select id="digest-day" name="digest_day">{{#DAYS}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{WORD}}</option>{{/DAYS}}</select></div>
<div class="field{{#BAD_AWAY_TYPED}} bad{{/BAD_AWAY_TYPED}}"><label for="away">Away until</label><input id="away" name="away" type="date" value="{{AWAY_TYPED}}" aria-describedby="away-h{{#BAD_AWAY_TYPED}} away-e{{/BAD_AWAY_TYPED}}"{{#BAD_AWAY_TYPED}} aria-invalid="true" autofocus{{/BAD_AWAY_TYPED}}>{{#BAD_AWAY_TYPED}}<span class="err" id="away-e">{{WHY}}</span>{{/BAD_AWAY_TYPED}}<span class="hint" id="away-h">Nothing is sent before; the next message counts what it was.</span></div>
<div class="field{{#BAD_QUIET_FROM_TYPED}} bad{{/BAD_QUIET_FROM_TYPED}}"><label for="quiet-from">Quiet from</label><input id="quiet-from" name="quiet_from" type="time" value="{{QUIET_FROM_TYPED}}"{{#BAD_QUIET_FROM_TYPED}} aria-describedby="quiet-from-e"{{/BAD_QUIET_FROM_TYPED}}{{#BAD_QUIET_FROM_TYPED}} aria-invalid="true" autofocus{{/BAD_QUIET_FROM_TYPED}}>{{#BAD_QUIET_FROM_TYPED}}<span class="err" id="quiet-from-e">{{WHY}}</span>{{/BAD_QUIET_FROM_TYPED}}</div>
<div class="field{{#BAD_QUIET_UNTIL_TYPED}} bad{{/BAD_QUIET_UNTIL_TYPED}}"><label for="quiet-until">Quiet until</label><input id="quiet-until" name="quiet_until" type="time" value="{{QUIET_UNTIL_TYPED}}" aria-describedby="quiet-h{{#BAD_QUIET_UNTIL_TYPED}} quiet-until-e{{/BAD_QUIET_UNTIL_TYPED}}"{{#BAD_QUIET_UNTIL_TYPED}} aria-invalid="true" autofocus{{/BAD_QUIET_UNTIL_TYPED}}>{{#BAD_QUIET_UNTIL_TYPED}}<span class="err" id="quiet-until-e">{{WHY}}</span>{{/BAD_QUIET_UNTIL_TYPED}}<span class="hint" id="quiet-h">What comes in quiet hours is one message at their end.</span></div>
</div><footer><button class="btn">Save</button></footer></form>{{/TIMES}}
<section class="card" aria-labelledby="where"><header><h2 id="where">Where</h2></header>
<ul class="body simil">
{{#CHANNELS}}<li><div><b>{{CHANNEL_WORD}}</b>{{#OWN_MAIL}}<span class="sub">to the address of your <a href="/account">account</a></span>{{/OWN_MAIL}}{{#CHANNEL_NAME_SET}}<span class="sub">{{CHANNEL_NAME}}</span>{{/CHANNEL_NAME_SET}}{{#CHANNEL_MEMBER_SET}}<span class="sub">{{CHANNEL_MEMBER}}</span>{{/CHANNEL_MEMBER_SET}}{{#FAILING_SINCE_SET}}<span class="err">Has not worked since <time datetime="{{FAILING_SINCE}}" title="{{FAILING_SINCE_UTC}}">{{FAILING_SINCE_DATE}}</time>.</span>{{/FAILING_SINCE_SET}}{{#TEST_SENT}}<span class="sub">Tested <time datetime="{{TESTED}}" title="{{TESTED_UTC}}">{{TESTED_AGO}}</time>: <code>{{TEST_ANSWER}}</code></span>{{/TEST_SENT}}{{#TEST_FAILED}}<span class="sub">Test of <time datetime="{{TESTED}}" title="{{TESTED_UTC}}">{{TESTED_AGO}}</time> failed{{#TEST_ANSWER_SET}}: <code>{{TEST_ANSWER}}</code>{{/TEST_ANSWER_SET}}</span>{{/TEST_FAILED}}</div><form class="push row" method="post" action="/notify"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="id" value="{{CHANNEL_ID}}"><button class="btn sm" name="do" value="test">Test<span class="vh"> channel {{CHANNEL_ID}}: {{CHANNEL_WORD}}</span></button>{{#OWN_MAIL_NOT}}<button class="btn sm danger" name="do" value="drop">Remove<span class="vh"> channel {{CHANNEL_ID}}</span></button>{{/OWN_MAIL_NOT}}</form></li>
{{/CHANNELS}}</ul></section>
</div>
<form class="card stackgap" method="post" action="/notify"><header><h2>Add a channel</h2></header><div class="body form two"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="channel">
<div class="field"><label for="kind">Kind</label><select id="kind" name="kind"><option value="slack">Slack channel, by its webhook</option><option value="slack_dm">Slack, direct messages</option><option value="teams">Microsoft Teams</option><option value="discord">Discord</option><option value="mattermost">Mattermost</option><option value="webhook">Signed webhook</option></select></div>
<div class="field{{#BAD_URL_TYPED}} bad{{/BAD_URL_TYPED}}"><label for="url">Address of the webhook</label><input id="url" name="url" type="url" value="{{URL_TYPED}}" maxlength="2000" placeholder="https://hooks.slack.com/services/…" autocomplete="off" aria-describedby="url-h{{#BAD_URL_TYPED}} url-e{{/BAD_URL_TYPED}}"{{#BAD_URL_TYPED}} aria-invalid="true" autofocus{{/BAD_URL_TYPED}}>{{#BAD_URL_TYPED}}<span class="err" id="url-e">{{WHY}}</span>{{/BAD_URL_TYPED}}<span class="hint" id="url-h">Kept sealed and not shown again. Not for direct messages.</span></div>
<div class="field{{#BAD_MEMBER_TYPED}} bad{{/BAD_MEMBER_TYPED}}"><label for="member">Slack member</label><input id="member" name="member" value="{{MEMBER_TYPED}}" maxlength="20" placeholder="U04QX7M2K" autocomplete="off" spellcheck="false" aria-describedby="member-h{{#BAD_MEMBER_TYPED}} member-e{{/BAD_MEMBER_TYPED}}"{{#BAD_MEMBER_TYPED}} aria-invalid="true" autofocus{{/BAD_MEMBER_TYPED}}>{{#BAD_MEMBER_TYPED}}<span class="err" id="member-e">{{WHY}}</span>{{/BAD_MEMBER_TYPED}}<span class="hint" id="member-h">For direct messages: “Copy member ID” of your profile. Empty: whoever has your address there.</span></div>
<div class="field{{#BAD_NAME_TYPED}} bad{{/BAD_NAME_TYPED}}"><label for="name">Name</label><input id="name" name="name" value="{{NAME_TYPED}}" maxlength="80" autocomplete="off"{{#BAD_NAME_TYPED}} aria-describedby="name-e" aria-invalid="true" autofocus{{/BAD_NAME_TYPED}}>{{#BAD_NAME_TYPED}}<span class="err" id="name-e">{{WHY}}</span>{{/BAD_NAME_TYPED}}</div>
</div><footer><button class="btn">Add channel</button></footer></form>
<section class="card stackgap" aria-labelledby="told"><header><h2 id="told">Last messages to you</h2></header>
{{#MESSAGES_NONE}}<div class="body"><p class="muted">None yet.</p></div>{{/MESSAGES_NONE}}
{{#MESSAGES_ANY}}<table class="t rows"><caption class="vh">Last messages to you</caption>
<thead><tr><th scope="col">When</th><th scope="col">Of</th><th scope="col">How</th></tr></thead>
<tbody>
{{#MESSAGES}}<tr><td class="fit muted"><time datetime="{{TOLD_AT}}" title="{{TOLD_AT_UTC}}">{{TOLD_AT_DATE}}</time></td>
<td class="full">{{#TOLD_REPOSITORY_SET}}<a class="quiet" href="/r/{{TOLD_REPOSITORY}}">{{TOLD_REPOSITORY}}</a>{{/TOLD_REPOSITORY_SET}}{{#TOLD_REPOSITORY_NOT}}Digest{{/TOLD_REPOSITORY_NOT}}{{#TOLD_CRASHER_SET}}, <a href="/c/{{TOLD_CRASHER}}">#{{TOLD_CRASHER}}</a>{{/TOLD_CRASHER_SET}}<span class="sub">{{TOLD_EVENTS}} {{#ONE_EVENT}}event{{/ONE_EVENT}}{{#ONE_EVENT_NOT}}events{{/ONE_EVENT_NOT}}</span></td>
<td class="any">{{TOLD_WORD}}{{#TOLD_SENT_NOT}}<span class="sub">{{#TOLD_DEAD}}given up{{/TOLD_DEAD}}{{#TOLD_DEAD_NOT}}on its way{{/TOLD_DEAD_NOT}}{{#ANSWER_SET}}: {{ANSWER}}{{/ANSWER_SET}}</span>{{/TOLD_SENT_NOT}}</td></tr>
{{/MESSAGES}}
</tbody></table>{{/MESSAGES_ANY}}
</section>
{{>FOOT}}
