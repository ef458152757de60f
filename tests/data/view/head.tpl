{{%AUTOESCAPE context="HTML"}}
<header>{{TITLE}}|{{EVERYWHERE}}</header>
