{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
{{#CRASHER}}
<nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="/">Repositories</a></li><li><a href="/r/{{REPOSITORY}}">{{REPOSITORY}}</a></li><li><a href="/r/{{REPOSITORY}}/crashers">Crashers</a></li><li>#{{ID}}</li></ol></nav>
<div class="head"><div><h1>{{TITLE}}</h1>
<div class="meta"><span class="tag {{TAG_COLOR}}">{{TAG}}</span>{{#MUTED}}<span class="tag">Muted</span>{{/MUTED}}{{#UNREPRODUCED}}<span class="tag amber">Does not reproduce</span>{{/UNREPRODUCED}}<span class="sev sev-{{SEVERITY}}">{{SEVERITY_WORD}}</span><span>{{KIND}}{{#PLACE_SET}} at <code title="{{PLACE_FULL}}">{{PLACE}}</code>{{/PLACE_SET}}{{#FUNCTION_SET}} in <code title="{{FUNCTION}}">{{FUNCTION_SHORT}}</code>{{/FUNCTION_SET}}</span>{{#ASSIGNEE_SET}}<span>assigned to <b>{{ASSIGNEE}}</b></span>{{/ASSIGNEE_SET}}<span>#{{ID}}</span></div></div>{{>STAR_FORM}}</div>
<ol class="life" aria-label="Lifecycle">
{{#STEPS}}<li class="{{STEP_CLASS}}"><b>{{STEP_WORD}}</b>{{#STEP_AT_SET}} <time datetime="{{STEP_AT}}" title="{{STEP_AT_UTC}}">{{STEP_AT_DATE}}</time>{{/STEP_AT_SET}}</li>{{/STEPS}}
</ol>
<dl class="facts stackgap">
<div><dt>First seen</dt><dd><time datetime="{{FIRST_SEEN}}" title="{{FIRST_SEEN_UTC}}">{{FIRST_SEEN_AGO}}</time> <small>run {{#FIRST_RUN}}<a href="/run/{{RUN_ID}}">#{{RUN_ID}}</a>{{/FIRST_RUN}}</small></dd></div>
<div><dt>Last seen</dt><dd><time datetime="{{LAST_SEEN}}" title="{{LAST_SEEN_UTC}}">{{LAST_SEEN_AGO}}</time> <small>run {{#LAST_RUN}}<a href="/run/{{RUN_ID}}">#{{RUN_ID}}</a>{{/LAST_RUN}}</small></dd></div>
<div><dt>Seen</dt><dd>{{#ONCE}}once{{/ONCE}}{{#ONCE_NOT}}{{CRASHES}} times{{/ONCE_NOT}} <small><a href="/c/{{ID}}/crashes">all crashes</a></small></dd></div>
<div><dt>First seen at commit</dt><dd>{{#FIRST_RUN}}{{#COMMIT_SET}}<code title="{{COMMIT}}">{{COMMIT_SHORT}}</code>{{/COMMIT_SET}}{{#COMMIT_NOT}}not told{{/COMMIT_NOT}}{{/FIRST_RUN}} {{#LAST_RUN}}{{#COMMIT_SET}}<small>last at <code title="{{COMMIT}}">{{COMMIT_SHORT}}</code></small>{{/COMMIT_SET}}{{/LAST_RUN}}</dd></div>
{{#LAST_GOOD}}<div><dt>Last passed at</dt><dd><code title="{{COMMIT}}">{{COMMIT_SHORT}}</code> <small>run <a href="/run/{{RUN_ID}}">#{{RUN_ID}}</a>{{#COMPARE_SET}}, <a href="{{COMPARE}}" rel="noreferrer">commits since</a>{{/COMPARE_SET}}</small></dd></div>
{{/LAST_GOOD}}<div><dt>Fuzz function</dt><dd><code class="cut" title="{{FUZZ_FUNCTION}}">{{FUZZ_FUNCTION}}</code> <small>{{#MORE_FUNCTIONS_SET}}and {{MORE_FUNCTIONS}} more{{/MORE_FUNCTIONS_SET}}{{#MORE_FUNCTIONS_NOT}}<code class="cut" title="{{PACKAGE}}">{{PACKAGE}}</code>{{/MORE_FUNCTIONS_NOT}}</small></dd></div>
</dl>
{{/CRASHER}}
<div class="cols stackgap"><div class="stack">
{{#CRASHER}}
<section class="card" aria-labelledby="report-h"><header><h2 id="report-h">Crash report</h2>{{#FIRST_RUN}}{{#COMMIT_SET}}<span class="muted small">commit <code title="{{COMMIT}}">{{COMMIT_SHORT}}</code></span>{{/COMMIT_SET}}{{/FIRST_RUN}}<a class="push small" href="#log">Raw log</a></header>
<pre class="panic">{{MESSAGE:pre_escape}}</pre>
{{#OURS_ANY_NOT}}<p class="body muted small">No frame of this repository is in the trace.</p>{{/OURS_ANY_NOT}}
{{#WEAK}}<p class="body muted small">The log has no stack trace. Once the input is run again and its trace is pushed, this crasher may turn out to be a known one.</p>{{/WEAK}}
<ol class="frames">
{{#GROUPS}}
{{#OURS}}{{#SOURCE_NOT}}<li class="fr{{#FIRST}} hit{{/FIRST}}"><span class="no">#{{NUMBER}}</span><span class="fn" title="{{FUNCTION_FULL}}">{{FUNCTION}}{{#ARGUMENTS_SET}}<span class="pk">({{ARGUMENTS}})</span>{{/ARGUMENTS_SET}}</span><span class="at" title="{{AT_FULL}}">{{#LINK_SET}}<a href="{{LINK}}" rel="noreferrer">{{AT}}</a>{{/LINK_SET}}{{#LINK_NOT}}{{AT}}{{/LINK_NOT}}</span></li>{{/SOURCE_NOT}}
{{#SOURCE}}<li><details{{#FIRST}} open{{/FIRST}}><summary class="fr tri"><span class="no">#{{NUMBER}}</span><span class="fn" title="{{FUNCTION_FULL}}">{{FUNCTION}}{{#ARGUMENTS_SET}}<span class="pk">({{ARGUMENTS}})</span>{{/ARGUMENTS_SET}}</span><span class="at" title="{{AT_FULL}}">{{AT}}</span></summary>
{{>EXCERPT}}{{#LINK_SET}}<p class="more"><a href="{{LINK}}" rel="noreferrer">{{SOURCE_PATH}} in the repository</a></p>{{/LINK_SET}}</details></li>{{/SOURCE}}{{/OURS}}
{{#FOLD}}<li><details class="fold"><summary class="tri">{{FOLDED_COUNT}} {{#ONE_FOLDED}}frame{{/ONE_FOLDED}}{{#ONE_FOLDED_NOT}}frames{{/ONE_FOLDED_NOT}} of runtime, fuzzer and libraries</summary><ol>
{{#FOLDED}}<li class="fr lib"><span class="no">#{{NUMBER}}</span><span class="fn" title="{{FUNCTION_FULL}}">{{FUNCTION}}</span><span class="at" title="{{AT_FULL}}">{{AT}}</span></li>{{/FOLDED}}
</ol></details></li>{{/FOLD}}
{{/GROUPS}}
</ol>
{{#STACKS}}
<h3 class="subh">{{LABEL}}</h3>
<ol class="frames">
{{#GROUPS}}
{{#OURS}}{{#SOURCE_NOT}}<li class="fr{{#FIRST}} hit{{/FIRST}}"><span class="no">#{{NUMBER}}</span><span class="fn" title="{{FUNCTION_FULL}}">{{FUNCTION}}{{#ARGUMENTS_SET}}<span class="pk">({{ARGUMENTS}})</span>{{/ARGUMENTS_SET}}</span><span class="at" title="{{AT_FULL}}">{{#LINK_SET}}<a href="{{LINK}}" rel="noreferrer">{{AT}}</a>{{/LINK_SET}}{{#LINK_NOT}}{{AT}}{{/LINK_NOT}}</span></li>{{/SOURCE_NOT}}
{{#SOURCE}}<li><details{{#FIRST}} open{{/FIRST}}><summary class="fr tri"><span class="no">#{{NUMBER}}</span><span class="fn" title="{{FUNCTION_FULL}}">{{FUNCTION}}{{#ARGUMENTS_SET}}<span class="pk">({{ARGUMENTS}})</span>{{/ARGUMENTS_SET}}</span><span class="at" title="{{AT_FULL}}">{{AT}}</span></summary>
{{>EXCERPT}}{{#LINK_SET}}<p class="more"><a href="{{LINK}}" rel="noreferrer">{{SOURCE_PATH}} in the repository</a></p>{{/LINK_SET}}</details></li>{{/SOURCE}}{{/OURS}}
{{#FOLD}}<li><details class="fold"><summary class="tri">{{FOLDED_COUNT}} {{#ONE_FOLDED}}frame{{/ONE_FOLDED}}{{#ONE_FOLDED_NOT}}frames{{/ONE_FOLDED_NOT}} of runtime, fuzzer and libraries</summary><ol>
{{#FOLDED}}<li class="fr lib"><span class="no">#{{NUMBER}}</span><span class="fn" title="{{FUNCTION_FULL}}">{{FUNCTION}}</span><span class="at" title="{{AT_FULL}}">{{AT}}</span></li>{{/FOLDED}}
</ol></details></li>{{/FOLD}}
{{/GROUPS}}
</ol>
{{/STACKS}}
{{#NO_SOURCE}}{{#SOURCE_REASON_SET}}<p class="more muted">No source is shown: {{SOURCE_REASON}}.</p>{{/SOURCE_REASON_SET}}{{#SOURCE_REASON_NOT}}{{#FIRST_RUN}}<p class="more muted">{{#COMMIT_SET}}Source of <code title="{{COMMIT}}">{{COMMIT_SHORT}}</code> is not here: <code>push.sh --source .</code> sends it along with the log.{{/COMMIT_SET}}{{#COMMIT_NOT}}No commit was told, so no source can be shown: <code>push.sh --commit HASH --source .</code> sends both.{{/COMMIT_NOT}}</p>{{/FIRST_RUN}}{{/SOURCE_REASON_NOT}}{{/NO_SOURCE}}
{{/CRASHER}}
{{#TICKET}}<footer id="ticket">{{#IS_OPEN}}<p>{{#LINK_SET}}<b><a href="{{LINK}}" rel="noreferrer">{{KEY}}</a></b>{{/LINK_SET}}{{#LINK_NOT}}<b>{{KEY}}</b>{{/LINK_NOT}}{{#STATUS_SET}} <span class="tag {{#CLOSED}}green{{/CLOSED}}{{#CLOSED_NOT}}blue{{/CLOSED_NOT}}">{{STATUS}}</span>{{/STATUS_SET}} <span>{{#TICKET_ASSIGNEE_SET}}{{TICKET_ASSIGNEE}}{{/TICKET_ASSIGNEE_SET}}{{#TICKET_ASSIGNEE_NOT}}{{#STATUS_SET}}Not assigned{{/STATUS_SET}}{{/TICKET_ASSIGNEE_NOT}}{{#READ_AT_SET}}, read <time datetime="{{READ_AT}}" title="{{READ_AT_UTC}}">{{READ_AT_AGO}}</time>{{/READ_AT_SET}}</span>{{#TICKET_SAYS_SET}}<span class="err">Not read again: {{TICKET_SAYS}}.</span>{{/TICKET_SAYS_SET}}</p>{{#MAY_TRIAGE}}<form method="post" action="/c/{{CRASHER_ID}}/ticket"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn sm" name="do" value="unlink">Unlink</button></form>{{/MAY_TRIAGE}}{{/IS_OPEN}}
{{#IS_OPENING}}<p role="status"><b>The ticket is being opened.</b>{{#TICKET_SAYS_SET}}<span class="err">The last try: {{TICKET_SAYS}}.{{#NEXT_TRY_SET}} The next: <time datetime="{{NEXT_TRY}}">{{NEXT_TRY_UTC}}</time>.{{/NEXT_TRY_SET}}</span>{{/TICKET_SAYS_SET}}</p>{{/IS_OPENING}}
{{#IS_LINKING}}<p role="status"><b>{{KEY}} is being looked at.</b>{{#TICKET_SAYS_SET}}<span class="err">The last try: {{TICKET_SAYS}}.{{#NEXT_TRY_SET}} The next: <time datetime="{{NEXT_TRY}}">{{NEXT_TRY_UTC}}</time>.{{/NEXT_TRY_SET}}</span>{{/TICKET_SAYS_SET}}</p>{{/IS_LINKING}}
{{#IS_FAILED}}<p><b>{{#KEY_SET}}{{KEY}} could not be linked.{{/KEY_SET}}{{#KEY_NOT}}The ticket could not be opened.{{/KEY_NOT}}</b><span class="err">{{TICKET_SAYS}}.</span></p>{{/IS_FAILED}}
{{#IS_OPEN_NOT}}{{#MAY_TRIAGE}}<form class="inline" method="post" action="/c/{{CRASHER_ID}}/ticket"><input type="hidden" name="csrf" value="{{CSRF}}">{{#IS_FAILED}}{{#KEY_NOT}}<button class="btn primary" name="do" value="open">Try again</button> {{/KEY_NOT}}<a class="btn" href="/c/{{CRASHER_ID}}/ticket">Change it</a>{{/IS_FAILED}} <button class="btn" name="do" value="unlink">Give up</button></form>{{/MAY_TRIAGE}}{{/IS_OPEN_NOT}}</footer>
{{#ASKS_IF_FIXED}}<footer class="ask"><p><b>{{KEY}} is closed. Is this crasher fixed?</b></p><form class="inline" method="post" action="/c/{{CRASHER_ID}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="was" value="{{WAS}}"><label for="ask-commit">In commit</label> <input id="ask-commit" name="commit" maxlength="64" autocomplete="off" spellcheck="false" required placeholder="9f3c2e1"> <button class="btn primary" name="do" value="fix">It is fixed</button></form><form method="post" action="/c/{{CRASHER_ID}}/ticket"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn" name="do" value="not_fixed">It is not</button></form></footer>{{/ASKS_IF_FIXED}}{{/TICKET}}
{{#TICKET_NOT}}{{#MAY_TRIAGE}}<footer id="ticket">{{#CONNECTED}}<form method="post" action="/c/{{CRASHER_ID}}/ticket"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn primary" name="do" value="open" data-key="t">Open {{TRACKER_TITLE}} {{TRACKER_NOUN}}</button></form><p>In <b>{{TRACKER_PROJECT}}</b>, with this report and a link back. <a href="/c/{{CRASHER_ID}}/ticket">Edit first</a>, or <a href="/c/{{CRASHER_ID}}/ticket#link">link one that is there</a>.</p>{{/CONNECTED}}{{#CONNECTED_NOT}}{{#HAS_FORM}}<a class="btn primary" href="{{TICKET_FORM}}" rel="noreferrer" data-key="t">Open {{TRACKER_TITLE}} {{TRACKER_NOUN}}</a><p>Goes to Jira’s own form, filled in. <a href="/c/{{CRASHER_ID}}/ticket">Copy the text</a>, or <a href="/c/{{CRASHER_ID}}/ticket#link">link one that is there</a>.</p>{{/HAS_FORM}}{{#HAS_FORM_NOT}}<a class="btn primary" href="/c/{{CRASHER_ID}}/ticket" data-key="t">Open {{TRACKER_TITLE}} {{TRACKER_NOUN}}</a><p>{{TRACKER_TITLE}} is not set up for this repository: the text of the {{TRACKER_NOUN}} is there to be copied.</p>{{/HAS_FORM_NOT}}{{/CONNECTED_NOT}}</footer>{{/MAY_TRIAGE}}{{/TICKET_NOT}}
</section>
{{#INPUT}}
<section class="card" aria-labelledby="input-h"><header><h2 id="input-h">Reproducer</h2><span class="muted small">{{SIZE}} {{#ONE_BYTE}}byte{{/ONE_BYTE}}{{#ONE_BYTE_NOT}}bytes{{/ONE_BYTE_NOT}}</span><a class="push btn sm" href="/c/{{CRASHER_ID}}/input"><svg class="ic" aria-hidden="true" viewBox="0 0 16 16"><use href="#i-down"/></svg> Download input</a></header>
<div class="body stack">
{{#PASSED_AGAIN}}<p class="small"><b>Crash seen, input does not reproduce:</b> the last time it was run again, it passed.</p>{{/PASSED_AGAIN}}
{{#COMMAND_SET}}<div><p class="muted small cmdlead">Fetch the input and run it{{#AT_ROOT}}, from the root of the module{{/AT_ROOT}}. Credentials come from <code>~/.netrc</code>.</p><div class="cmd"><pre><code>{{COMMAND}}</code></pre><button class="btn sm bare copy" type="button" data-copy hidden aria-label="Copy command"><svg class="ic" aria-hidden="true" viewBox="0 0 16 16"><use href="#i-copy"/></svg><span>Copy</span></button></div></div>{{/COMMAND_SET}}
{{#ARGUMENTS_ANY}}<table class="t args rows"><caption class="vh">Arguments of the fuzz function</caption>
<thead><tr><th scope="col" class="r">Argument</th><th scope="col">Type</th><th scope="col">Value</th><th scope="col">Bytes</th></tr></thead>
<tbody>
{{#ARGUMENTS}}<tr><td class="fit r">{{NUMBER}}</td><td class="fit"><code>{{TYPE}}</code>{{#HEX_SET}} <small>{{BYTES}} B</small>{{/HEX_SET}}</td><td class="grow"><code>{{VALUE}}</code></td><td>{{#HEX_SET}}<code>{{HEX}}</code>{{/HEX_SET}}</td></tr>
{{/ARGUMENTS}}
</tbody></table>{{/ARGUMENTS_ANY}}
{{#CORPUS_ERROR_SET}}<p class="muted small">The Go tool would not read this file: {{CORPUS_ERROR}}.</p>{{/CORPUS_ERROR_SET}}
{{#HAS_TEST}}<p class="small">Download <a href="/c/{{CRASHER_ID}}/input">the corpus file</a>{{#HAS_RAW}}, <a href="/c/{{CRASHER_ID}}/input?as=raw">the raw bytes</a>{{/HAS_RAW}} or <a href="/c/{{CRASHER_ID}}/input?as=test">a Go test case</a>.</p>{{/HAS_TEST}}
{{#TEXT_SET}}<pre class="corpus" tabindex="0" role="region" aria-label="The input as text">{{TEXT:pre_escape}}</pre>{{/TEXT_SET}}
</div>
{{#TEXT_SET}}<details class="fold"><summary class="tri">As hex</summary><pre class="hex" tabindex="0">{{DUMP:pre_escape}}</pre></details>{{/TEXT_SET}}
{{#TEXT_NOT}}<pre class="hex" tabindex="0" role="region" aria-label="The input as hex">{{DUMP:pre_escape}}</pre>{{/TEXT_NOT}}
{{#DUMP_WHOLE_NOT}}<p class="more muted">The first 256 of {{SIZE}} bytes.</p>{{/DUMP_WHOLE_NOT}}
</section>
{{/INPUT}}
{{#INPUT_NOT}}
<section class="card" aria-labelledby="input-h"><header><h2 id="input-h">Reproducer</h2></header><div class="body"><p class="muted">No input was sent with this crash. <code>push.sh</code> sends the files that a log names; <code>--crasher FILE</code> names one more.</p></div></section>
{{/INPUT_NOT}}
<section class="card" aria-labelledby="crashes-h"><header><h2 id="crashes-h">Occurrences</h2><span class="muted small">last 30 days</span><a class="push small" href="/c/{{CRASHER_ID}}/crashes">All crashes</a></header>
<div class="body"><svg class="plot low" role="img" aria-label="{{PLOT_SAYS}}"><line class="axis" x1="0" x2="100%" y1="98" y2="98"/><text x="0" y="94">0</text><line class="grid" x1="0" x2="100%" y1="59" y2="59"/><text x="0" y="55">{{PLOT_HALF}}</text><line class="grid" x1="0" x2="100%" y1="20" y2="20"/><text x="0" y="16">{{PLOT_TOP}}</text><svg x="5%" y="20" width="95%" height="78" viewBox="0 0 300 78" preserveAspectRatio="none"><path class="barr" d="{{PLOT_BARS}}"/></svg><text x="5%" y="115">{{PLOT_FIRST}}</text><text x="52%" y="115" class="m">{{PLOT_MIDDLE}}</text><text x="100%" y="115" class="e">Today</text></svg></div>
<table class="t rows"><caption class="vh">Crashes, newest first</caption>
<thead><tr><th scope="col">When</th><th scope="col">Run</th><th scope="col">Commit</th><th scope="col">Fuzz function</th><th scope="col">Files</th></tr></thead>
<tbody>
{{#CRASHES}}
<tr><td class="full"><time datetime="{{AT}}" title="{{AT_UTC}}">{{AT_AGO}}</time></td><td class="fit"><a href="/run/{{RUN_ID}}">#{{RUN_ID}}</a></td><td>{{#COMMIT_SET}}<code title="{{COMMIT}}">{{COMMIT_SHORT}}</code>{{/COMMIT_SET}}{{#BRANCH_SET}} <small>{{BRANCH}}</small>{{/BRANCH_SET}}</td><td><code>{{BY_FUNCTION}}</code></td><td class="fit">{{#HAS_INPUT}}<a href="/c/{{CRASHER_ID}}/input?crash={{CRASH_ID}}">Input</a>{{/HAS_INPUT}}{{#BOTH}}, {{/BOTH}}{{#LOG_ID_SET}}<a href="/run/{{RUN_ID}}/log/{{LOG_ID}}">Log</a>{{/LOG_ID_SET}}</td></tr>
{{/CRASHES}}
</tbody></table>
</section>
{{#LOG}}
<details class="card" id="log"><summary class="tri"><h2>Raw log</h2><span class="muted small">{{LOG_OF}}, {{SIZE}} bytes, colour codes removed</span></summary>
<pre class="log" tabindex="0" role="region" aria-label="Raw log">{{#HEAD_LINES}}{{#PLAIN}}{{TEXT:pre_escape}}{{/PLAIN}}{{#BAD}}<span class="e">{{TEXT:pre_escape}}</span>{{/BAD}}{{#DIM}}<span class="d">{{TEXT:pre_escape}}</span>{{/DIM}}{{/HEAD_LINES}}{{#LEFT_OUT_SET}}<span class="d">… {{LEFT_OUT}} bytes are left out here …
</span>{{/LEFT_OUT_SET}}{{#TAIL_LINES}}{{#PLAIN}}{{TEXT:pre_escape}}{{/PLAIN}}{{#BAD}}<span class="e">{{TEXT:pre_escape}}</span>{{/BAD}}{{#DIM}}<span class="d">{{TEXT:pre_escape}}</span>{{/DIM}}{{/TAIL_LINES}}</pre>
<p class="more"><a href="/run/{{LOG_RUN}}/log/{{LOG_ID}}">Download the log</a></p></details>
{{/LOG}}
{{#LOG_NOT}}<section class="card" id="log"><header><h2>Raw log</h2></header><div class="body"><p class="muted">No log of this crasher is kept any more.</p></div></section>{{/LOG_NOT}}
<section class="card" aria-labelledby="history-h"><header><h2 id="history-h">History</h2></header><div class="body stack">
{{#OLDER_COMMENTS_SET}}<p class="small"><a href="/c/{{CRASHER_ID}}?comments={{OLDER_COMMENTS:url_query_escape}}#history-h">Older comments</a></p>{{/OLDER_COMMENTS_SET}}
<ol class="feed">
{{#FEED}}{{#HAPPENED}}<li><div>{{SAYS}}{{#WHO_SET}} <b>{{WHO}}</b>{{/WHO_SET}}{{#UNTIL_SET}} until {{UNTIL}}{{/UNTIL_SET}}{{#UNTIL_AND_MORE}}, and{{/UNTIL_AND_MORE}}{{#MORE_SET}} until it was seen {{MORE}} more times{{/MORE_SET}}{{#OTHER_SET}} <a href="/c/{{OTHER}}">#{{OTHER}}</a>{{/OTHER_SET}}{{#IN_RUN_SET}} in run <a href="/run/{{IN_RUN}}">#{{IN_RUN}}</a>{{/IN_RUN_SET}}{{#IN_COMMIT_SET}} in commit <code title="{{IN_COMMIT}}">{{IN_COMMIT_SHORT}}</code>{{/IN_COMMIT_SET}}{{#ACCOUNT_SET}} by <b>{{ACCOUNT}}</b>{{/ACCOUNT_SET}} <time class="muted small" datetime="{{EVENT_AT}}" title="{{EVENT_AT_UTC}}">{{EVENT_AT_DATE}}</time>{{#REASON_SET}}<div class="said">{{REASON}}</div>{{/REASON_SET}}</div></li>{{/HAPPENED}}
{{#COMMENT}}<li id="comment-{{COMMENT_ID}}"><div>{{#AUTHOR_SET}}<b>{{AUTHOR}}</b>{{/AUTHOR_SET}}{{#AUTHOR_NOT}}Somebody who has left{{/AUTHOR_NOT}} <time class="muted small" datetime="{{SAID_AT}}" title="{{SAID_AT_UTC}}">{{SAID_AT_DATE}}</time>{{#EDITED_AT_SET}} <small title="{{EDITED_AT_UTC}}">edited</small>{{/EDITED_AT_SET}}
<div class="said prose">{{#FORMATTED}}{{#SAID}}{{#PIECES}}{{#PARAGRAPH}}<p>{{/PARAGRAPH}}{{#PARAGRAPH_END}}</p>
{{/PARAGRAPH_END}}{{#HEADING}}<p><b>{{/HEADING}}{{#HEADING_END}}</b></p>
{{/HEADING_END}}{{#QUOTE}}<blockquote>{{/QUOTE}}{{#QUOTE_END}}</blockquote>
{{/QUOTE_END}}{{#BULLETS}}<ul>{{/BULLETS}}{{#BULLETS_END}}</ul>
{{/BULLETS_END}}{{#NUMBERS}}<ol>{{/NUMBERS}}{{#NUMBERS_END}}</ol>
{{/NUMBERS_END}}{{#ITEM}}<li>{{/ITEM}}{{#ITEM_END}}</li>{{/ITEM_END}}{{#EMPHASIS}}<em>{{/EMPHASIS}}{{#EMPHASIS_END}}</em>{{/EMPHASIS_END}}{{#STRONG}}<strong>{{/STRONG}}{{#STRONG_END}}</strong>{{/STRONG_END}}{{#LINK}}<a href="{{PIECE}}" rel="nofollow noreferrer">{{/LINK}}{{#LINK_END}}</a>{{/LINK_END}}{{#TEXT}}{{PIECE:pre_escape}}{{/TEXT}}{{#CODE}}<code>{{PIECE:pre_escape}}</code>{{/CODE}}{{#CODE_BLOCK}}<pre class="block"><code>{{PIECE:pre_escape}}</code></pre>
{{/CODE_BLOCK}}{{#RULE}}<hr>{{/RULE}}{{#BREAK}}<br>{{/BREAK}}{{/PIECES}}{{/SAID}}{{/FORMATTED}}{{#FORMATTED_NOT}}<p class="plain">{{TEXT:pre_escape}}</p>{{/FORMATTED_NOT}}</div>
{{#MINE}}<details class="own"{{#EDITING}} open{{/EDITING}}><summary class="tri small muted">Change or remove</summary><form class="stack" method="post" action="/c/{{CRASHER_ID}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="comment" value="{{COMMENT_ID}}">
<label class="vh" for="edit-{{COMMENT_ID}}">Comment</label><textarea id="edit-{{COMMENT_ID}}" name="text" required>{{DRAFT:pre_escape}}</textarea><div class="inline"><button class="btn" name="do" value="edit">Save</button><button class="btn danger" name="do" value="remove" formnovalidate>Remove</button></div></form></details>{{/MINE}}</div></li>{{/COMMENT}}
{{/FEED}}
</ol>
{{#MAY_TRIAGE}}<form class="stack" method="post" action="/c/{{CRASHER_ID}}" id="say"><input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field{{#BAD_COMMENT_TEXT}} bad{{/BAD_COMMENT_TEXT}}"><label for="say-text">Comment</label><textarea id="say-text" name="text" required aria-describedby="say-hint{{#BAD_COMMENT_TEXT}} say-e{{/BAD_COMMENT_TEXT}}"{{#BAD_COMMENT_TEXT}} aria-invalid="true" autofocus{{/BAD_COMMENT_TEXT}}>{{COMMENT_TEXT:pre_escape}}</textarea><span class="hint" id="say-hint">Markdown: **bold**, `code`, lists, links.</span>{{#BAD_COMMENT_TEXT}}<span class="err" id="say-e">{{WHY}}</span>{{/BAD_COMMENT_TEXT}}</div><div><button class="btn" name="do" value="comment">Comment</button></div></form>{{/MAY_TRIAGE}}
</div></section>
</div>
<aside class="stack" aria-label="About this crasher">
{{#TRIAGE}}
<form class="card" id="triage" method="post" action="/c/{{CRASHER_ID}}"><header><h2>Triage</h2></header><div class="body form"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="was" value="{{WAS}}">
<div class="field"><label for="t-do">State</label><select id="t-do" name="do" required><option value="">Leave as it is</option>
{{#STEPS_POSSIBLE}}<option value="{{DO}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{DO_WORD}}</option>
{{/STEPS_POSSIBLE}}</select></div>
{{#MAY_FIX}}<div class="field{{#BAD_FIX_COMMIT}} bad{{/BAD_FIX_COMMIT}}"><label for="t-commit">Commit of the fix</label><input id="t-commit" name="commit" maxlength="64" autocomplete="off" spellcheck="false" placeholder="9f3c2e1" value="{{FIX_COMMIT}}" aria-describedby="t-commit-h{{#BAD_FIX_COMMIT}} t-commit-e{{/BAD_FIX_COMMIT}}"{{#BAD_FIX_COMMIT}} aria-invalid="true" autofocus{{/BAD_FIX_COMMIT}}><span class="hint" id="t-commit-h">For “fixed”. The fix is confirmed once the input is run again and passes.</span>{{#BAD_FIX_COMMIT}}<span class="err" id="t-commit-e">{{WHY}}</span>{{/BAD_FIX_COMMIT}}</div>{{/MAY_FIX}}
<div class="field{{#BAD_GIVEN_REASON}} bad{{/BAD_GIVEN_REASON}}"><label for="t-reason">Why <span class="muted">(optional)</span></label><input id="t-reason" name="reason" maxlength="1000" autocomplete="off" value="{{GIVEN_REASON}}"{{#BAD_GIVEN_REASON}} aria-invalid="true" autofocus aria-describedby="t-reason-e"{{/BAD_GIVEN_REASON}}>{{#BAD_GIVEN_REASON}}<span class="err" id="t-reason-e">{{WHY}}</span>{{/BAD_GIVEN_REASON}}</div>
</div><footer><button class="btn">Save</button></footer></form>
<form class="card" method="post" id="assign" action="/c/{{CRASHER_ID}}"><header><h2>Assignee</h2></header><div class="body form"><input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field{{#BAD_ASSIGN_NAME}} bad{{/BAD_ASSIGN_NAME}}"><label for="t-who">Account <span class="muted">(empty: nobody)</span></label><input id="t-who" name="name" maxlength="60" autocomplete="off" autocapitalize="none" spellcheck="false" value="{{ASSIGN_NAME}}"{{#BAD_ASSIGN_NAME}} aria-invalid="true" autofocus aria-describedby="t-who-e"{{/BAD_ASSIGN_NAME}}>{{#BAD_ASSIGN_NAME}}<span class="err" id="t-who-e">{{WHY}}</span>{{/BAD_ASSIGN_NAME}}</div>
</div><footer><button class="btn" name="do" value="assign">Assign</button>{{#ASSIGNED_TO_ME_NOT}}<button class="btn" name="do" value="take">Assign to me</button>{{/ASSIGNED_TO_ME_NOT}}</footer></form>
{{#MUTE}}<details class="card" id="mute"{{#MUTE_OPEN}} open{{/MUTE_OPEN}}><summary class="tri"><h2>Mute</h2></summary><form method="post" action="/c/{{CRASHER_ID}}"><div class="body form"><input type="hidden" name="csrf" value="{{CSRF}}">
{{#MUTED_NOW}}<p class="small">Muted{{#STILL_UNTIL_SET}} until <time datetime="{{STILL_UNTIL}}" title="{{STILL_UNTIL_UTC}}">{{STILL_UNTIL_DATE}}</time>{{/STILL_UNTIL_SET}}{{#STILL_BOTH}}, and{{/STILL_BOTH}}{{#STILL_MORE_SET}} until it is seen {{STILL_MORE}} more times{{/STILL_MORE_SET}}.</p>{{/MUTED_NOW}}
<div class="field{{#BAD_MUTE_UNTIL}} bad{{/BAD_MUTE_UNTIL}}"><label for="t-until">Until</label><input id="t-until" name="until" type="date" value="{{MUTE_UNTIL}}"{{#BAD_MUTE_UNTIL}} aria-invalid="true" autofocus aria-describedby="t-until-e"{{/BAD_MUTE_UNTIL}}>{{#BAD_MUTE_UNTIL}}<span class="err" id="t-until-e">{{WHY}}</span>{{/BAD_MUTE_UNTIL}}</div>
<div class="field{{#BAD_MUTE_MORE}} bad{{/BAD_MUTE_MORE}}"><label for="t-more">Or until it is seen so many more times</label><input id="t-more" name="more" inputmode="numeric" maxlength="7" autocomplete="off" value="{{MUTE_MORE}}" aria-describedby="t-more-h{{#BAD_MUTE_MORE}} t-more-e{{/BAD_MUTE_MORE}}"{{#BAD_MUTE_MORE}} aria-invalid="true" autofocus{{/BAD_MUTE_MORE}}><span class="hint" id="t-more-h">Lists of open crashers leave it out, and nobody is told of it.</span>{{#BAD_MUTE_MORE}}<span class="err" id="t-more-e">{{WHY}}</span>{{/BAD_MUTE_MORE}}</div>
</div><footer><button class="btn" name="do" value="mute">Mute</button>{{#MUTED_NOW}}<button class="btn" name="do" value="unmute">Hear it again</button>{{/MUTED_NOW}}</footer></form></details>{{/MUTE}}
<details class="card" id="merge"{{#MERGE_OPEN}} open{{/MERGE_OPEN}}><summary class="tri"><h2>Duplicates</h2></summary><div class="body stack">
<form class="form" method="post" action="/c/{{CRASHER_ID}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="was" value="{{WAS}}">
<div class="field{{#BAD_MERGE_INTO}} bad{{/BAD_MERGE_INTO}}"><label for="t-into">The same bug as crasher number</label><input id="t-into" name="into" inputmode="numeric" maxlength="20" autocomplete="off" required placeholder="479" value="{{MERGE_INTO}}" aria-describedby="t-into-h{{#BAD_MERGE_INTO}} t-into-e{{/BAD_MERGE_INTO}}"{{#BAD_MERGE_INTO}} aria-invalid="true" autofocus{{/BAD_MERGE_INTO}}><span class="hint" id="t-into-h">Crashes, comments, subscribers and the ticket go there. It can be taken back.</span>{{#BAD_MERGE_INTO}}<span class="err" id="t-into-e">{{WHY}}</span>{{/BAD_MERGE_INTO}}</div>
<div><button class="btn" name="do" value="merge">Merge into it</button></div></form>
{{#MERGED_ANY}}<ul class="simil">
{{#MERGED}}<li><div>#{{MERGED_ID}} {{MERGED_TITLE}}<span class="sub">merged into this one <time datetime="{{MERGED_AT}}" title="{{MERGED_AT_UTC}}">{{MERGED_AT_AGO}}</time></span><form method="post" action="/c/{{CRASHER_ID}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="other" value="{{MERGED_ID}}"><button class="btn sm" name="do" value="split">Take #{{MERGED_ID}} out again</button></form></div></li>{{/MERGED}}
</ul>{{/MERGED_ANY}}</div></details>
{{/TRIAGE}}
{{#CRASHER}}
<section class="card"><header><h2>Severity</h2></header><div class="body stack"><p><span class="sev sev-{{SEVERITY}}">{{SEVERITY_WORD}}</span></p><p class="small muted">{{SEVERITY_REASON}}</p></div></section>
{{/CRASHER}}
<section class="card"><header><h2>Reached by</h2></header><div class="body"><ul class="simil">
{{#REACHED_BY}}<li><div><code>{{NAME}}</code><span class="sub">of <a href="/r/{{REPO_NAME}}?package={{PATH:url_query_escape}}"><code>{{PATH}}</code></a> since <time datetime="{{SINCE}}" title="{{SINCE_UTC}}">{{SINCE_AGO}}</time></span></div></li>{{/REACHED_BY}}
</ul></div></section>
{{#SIMILAR_ANY}}
<section class="card"><header><h2>Similar crashers</h2></header><div class="body"><ul class="simil">
{{#SIMILAR}}<li><span class="sev sev-{{SEVERITY}}" title="{{SEVERITY_WORD}}"><span class="vh">{{SEVERITY_WORD}}: </span></span><div>Looks like <a href="/c/{{ID}}">#{{ID}} {{TITLE}}</a><span class="sub">{{PERCENT}} % of the stack is the same, {{STATE}}</span></div></li>{{/SIMILAR}}
</ul></div></section>
{{/SIMILAR_ANY}}
{{#CRASHER}}
<section class="card"><header><h2>Grouping</h2></header><div class="body stack"><p class="small muted">All crashes with this signature are this crasher{{#MORE_SIGNATURES_SET}}, and those with {{MORE_SIGNATURES}} more{{/MORE_SIGNATURES_SET}}.</p><pre class="sign" tabindex="0" role="region" aria-label="Signature">{{SIGNATURE:pre_escape}}</pre></div></section>
{{/CRASHER}}
</aside></div>
{{>FOOT}}
