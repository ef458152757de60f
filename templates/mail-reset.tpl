Subject: A new password for {{NAME}}
Somebody, probably you or an administrator, asked for a new password of the
account {{NAME}} on {{URL}}

Choose it here:

    {{URL}}/reset/new#{{CODE}}

The link works once, for 30 minutes. If the page asks for a code, it is

    {{CODE}}

If it was not you, do nothing: the password stays as it is.
