{{%AUTOESCAPE context="HTML"}}
<!doctype html>
<html lang="en"{{#THEME_SET}} data-theme="{{THEME}}"{{/THEME_SET}}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{TITLE}} · nopanic</title>
<link rel="stylesheet" href="/static/nopanic.css">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<script src="/static/nopanic.js" defer></script>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<svg width="0" height="0" class="vh" aria-hidden="true">
<symbol id="i-copy" viewBox="0 0 16 16"><path d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3"/></symbol>
<symbol id="i-half" viewBox="0 0 16 16"><circle cx="8" cy="8" r="5.5"/><path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor"/></symbol>
<symbol id="i-down" viewBox="0 0 16 16"><path d="M8 2.5v8M4.5 7.5L8 11l3.5-3.5M3 13.5h10"/></symbol>
<symbol id="i-lock" viewBox="0 0 16 16"><path d="M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5"/></symbol>
<symbol id="i-star" viewBox="0 0 16 16"><path d="M8 1.8l1.9 3.9 4.3.6-3.1 3 .7 4.3L8 11.6l-3.8 2 .7-4.3-3.1-3 4.3-.6z"/></symbol>
</svg>
<header class="top"><div class="top-in">
<a class="brand" href="/"><svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true"><rect x="1" y="1" width="20" height="20" rx="6" fill="currentColor"/><path d="M4.5 12.2c1.6-2.6 3.2-2.6 4.8-.6s3.2 2 4.4 0 2.4-2 3.8.2" fill="none" stroke="#fff" class="wave" stroke-width="1.8" stroke-linecap="round"/></svg>nopanic</a>
<nav class="nav" aria-label="Main">
<a href="/"{{#IN_REPOSITORIES}} aria-current="page"{{/IN_REPOSITORIES}}>Repositories</a>
<a href="/crashers"{{#IN_CRASHERS}} aria-current="page"{{/IN_CRASHERS}}>Crashers</a>
{{#NOTIFIABLE}}<a href="/notify"{{#IN_NOTIFY}} aria-current="page"{{/IN_NOTIFY}}>NotifyMe</a>{{/NOTIFIABLE}}
{{#ADMIN}}<a href="/admin"{{#IN_ADMIN}} aria-current="page"{{/IN_ADMIN}}>Admin</a>{{/ADMIN}}
{{#MANAGER}}<a href="/admin/groups"{{#IN_ADMIN}} aria-current="page"{{/IN_ADMIN}}>Groups</a>{{/MANAGER}}
</nav>
<div class="top-tools">
{{#FIND}}
<form class="find" role="search" action="/"><label class="vh" for="find">Find a repository</label><input id="find" name="q" type="search" maxlength="200" placeholder="Find a repository" data-key="/"><kbd aria-hidden="true">/</kbd></form>
{{/FIND}}
<button class="btn bare sm" type="button" data-theme-toggle hidden aria-label="Switch between light and dark theme" title="Light or dark"><svg class="ic" aria-hidden="true" viewBox="0 0 16 16"><use href="#i-half"/></svg></button>
{{#ACCOUNT}}
<a class="who" href="/account"><span class="vh">Account of </span>{{ACCOUNT_NAME}}</a>
{{#SIGN_OUT}}<form method="post" action="/logout"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn sm">Sign out</button></form>{{/SIGN_OUT}}
{{/ACCOUNT}}
{{#STRANGER}}<a class="btn sm" href="/login">Sign in</a>{{/STRANGER}}
</div></div></header>
<main id="main">
{{#SEEING}}<div class="flash warn seeing" role="status"><span>You see what <b>{{SEEN_NAME}}</b> sees, and can change nothing.</span><form class="push" method="post" action="/admin/see-as"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn sm named">Back to {{SEEN_BY}}</button></form></div>{{/SEEING}}
{{#NOTICE_GOOD}}<div class="flash ok" role="status"><span>{{SAYS}}</span></div>{{/NOTICE_GOOD}}
{{#NOTICE_BAD}}<div class="flash bad" role="alert"><span>{{SAYS}}</span></div>{{/NOTICE_BAD}}
