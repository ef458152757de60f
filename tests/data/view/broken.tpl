{{%AUTOESCAPE context="HTML"}}
{{#OPEN}}
