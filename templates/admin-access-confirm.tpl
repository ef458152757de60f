{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<div class="side">
{{>ADMIN_NAV}}<div>
<div class="head"><div><h1>Change the access?</h1><p class="lead">Nothing is changed yet. Somebody would have less than before.</p></div></div>
<form class="card" method="post" action="/admin/access?{{QUERY}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="save"><input type="hidden" name="confirm" value="yes">
<table class="t rows"><caption class="vh">Changes</caption><thead><tr><th scope="col">Repository or pattern</th><th scope="col">{{#GROUPS}}Group{{/GROUPS}}{{#GROUPS_NOT}}Account{{/GROUPS_NOT}}</th><th scope="col">Was</th><th scope="col">Will be</th></tr></thead><tbody>
{{#CHANGES}}<tr><th scope="row" class="full">{{OBJECT}}<input type="hidden" name="{{FIELD}}" value="{{ROLE}}"></th><td class="full">{{WHO}}</td><td class="fit"><span class="lbl">Was </span>{{WAS}}</td><td class="fit"><span class="lbl">Will be </span>{{#LESS}}<span class="tag red">{{ROLE}}</span>{{/LESS}}{{#LESS_NOT}}{{ROLE}}{{/LESS_NOT}}</td></tr>
{{/CHANGES}}</tbody></table>
<footer><button class="btn primary">Yes, change</button><a class="btn" href="/admin/access?{{QUERY}}">Leave as it was</a></footer></form>
</div></div>
{{>FOOT}}
