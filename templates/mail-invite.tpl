Subject: An invitation to fuzzing results
{{NAME}} invites you to {{URL}}

Choose name and password of your account here:

    {{URL}}/signup/new#{{CODE}}

The link works once, for 7 days. If the page asks for a code, it is

    {{CODE}}
