{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
{{>REPOSITORY}}
<div class="stack narrow">
{{>SETTINGS_NAV}}
<p class="muted small">What is set here holds for this repository, in place of what the hub has. A service that has anything here is taken whole from here. Secrets are stored encrypted and never shown again.</p>
{{#FRESH_NOT}}{{#ERROR}}<div class="flash bad" role="alert"><span>{{MESSAGE}}</span></div>{{/ERROR}}
<section class="card"><div class="body"><p>Changing these asks for your password once in a quarter of an hour. <a class="btn primary" href="/account?confirm=1&amp;next={{HERE:url_query_escape}}">Confirm your password</a></p></div></section>{{/FRESH_NOT}}
{{#SERVICES}}
<form class="card" method="post" action="{{HERE}}"><header><h2>{{SERVICE_TITLE}}</h2><span class="muted small">{{LEAD}}</span></header>
<fieldset class="body form two"{{#FRESH_NOT}} disabled{{/FRESH_NOT}}><legend class="vh">{{SERVICE_TITLE}}</legend><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="service" value="{{SERVICE}}">
{{#SETTINGS}}
<div class="field{{#WIDE}} wide{{/WIDE}}{{#BAD}} bad{{/BAD}}"><label for="{{SETTING}}">{{LABEL}}</label>
{{#BAD}}<span class="err" id="{{SETTING}}-err">{{LABEL}}: {{MISTAKE}}.</span>{{/BAD}}
{{#SECRET}}<input id="{{SETTING}}" name="{{SETTING}}" type="password" maxlength="2000" autocomplete="off" spellcheck="false"{{#IS_SET}} placeholder="Stored. Write to replace."{{/IS_SET}} aria-describedby="{{SETTING}}-h{{#BAD}} {{SETTING}}-err{{/BAD}}"{{#BAD}} aria-invalid="true" autofocus{{/BAD}}>{{/SECRET}}
{{#SECRET_NOT}}<input id="{{SETTING}}" name="{{SETTING}}" value="{{VALUE}}" maxlength="2000" autocomplete="off" spellcheck="false" aria-describedby="{{SETTING}}-h{{#BAD}} {{SETTING}}-err{{/BAD}}"{{#BAD}} aria-invalid="true" autofocus{{/BAD}}>{{/SECRET_NOT}}
<span class="hint" id="{{SETTING}}-h">{{#IS_SET}}Set <time datetime="{{CHANGED}}" title="{{CHANGED_UTC}}">{{CHANGED_AGO}}</time>{{#CHANGED_BY_SET}} by {{CHANGED_BY}}{{/CHANGED_BY_SET}}. {{/IS_SET}}{{HINT}}</span>
{{#IS_SET}}{{#SECRET}}<label class="opt"><input type="checkbox" name="remove.{{SETTING}}" value="1"> Remove it</label>{{/SECRET}}{{/IS_SET}}
</div>
{{/SETTINGS}}
{{#CHECK}}<p class="wide small{{#WAITS_NOT}}{{#GOOD_NOT}} err{{/GOOD_NOT}}{{/WAITS_NOT}}" role="status">{{#WAITS}}{{SERVICE_TITLE}} is being asked. This page looks again until it has answered.{{/WAITS}}{{#CHECK_SAYS_SET}}{{#GOOD}}<span class="tag green">Works</span> {{/GOOD}}{{SERVICE_TITLE}}, <time datetime="{{CHECKED}}" title="{{CHECKED_UTC}}">{{CHECKED_AGO}}</time>: {{CHECK_SAYS}}.{{/CHECK_SAYS_SET}}</p>{{/CHECK}}
</fieldset>{{#FRESH}}<footer><button class="btn primary">Save<span class="vh"> {{SERVICE_TITLE}}</span></button>{{#IS_TRACKER}} <button class="btn" name="do" value="check">Test the connection<span class="vh"> to {{SERVICE_TITLE}}</span></button><p>The test goes by what is saved.</p>{{/IS_TRACKER}}</footer>{{/FRESH}}</form>
{{/SERVICES}}
</div>
{{>FOOT}}
