Subject: Is this the address of {{NAME}}?
The account {{NAME}} on {{URL}}
wants to get its mails at this address. Confirm it here, signed in as {{NAME}}:

    {{URL}}/account/email#{{CODE}}

The link works once, for 24 hours. If the page asks for a code, it is

    {{CODE}}

If you do not know of it, do nothing: no more mails come here.
