{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="empty"><h1>Nothing here is public</h1>
<p>The repositories of this hub are open to people with an account.</p>
<p><a class="btn primary" href="/login">Sign in</a></p>
</div>
{{>FOOT}}
