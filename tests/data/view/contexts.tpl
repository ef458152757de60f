{{%AUTOESCAPE context="HTML"}}
text=<p>{{V}}</p>
attribute=<a title="{{V}}">x</a>
single=<a title='{{V}}'>x</a>
data=<a data-x="{{V}}">x</a>
textarea=<textarea>{{V}}</textarea>
pre=<pre>{{V:pre_escape}}</pre>
href=<a href="{{URL}}">x</a>
query=<a href="/r?q={{V:url_query_escape}}">x</a>
path=<a href="/r/{{V:u}}/x">x</a>
action=<form action="{{URL}}"></form>
src=<img src="{{URL}}">
