#!/usr/bin/python3
"""A mail server for the tests, of aiosmtpd: smtpd.py PORT FOLDER CERTIFICATE KEY

STARTTLS and a password (hub, s3cret) are required.  What it takes lies in FOLDER, a file for each
mail, whose first line is its envelope as JSON.  The name before the @ of a recipient tells how it
fails: nouser 550, tempfail 451, big 552 at DATA, drop hangs up there, late hangs up after it has
taken the mail, stall says nothing for 20 seconds, and flaky-... now and then as tempfail, drop or late.
"""
import asyncio
import json
import os
import random
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

PORT, FOLDER, CERTIFICATE, KEY = sys.argv[1:5]
PASSWORD = b's3cret'
taken = 0


def fate(address):
    name = address.split('@')[0]
    if not name.startswith('flaky-'):
        return name
    return random.choices(['tempfail', 'drop', 'late', 'good'], [1, 1, 1, 9])[0]


class Server(SMTP):
    def hang_up(self):
        self.transport.abort()


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        name = fate(address)
        if name == 'nouser':
            return '550 5.1.1 no such user'
        if name == 'tempfail':
            return '451 4.3.0 try again later'
        if name == 'stall':
            await asyncio.sleep(20)
        envelope.rcpt_tos.append(address)
        return '250 OK'

    async def handle_DATA(self, server, session, envelope):
        name = fate(envelope.rcpt_tos[0])
        if name == 'big':
            return '552 5.3.4 too big'
        if name == 'drop':
            server.hang_up()
            return '451 never heard'
        keep(session, envelope, name == 'late')
        if name == 'late':
            server.hang_up()
        return '250 OK'


def keep(session, envelope, silent):
    global taken
    taken += 1
    head = {'from': envelope.mail_from, 'to': envelope.rcpt_tos, 'helo': session.host_name,
            'tls': session.ssl is not None, 'login': bool(session.authenticated)}
    if silent:
        head['silent'] = True
    draft = os.path.join(FOLDER, f'.{taken}')
    with open(draft, 'wb') as file:
        file.write(json.dumps(head).encode() + b'\n' + envelope.original_content)
    os.rename(draft, os.path.join(FOLDER, f'{taken:06}'))


def check(server, session, envelope, mechanism, data):
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (b'hub', PASSWORD)
    return AuthResult(success=good, handled=good)


async def main():
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(CERTIFICATE, KEY)
    server = await asyncio.get_running_loop().create_server(
        lambda: Server(Handler(), hostname='localhost', tls_context=tls, require_starttls=True,
                       auth_required=True, authenticator=check, data_size_limit=1 << 20),
        '127.0.0.1', int(PORT))
    print('ready', flush=True)
    await server.serve_forever()


asyncio.run(main())
