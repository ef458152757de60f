{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>{{WORD}}</p>
{{>FOOT}}
