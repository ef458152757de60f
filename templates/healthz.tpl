{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="empty"><h1>{{STATUS}}</h1></div>
{{>FOOT}}
