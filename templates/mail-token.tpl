Subject: Token {{TOKEN}} ends on {{EXPIRES}}
The token {{TOKEN}} that you made as {{NAME}} on {{URL}}
ends on {{EXPIRES}}. After that the hub refuses what is sent with it.

    for        {{REPOS}}
    last used  {{USED}}{{#USED_FROM}} from {{ADDRESS}}{{/USED_FROM}}

Make a new one in time, put it where the old one is, then revoke the old one.
Of a token that is not needed any more, nothing has to be done.
