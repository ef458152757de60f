{{%AUTOESCAPE context="HTML"}}
<nav class="chips" aria-label="Settings"><a href="/r/{{SETTINGS_OF}}/settings"{{#IN_GROUPING}} aria-current="page"{{/IN_GROUPING}}>Grouping</a><a href="/r/{{SETTINGS_OF}}/services"{{#IN_SERVICES}} aria-current="page"{{/IN_SERVICES}}>Services</a><a href="/r/{{SETTINGS_OF}}/tokens"{{#IN_TOKENS}} aria-current="page"{{/IN_TOKENS}}>Tokens</a></nav>
