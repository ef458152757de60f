{{%AUTOESCAPE context="HTML"}}
{{#GROUPS}}{{#OURS}}{{#FIRST}}first {{/FIRST}}{{FUNCTION}}@{{AT}}{{#LINK_SET}} link={{LINK}} {{/LINK_SET}} | {{/OURS}}{{#FOLD}}fold {{FOLDED_COUNT}}:{{#FOLDED}} {{FUNCTION}}@{{AT}}{{/FOLDED}} | {{/FOLD}}{{/GROUPS}}{{#OURS_ANY}}ours{{/OURS_ANY}}{{#OURS_ANY_NOT}}none{{/OURS_ANY_NOT}}
{{#STACKS}}{{LABEL}}: {{#GROUPS}}{{#OURS}}{{#FIRST}}first {{/FIRST}}{{FUNCTION}}@{{AT}} | {{/OURS}}{{/GROUPS}}
{{/STACKS}}
