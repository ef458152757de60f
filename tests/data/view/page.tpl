{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<h1>{{TITLE}}</h1>
{{#NONE}}<p>nothing</p>{{/NONE}}
{{#ROW}}
<li>{{NUMBER}}: {{NAME}}</li>
{{/ROW}}
