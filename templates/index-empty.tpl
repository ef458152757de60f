{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="auth wide"><h1>No results yet</h1>
<p class="lead">The hub is running. Send it the first fuzz run, and this page turns into the list of your repositories.</p>
<ol class="steps">
<li class="done"><h2>Account</h2><p class="muted">Signed in as {{MY_NAME}}.</p></li>
{{#MADE_SET}}
<li class="done"><h2>Make a token for CI</h2><p class="muted">Here it is, shown once. It may push results of any repository for 90 days, and nothing else. Store it as the secret <code>NOPANIC_TOKEN</code> of your CI.</p>
<div class="cmd"><span class="secret">{{MADE}}</span><button class="btn sm bare copy" type="button" data-copy hidden aria-label="Copy token"><svg class="ic" aria-hidden="true" viewBox="0 0 16 16"><use href="#i-copy"/></svg><span>Copy</span></button></div></li>
{{/MADE_SET}}
{{#MADE_NOT}}
<li><h2>Make a token for CI</h2>
{{#MAY_MAKE}}<p class="muted">It may push results, nothing else.</p><form method="post" action="/"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn primary">Create push token</button></form>{{/MAY_MAKE}}
{{#MAY_MAKE_NOT}}<p class="muted">Ask an administrator for one. It may push results, nothing else.</p>{{/MAY_MAKE_NOT}}
</li>
{{/MADE_NOT}}
<li><h2>Push a result</h2><p class="muted">Any log of <code>go test -fuzz</code> or libFuzzer will do, from your desk or from CI. The first result creates the repository{{#MADE_NOT}}; <code>NOPANIC_TOKEN</code> holds the token{{/MADE_NOT}}.</p>
<div class="cmd"><pre><code>go test -fuzz=FuzzParse -fuzztime=30s ./parser 2&gt;&amp;1 | tee fuzz.log
curl -fsS {{HUB_URL}}/push.sh | {{#MADE_SET}}NOPANIC_TOKEN={{MADE}} {{/MADE_SET}}sh -s -- --url {{HUB_URL}} --repo OWNER/NAME --target FuzzParse fuzz.log</code></pre><button class="btn sm bare copy" type="button" data-copy hidden aria-label="Copy command"><svg class="ic" aria-hidden="true" viewBox="0 0 16 16"><use href="#i-copy"/></svg><span>Copy</span></button></div>
<details class="more-how"><summary class="tri">With curl alone</summary>
<div class="cmd"><pre><code>curl -fsS "{{HUB_URL}}/ingest?repo=OWNER/NAME&amp;target=FuzzParse&amp;commit=$(git rev-parse HEAD)" \
  -H "Authorization: Bearer {{#MADE_SET}}{{MADE}}{{/MADE_SET}}{{#MADE_NOT}}$NOPANIC_TOKEN{{/MADE_NOT}}" \
  -H "Content-Type: text/plain" --data-binary @fuzz.log</code></pre><button class="btn sm bare copy" type="button" data-copy hidden aria-label="Copy command"><svg class="ic" aria-hidden="true" viewBox="0 0 16 16"><use href="#i-copy"/></svg><span>Copy</span></button></div></details>
<details class="more-how"><summary class="tri">GitHub Actions</summary>
<div class="cmd"><pre><code>- run: go test -fuzz=FuzzParse -fuzztime=5m ./parser 2&gt;&amp;1 | tee fuzz.log
- if: always()
  run: curl -fsS {{HUB_URL}}/push.sh | sh -s -- --url {{HUB_URL}} --target FuzzParse --fail-on new fuzz.log
  env:
    NOPANIC_TOKEN: {{GITHUB_SECRET}}</code></pre><button class="btn sm bare copy" type="button" data-copy hidden aria-label="Copy steps for GitHub Actions"><svg class="ic" aria-hidden="true" viewBox="0 0 16 16"><use href="#i-copy"/></svg><span>Copy</span></button></div></details>
<details class="more-how"><summary class="tri">GitLab CI</summary>
<div class="cmd"><pre><code>fuzz:
  script:
    - go test -fuzz=FuzzParse -fuzztime=5m ./parser 2&gt;&amp;1 | tee fuzz.log
  after_script:
    - curl -fsS {{HUB_URL}}/push.sh | sh -s -- --url {{HUB_URL}} --target FuzzParse fuzz.log</code></pre><button class="btn sm bare copy" type="button" data-copy hidden aria-label="Copy job for GitLab CI"><svg class="ic" aria-hidden="true" viewBox="0 0 16 16"><use href="#i-copy"/></svg><span>Copy</span></button></div>
<p class="muted small">With <code>NOPANIC_TOKEN</code> as a masked variable of the project.</p></details>
</li>
<li><h2>Read it here</h2><p class="muted">A crash becomes a crasher with its report and its input; a crash seen before is counted, not told again.</p>
<p><span class="status run">Waiting for the first result</span> &nbsp; <a href="/">Look again</a></p></li>
</ol></div>
{{>FOOT}}
