{{%AUTOESCAPE context="HTML"}}
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{{SUBJECT}}</title>
<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background: #121316 !important; color: #e8e7e4 !important; }
  .card { background: #191b1f !important; border-color: #2b2e34 !important; }
  .rule { border-color: #2b2e34 !important; }
  .code { background: #202227 !important; color: #e8e7e4 !important; }
  .text { color: #e8e7e4 !important; }
  .dim { color: #aaa8a2 !important; }
  .link { color: #92b4ff !important; }
  .red { color: #ff9088 !important; border-color: #ef5f55 !important; }
  .amber { color: #efb45c !important; border-color: #efb45c !important; }
  .green { color: #74cf98 !important; border-color: #74cf98 !important; }
  .button { background: #3a69d8 !important; color: #ffffff !important; }
}
</style>
</head>
<body class="page" style="margin:0; padding:0; background:#f8f7f4; color:#1d1c1a; font:15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif; -webkit-text-size-adjust:100%;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:24px 12px;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:640px; text-align:left;">
<tr><td style="padding:0 4px 16px;">
<h1 class="text" style="margin:0; font-size:20px; line-height:1.3; font-weight:600; color:#1d1c1a; overflow-wrap:anywhere;">{{HEADLINE}}</h1>
</td></tr>
<tr><td class="card" style="background:#ffffff; border:1px solid #e5e2dc; border-radius:6px; padding:4px 20px 20px;">
{{#LINE}}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin-top:16px;"><tr>
{{#RED}}<td class="red" style="border-left:3px solid #d33c33; padding:0 0 0 14px; color:#b0221b; font-size:13px;">{{/RED}}{{#AMBER}}<td class="amber" style="border-left:3px solid #b57a1c; padding:0 0 0 14px; color:#855000; font-size:13px;">{{/AMBER}}{{#GREEN}}<td class="green" style="border-left:3px solid #1b6a39; padding:0 0 0 14px; color:#1b6a39; font-size:13px;">{{/GREEN}}
<div style="font-weight:600;">{{WORD}}{{#SEVERITY_SET}} · {{SEVERITY}} severity{{/SEVERITY_SET}}{{#REPOSITORY_SET}} <span class="dim" style="color:#5b5850; font-weight:400;">in {{REPOSITORY}}</span>{{/REPOSITORY_SET}}</div>
<div style="font-size:15px; overflow-wrap:anywhere;"><a class="link" href="{{URL}}" style="color:#1d52c1; font-weight:600; text-decoration:none;">{{TITLE}}</a></div>
{{#PLACE_SET}}<div class="text" style="color:#1d1c1a; font:13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap:anywhere;">{{PLACE}}</div>{{/PLACE_SET}}
{{#FACTS_SET}}<div class="dim" style="color:#5b5850; overflow-wrap:anywhere;">{{FACTS}}</div>{{/FACTS_SET}}
</td></tr></table>
{{/LINE}}
{{#MORE_SET}}
<p style="margin:20px 0 0;"><a class="link" href="{{MORE_URL}}" style="color:#1d52c1;">and {{MORE}} more</a></p>
{{/MORE_SET}}
{{#SOURCE_SET}}
<p class="dim" style="margin:20px 0 4px; font-size:13px; color:#5b5850;">The line that crashed</p>
<div class="code" style="background:#f4f2ee; color:#1d1c1a; border-radius:4px; padding:8px 12px; font:13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; white-space:pre-wrap; overflow-wrap:anywhere;">{{SOURCE}}</div>
{{/SOURCE_SET}}
{{#STACK}}
<p class="dim" style="margin:20px 0 4px; font-size:13px; color:#5b5850;">The stack</p>
<table class="code" role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f4f2ee; color:#1d1c1a; border-radius:4px; font:13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;">
{{#FRAME}}
<tr><td style="padding:6px 12px; overflow-wrap:anywhere; word-break:break-word;">{{FUNCTION}}<br><span class="dim" style="color:#5b5850;">{{AT}}</span></td></tr>
{{/FRAME}}
</table>
{{/STACK}}
{{#COMMAND_SET}}
<p class="dim" style="margin:20px 0 4px; font-size:13px; color:#5b5850;">To reproduce it, from the top of the repository</p>
<div class="code" style="background:#f4f2ee; color:#1d1c1a; border-radius:4px; padding:8px 12px; font:13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; white-space:pre-wrap; overflow-wrap:anywhere;">{{COMMAND}}</div>
{{/COMMAND_SET}}
{{#BUTTON_URL_SET}}
<p style="margin:24px 0 4px;"><a class="button" href="{{BUTTON_URL}}" style="display:inline-block; background:#1d52c1; color:#ffffff; border-radius:6px; padding:9px 16px; font-weight:600; text-decoration:none;">{{BUTTON}}</a></p>
{{/BUTTON_URL_SET}}
</td></tr>
<tr><td class="dim" style="padding:16px 4px 0; font-size:13px; color:#5b5850;">
{{WHY}}.{{#MANDATORY}} It cannot be left: whoever made the rule wants it so.{{/MANDATORY}}<br>
{{#LEAVE_URL_SET}}<a class="dim" href="{{LEAVE_URL}}" style="color:#5b5850;">No more of these</a>{{/LEAVE_URL_SET}}{{#SETTINGS_URL_SET}}{{#LEAVE_URL_SET}} · {{/LEAVE_URL_SET}}<a class="dim" href="{{SETTINGS_URL}}" style="color:#5b5850;">All that you are told of</a>{{/SETTINGS_URL_SET}}
</td></tr>
</table>
</td></tr></table>
</body>
</html>
