{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="/">Repositories</a></li><li><a href="/r/{{REPOSITORY}}">{{REPOSITORY}}</a></li><li><a href="/r/{{REPOSITORY}}/crashers">Crashers</a></li><li><a href="/c/{{CRASHER_ID}}">#{{CRASHER_ID}}</a></li><li>Ticket</li></ol></nav>
<div class="head"><div><h1>{{TRACKER_TITLE}} {{TRACKER_NOUN}}</h1><p class="lead">Of <a href="/c/{{CRASHER_ID}}">#{{CRASHER_ID}} {{CRASHER_TITLE}}</a></p></div></div>
<div class="stack narrow">
{{#TICKET}}
<section class="card" id="ticket"><header><h2>{{#KEY_SET}}{{KEY}}{{/KEY_SET}}{{#KEY_NOT}}{{#IS_FAILED}}Not opened{{/IS_FAILED}}{{#IS_FAILED_NOT}}On its way{{/IS_FAILED_NOT}}{{/KEY_NOT}}</h2></header><div class="body stack">
{{#IS_OPEN}}<p>{{#LINK_SET}}<a href="{{LINK}}" rel="noreferrer">{{TICKET_TITLE}}</a>{{/LINK_SET}}{{#STATUS_SET}} <span class="tag {{#CLOSED}}green{{/CLOSED}}{{#CLOSED_NOT}}blue{{/CLOSED_NOT}}">{{STATUS}}</span>{{/STATUS_SET}}{{#TICKET_ASSIGNEE_SET}} {{TICKET_ASSIGNEE}}{{/TICKET_ASSIGNEE_SET}}</p>{{/IS_OPEN}}
{{#IS_OPENING}}<p role="status">The ticket is being opened.</p>{{/IS_OPENING}}{{#IS_LINKING}}<p role="status">{{KEY}} is being looked at.</p>{{/IS_LINKING}}
{{#IS_FAILED}}<p role="alert">{{#KEY_SET}}It could not be linked.{{/KEY_SET}}{{#KEY_NOT}}It could not be opened.{{/KEY_NOT}} {{TRACKER_TITLE}} says:</p>{{/IS_FAILED}}
{{#TICKET_SAYS_SET}}<p class="err">{{TICKET_SAYS}}.{{#NEXT_TRY_SET}} The next try: <time datetime="{{NEXT_TRY}}">{{NEXT_TRY_UTC}}</time>.{{/NEXT_TRY_SET}}</p>{{/TICKET_SAYS_SET}}
</div><footer><form method="post" action="/c/{{CRASHER_ID}}/ticket"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn" name="do" value="unlink">{{#IS_OPEN}}Unlink{{/IS_OPEN}}{{#IS_OPEN_NOT}}Give up{{/IS_OPEN_NOT}}</button></form></footer></section>
{{/TICKET}}
{{#MAY_DRAFT}}{{#DRAFT}}
{{#CONNECTED}}
<form class="card" id="open" method="post" action="/c/{{CRASHER_ID}}/ticket"><header><h2>Open {{TRACKER_NOUN}}</h2>{{#TRACKER_PROJECT_SET}}<span class="muted small">in {{TRACKER_PROJECT}}</span>{{/TRACKER_PROJECT_SET}}</header><div class="body form"><input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field{{#BAD_TYPED_TITLE}} bad{{/BAD_TYPED_TITLE}}"><label for="t-title">Title</label><input id="t-title" name="title" maxlength="254" autocomplete="off" required value="{{TYPED_TITLE}}"{{#BAD_TYPED_TITLE}} aria-invalid="true" aria-describedby="t-title-e"{{/BAD_TYPED_TITLE}}>{{#BAD_TYPED_TITLE}}<span class="err" id="t-title-e">{{WHY}}</span>{{/BAD_TYPED_TITLE}}</div>
<div class="field{{#BAD_TYPED_TEXT}} bad{{/BAD_TYPED_TEXT}}"><label for="t-text">Text</label><textarea id="t-text" name="text" class="tall" spellcheck="false" required aria-describedby="t-text-h{{#BAD_TYPED_TEXT}} t-text-e{{/BAD_TYPED_TEXT}}"{{#BAD_TYPED_TEXT}} aria-invalid="true"{{/BAD_TYPED_TEXT}}>{{TYPED_TEXT:pre_escape}}</textarea><span class="hint" id="t-text-h">Markdown. The {{TRACKER_NOUN}} gets the label {{DRAFT_LABEL}}; where one with it is there already, that one is linked.</span>{{#BAD_TYPED_TEXT}}<span class="err" id="t-text-e">{{WHY}}</span>{{/BAD_TYPED_TEXT}}</div>
</div><footer><button class="btn primary" name="do" value="open">Open {{TRACKER_NOUN}}</button></footer></form>
{{/CONNECTED}}
{{#CONNECTED_NOT}}
<section class="card" id="copy"><header><h2>Text of the {{TRACKER_NOUN}}</h2></header><div class="body stack">
<p class="small muted">{{#FORM_SET}}Jira is not fully set up for this repository, so the hub opens nothing there itself. Jira’s own form opens with this text, cut short; the whole of it can be copied.{{/FORM_SET}}{{#FORM_NOT}}No tracker is set up for this repository: copy the text to yours.{{/FORM_NOT}}</p>
<div class="cmd"><pre><code>{{DRAFT_TITLE}}</code></pre><button class="btn sm bare copy" type="button" data-copy hidden aria-label="Copy title"><svg class="ic" aria-hidden="true" viewBox="0 0 16 16"><use href="#i-copy"/></svg><span>Copy</span></button></div>
<div class="cmd"><pre><code>{{DRAFT_TEXT:pre_escape}}</code></pre><button class="btn sm bare copy" type="button" data-copy hidden aria-label="Copy text"><svg class="ic" aria-hidden="true" viewBox="0 0 16 16"><use href="#i-copy"/></svg><span>Copy</span></button></div>
</div>{{#FORM_SET}}<footer><a class="btn primary" href="{{FORM}}" rel="noreferrer">Open Jira’s form</a></footer>{{/FORM_SET}}</section>
{{/CONNECTED_NOT}}
{{#HAS_PLACE}}<form class="card" id="link" method="post" action="/c/{{CRASHER_ID}}/ticket"><header><h2>Link one that is there</h2></header><div class="body form"><input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field{{#BAD_TYPED_KEY}} bad{{/BAD_TYPED_KEY}}"><label for="t-key">Key or address</label><input id="t-key" name="key" maxlength="300" autocomplete="off" spellcheck="false" required placeholder="{{KEY_LIKE}}" value="{{TYPED_KEY}}"{{#BAD_TYPED_KEY}} aria-invalid="true" aria-describedby="t-key-e"{{/BAD_TYPED_KEY}}>{{#BAD_TYPED_KEY}}<span class="err" id="t-key-e">{{WHY}}</span>{{/BAD_TYPED_KEY}}</div>
</div><footer><button class="btn" name="do" value="link">Link it</button></footer></form>{{/HAS_PLACE}}
{{/DRAFT}}{{/MAY_DRAFT}}
</div>
{{>FOOT}}
