{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="auth wide"><h1>No results yet</h1>
</div>
{{>FOOT}}
