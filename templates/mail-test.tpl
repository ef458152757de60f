Subject: A test mail of nopanic
{{NAME}} asked the hub at {{URL}}
for a test mail. Here it is: mails of this hub arrive at this address.
