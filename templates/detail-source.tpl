{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
{{>REPOSITORY}}
<div class="stack">
{{>SETTINGS_NAV}}
{{#MIRROR}}
<form class="card" method="post" action="/r/{{REPO_NAME}}/source"><header><h2>Mirror</h2><span class="muted small">The hub's own copy of the git repository. Pages show source from it, at the commit of each crash.</span></header>
<div class="body"><input type="hidden" name="csrf" value="{{CSRF}}"><div class="stack">
{{#URL_NOT}}<p>No address is set. <a href="/r/{{REPO_NAME}}/services">Set one under Services, Git</a>; until then, pages show the source that <code>push.sh --source .</code> sends along.</p>{{/URL_NOT}}
{{#URL_SET}}<dl class="facts">
<div><dt>Fetched from</dt><dd><code>{{URL}}</code> <small>{{#OWN}}<a href="/r/{{REPO_NAME}}/services">its own address</a>{{/OWN}}{{#OWN_NOT}}the hub's pattern of addresses{{/OWN_NOT}}</small></dd></div>
<div><dt>Last fetch</dt><dd>{{#FETCHED_SET}}<time datetime="{{FETCHED}}" title="{{FETCHED_UTC}}">{{FETCHED_AGO}}</time>{{/FETCHED_SET}}{{#FETCHED_NOT}}never{{/FETCHED_NOT}}{{#BUSY}} <small>at work now; load the page again</small>{{/BUSY}}</dd></div>
<div><dt>Size</dt><dd>{{SIZE}} B</dd></div>
</dl>
{{#FAILURE_SET}}<p class="flash bad" role="alert"><span>The last try, <time datetime="{{TRIED}}" title="{{TRIED_UTC}}">{{TRIED_AGO}}</time>, failed: {{FAILURE}}.{{#DUE_SET}} It is tried again after {{DUE_UTC}}, or when you ask for it.{{/DUE_SET}}</span></p>{{/FAILURE_SET}}{{/URL_SET}}
</div></div>{{#URL_SET}}<footer><button class="btn" name="do" value="fetch">Fetch now</button></footer>{{/URL_SET}}</form>
{{/MIRROR}}
<form class="card" method="post" action="/r/{{REPO_NAME}}/source"><header><h2>Paths</h2><span class="muted small">Where files of stack traces are in the repository.</span></header>
<div class="body form"><input type="hidden" name="csrf" value="{{CSRF}}">
<p class="muted small">Paths of containers, Go modules and build folders are recognised by themselves where only one file may be meant. Rules are for the others.</p>
<div class="field{{#BAD_RULES}} bad{{/BAD_RULES}}"><label for="rules">Rules</label>{{#BAD_RULES}}{{#ERROR}}<span class="err" id="rules-err" role="alert">Rules: {{MESSAGE}}.</span>{{/ERROR}}{{/BAD_RULES}}<textarea id="rules" name="rules" rows="4" spellcheck="false" maxlength="4096" aria-describedby="rules-hint{{#BAD_RULES}} rules-err{{/BAD_RULES}}"{{#BAD_RULES}} aria-invalid="true"{{/BAD_RULES}}>
{{RULES:pre_escape}}</textarea><span class="hint" id="rules-hint">A line for each, at most 20: the folder where it was built, <code>-&gt;</code>, and the folder of the repository, or nothing for its top: <code>/src/ -&gt; lib/</code>. The first that fits decides.</span></div>
</div>
{{#FILES_ANY}}<div class="body stack" id="files"><h3>{{#PREVIEW}}What would change{{/PREVIEW}}{{#PREVIEW_NOT}}Files of recent crashers{{/PREVIEW_NOT}}</h3>
{{#PREVIEW}}{{#CHANGED_NONE}}<p>Nothing: every file stays where it is.</p>{{/CHANGED_NONE}}{{#CHANGED_NONE_NOT}}<p>{{CHANGED}} of these would be found elsewhere.</p>{{/CHANGED_NONE_NOT}}{{/PREVIEW}}</div>
<table class="t rows"><caption class="vh">Files of stack traces, and where they are in the repository</caption>
<thead><tr><th scope="col">In the trace</th><th scope="col">In the repository</th>{{#PREVIEW}}<th scope="col">By these rules</th>{{/PREVIEW}}</tr></thead><tbody>
{{#FILES}}<tr><td class="grow"><code>{{FILE}}</code> <small>at <code title="{{COMMIT}}">{{COMMIT_SHORT}}</code></small></td><td>{{#BEFORE_SET}}<code>{{BEFORE}}</code> {{/BEFORE_SET}}{{#REASON_SET}}<span class="muted">{{REASON}}</span>{{/REASON_SET}}</td>{{#PREVIEW}}<td><span class="muted" aria-hidden="true">→</span> {{#CHANGES}}{{#AFTER_SET}}<b><code>{{AFTER}}</code></b>{{/AFTER_SET}}{{#AFTER_NOT}}<b>{{AFTER_REASON}}</b>{{/AFTER_NOT}}{{/CHANGES}}{{#CHANGES_NOT}}<span class="muted">the same</span>{{/CHANGES_NOT}}</td>{{/PREVIEW}}</tr>
{{/FILES}}</tbody></table>{{/FILES_ANY}}
<footer><button class="btn" name="do" value="preview">Preview</button><button class="btn primary" name="do" value="save">Save<span class="vh"> rules</span></button></footer></form>
<form class="card" method="post" action="/r/{{REPO_NAME}}/source"><header><h2>Links</h2><span class="muted small">Where a line, and what changed between two commits, can be looked at.</span></header>
<div class="body form two"><input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field{{#BAD_FORGE}} bad{{/BAD_FORGE}}"><label for="forge">Server</label>{{#BAD_FORGE}}{{#ERROR}}<span class="err" id="forge-err" role="alert">Server: {{MESSAGE}}.</span>{{/ERROR}}{{/BAD_FORGE}}<select id="forge" name="forge"><option value="">None: no links</option>{{#FORGES}}<option value="{{FORGE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{FORGE_LABEL}}</option>{{/FORGES}}<option value="other"{{#FORGE_OTHER}} selected{{/FORGE_OTHER}}>Another: by the patterns below</option></select></div>
<div class="field{{#BAD_WEB}} bad{{/BAD_WEB}}"><label for="web">Address in a browser</label>{{#BAD_WEB}}{{#ERROR}}<span class="err" id="web-err" role="alert">Address: {{MESSAGE}}.</span>{{/ERROR}}{{/BAD_WEB}}<input id="web" name="web" value="{{WEB}}" maxlength="1500" autocomplete="off" spellcheck="false" aria-describedby="web-h{{#BAD_WEB}} web-err{{/BAD_WEB}}"{{#BAD_WEB}} aria-invalid="true"{{/BAD_WEB}}><span class="hint" id="web-h">Of the repository: https://github.com/XXyCorp/vault, say.</span></div>
<div class="field{{#BAD_SOURCE_LINK}} bad{{/BAD_SOURCE_LINK}}"><label for="source_link">Pattern for a line</label>{{#BAD_SOURCE_LINK}}{{#ERROR}}<span class="err" id="source_link-err" role="alert">Pattern: {{MESSAGE}}.</span>{{/ERROR}}{{/BAD_SOURCE_LINK}}<input id="source_link" name="source_link" value="{{SOURCE_LINK}}" maxlength="2000" autocomplete="off" spellcheck="false" aria-describedby="source_link-h"{{#BAD_SOURCE_LINK}} aria-invalid="true"{{/BAD_SOURCE_LINK}}><span class="hint" id="source_link-h">With {commit}, {file} and {line}. For another server alone.</span></div>
<div class="field{{#BAD_COMPARE_LINK}} bad{{/BAD_COMPARE_LINK}}"><label for="compare_link">Pattern for changes</label>{{#BAD_COMPARE_LINK}}{{#ERROR}}<span class="err" id="compare_link-err" role="alert">Pattern: {{MESSAGE}}.</span>{{/ERROR}}{{/BAD_COMPARE_LINK}}<input id="compare_link" name="compare_link" value="{{COMPARE_LINK}}" maxlength="2000" autocomplete="off" spellcheck="false" aria-describedby="compare_link-h"{{#BAD_COMPARE_LINK}} aria-invalid="true"{{/BAD_COMPARE_LINK}}><span class="hint" id="compare_link-h">With {from} and {to}. For another server alone.</span></div>
</div><footer><button class="btn primary" name="do" value="links">Save<span class="vh"> links</span></button></footer></form>
</div>
{{>FOOT}}
