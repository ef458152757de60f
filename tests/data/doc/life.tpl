{{%AUTOESCAPE context="HTML"}}
{{#STEPS}}{{STEP_WORD}}({{STEP_CLASS}}) {{/STEPS}}
