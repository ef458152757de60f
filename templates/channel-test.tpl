{{%AUTOESCAPE context="HTML"}}
{{#HOPES}}<div class="flash" role="status"><span>A test message to {{WHERE}} is on its way. This page looks again each second until there is an answer.</span></div>{{/HOPES}}
{{#HOPES_NOT}}{{#TEST_WAITS}}<div class="flash warn" role="status"><span>The test message to {{WHERE}} still waits: nothing has sent it yet.</span></div>{{/TEST_WAITS}}{{/HOPES_NOT}}
{{#TEST_SENT}}<div class="flash ok" role="status"><span>The test message to {{WHERE}} was taken. Its answer: <code>{{TEST_ANSWER}}</code></span></div>{{/TEST_SENT}}
{{#TEST_FAILED}}<div class="flash bad" role="alert"><span>The test message to {{WHERE}} was not taken.{{#TEST_ANSWER_SET}} Its answer: <code>{{TEST_ANSWER}}</code>{{/TEST_ANSWER_SET}}</span></div>{{/TEST_FAILED}}
