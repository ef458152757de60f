{{%AUTOESCAPE context="HTML"}}
<a href={{URL}}>x</a>
