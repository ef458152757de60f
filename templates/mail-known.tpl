Subject: You have an account already
Somebody, probably you, wants an account with this address
on {{URL}}

There is one already, of the name {{NAME}}. Sign in here:

    {{URL}}/login

If the password is forgotten, a new one can be chosen here:

    {{URL}}/reset

If it was not you, do nothing.
