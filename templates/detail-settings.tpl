{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
{{>REPOSITORY}}
{{>SETTINGS_NAV}}
<form class="card stackgap" method="post" action="/r/{{REPO_NAME}}/settings"><header><h2>Grouping</h2></header><div class="body form"><input type="hidden" name="csrf" value="{{CSRF}}">
<p class="muted small">Two crashes are the same crasher if they are of the same kind and their first frames of this repository are the same functions. These rules say which frames are of this repository, where the hub's own tables do not know.</p>
{{#WAITING}}<p class="flash" role="status"><span>These settings are new: the crashers are being sorted by them. Until that is done, posts are told apart by the ones before.</span></p>{{/WAITING}}
<div class="field{{#BAD_RULES}} bad{{/BAD_RULES}}"><label for="rules">Frame rules</label>{{#BAD_RULES}}{{#ERROR}}<span class="err" id="rules-err">Frame rules: {{MESSAGE}}.</span>{{/ERROR}}{{/BAD_RULES}}<textarea id="rules" name="rules" rows="6" spellcheck="false" maxlength="8192" aria-describedby="rules-hint{{#BAD_RULES}} rules-err{{/BAD_RULES}}"{{#BAD_RULES}} aria-invalid="true" autofocus{{/BAD_RULES}}>
{{RULES:pre_escape}}</textarea><span class="hint" id="rules-hint">A line for each, at most 20: <code>ours</code> or <code>not ours</code>, then a regular expression for the name of the function, such as <code>not ours \.mustNot$</code>. The first that fits decides.</span></div>
<div class="field{{#BAD_DEPTH}} bad{{/BAD_DEPTH}}"><label for="depth">Depth</label>{{#BAD_DEPTH}}{{#ERROR}}<span class="err" id="depth-err">Depth: {{MESSAGE}}.</span>{{/ERROR}}{{/BAD_DEPTH}}<input id="depth" name="depth" type="number" min="1" max="32" required value="{{DEPTH}}" aria-describedby="depth-hint{{#BAD_DEPTH}} depth-err{{/BAD_DEPTH}}"{{#BAD_DEPTH}} aria-invalid="true" autofocus{{/BAD_DEPTH}}><span class="hint" id="depth-hint">How many frames are compared, 1 to 32. More frames tell more bugs apart; 5 is usual.</span></div>
</div>
{{#PREVIEW}}
<div class="body stack" id="preview"><h3>What would move</h3>
<p class="muted small">{{#ALL}}All {{LOOKED}} crashers were looked at.{{/ALL}}{{#ALL_NOT}}The newest {{LOOKED}} crashers were looked at.{{/ALL_NOT}}{{#UNREAD_SET}} Of {{UNREAD}} no log is kept that tells; they stay as they are.{{/UNREAD_SET}} Numbers, states, tickets and subscriptions stay, and nobody is told.</p>
{{#MOVES_NONE}}<p>Nothing: the same crashes stay together.</p>{{/MOVES_NONE}}
{{#MOVES_ANY}}<ul class="simil">
{{#MOVES}}<li><div><a href="/c/{{ID}}">#{{ID}} {{TITLE}}</a><span class="sub">{{#MERGES}}is one with {{#OTHER_SET}}#{{OTHER}} {{OTHER_TITLE}}{{/OTHER_SET}}{{#OTHER_NOT}}one that is parted from another: {{OTHER_TITLE}}{{/OTHER_NOT}}{{/MERGES}}{{#MERGES_NOT}}{{CRASHES}} {{#ONE_CRASH}}crash goes{{/ONE_CRASH}}{{#ONE_CRASH_NOT}}crashes go{{/ONE_CRASH_NOT}} to {{#OTHER_SET}}#{{OTHER}} {{OTHER_TITLE}}{{/OTHER_SET}}{{#OTHER_NOT}}a new crasher: {{OTHER_TITLE}}{{/OTHER_NOT}}{{/MERGES_NOT}}</span></div></li>
{{/MOVES}}</ul>{{/MOVES_ANY}}
</div>
{{/PREVIEW}}
<footer><button class="btn" name="do" value="preview">Preview</button><button class="btn primary" name="do" value="save">Save</button></footer></form>
{{>FOOT}}
