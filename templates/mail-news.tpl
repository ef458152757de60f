Subject: {{SUBJECT}}
{{HEADLINE}}
{{#LINE}}
{{WORD}}: {{TITLE}}{{#SEVERITY_SET}} ({{SEVERITY}}){{/SEVERITY_SET}}{{#REPOSITORY_SET}}
    {{REPOSITORY}}{{/REPOSITORY_SET}}{{#PLACE_SET}}
    {{PLACE}}{{/PLACE_SET}}{{#FACTS_SET}}
    {{FACTS}}{{/FACTS_SET}}
    {{URL}}
{{/LINE}}{{#MORE_SET}}
and {{MORE}} more: {{MORE_URL}}
{{/MORE_SET}}{{#SOURCE_SET}}
The line that crashed:

    {{SOURCE}}
{{/SOURCE_SET}}{{#STACK}}
The stack:
{{#FRAME}}
    {{FUNCTION}}
        {{AT}}{{/FRAME}}
{{/STACK}}{{#COMMAND_SET}}
To reproduce it, from the top of the repository:

    {{COMMAND}}
{{/COMMAND_SET}}
-- 
{{WHY}}.{{#MANDATORY}} It cannot be left: whoever made the rule wants it so.{{/MANDATORY}}{{#LEAVE_URL_SET}}
No more of these: {{LEAVE_URL}}{{/LEAVE_URL_SET}}{{#SETTINGS_URL_SET}}
All that you are told of: {{SETTINGS_URL}}{{/SETTINGS_URL_SET}}
