Subject: Your account {{NAME}} was changed
{{#PASSWORD}}The password of your account {{NAME}} was changed.{{/PASSWORD}}{{#RESET}}A new password was chosen for your account {{NAME}}, by a link that was mailed
to you. All its sessions have ended.{{/RESET}}{{#EMAIL}}The mails for your account {{NAME}} go to another address from now on.{{/EMAIL}}{{#REMOVED}}Your account {{NAME}} was removed.{{/REMOVED}}{{#TWO_FACTOR_ON}}Signing in to your account {{NAME}} asks for a code of your app from now on.{{/TWO_FACTOR_ON}}{{#TWO_FACTOR_OFF}}Signing in to your account {{NAME}} asks for the password alone from now on.{{/TWO_FACTOR_OFF}}{{#TWO_FACTOR_ENDED}}An administrator has turned two-factor sign-in of your account {{NAME}} off: signing in
asks for the password alone from now on.{{/TWO_FACTOR_ENDED}}{{#TOKEN}}The token "{{TOKEN_NAME}}" was made with your account {{NAME}}. It works
without your password, until it ends or is revoked.{{/TOKEN}}{{#RECOVERY}}A recovery code was used to sign in to your account {{NAME}}.{{/RECOVERY}}

    when    {{TIME}}
    where   {{URL}}
{{#ADDRESS_SET}}    from    {{ADDRESS}}
{{/ADDRESS_SET}}
If it was not you, choose a new password at once at {{URL}}/reset
and tell whoever runs this hub.
