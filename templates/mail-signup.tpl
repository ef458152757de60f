Subject: Your account for fuzzing results
Somebody, probably you, wants an account with this address
on {{URL}}

Choose name and password here:

    {{URL}}/signup/new#{{CODE}}

The link works once, for 24 hours. If the page asks for a code, it is

    {{CODE}}

If it was not you, do nothing: there is no account until then.
