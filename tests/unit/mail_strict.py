# Reads one mail on standard input as strictly as Python's email package can, and tells in JSON what
# it is made of; whatever is not well-formed ends it with an error.
import email
import email.policy
import json
import sys

raw = sys.stdin.buffer.read()
mail = email.message_from_bytes(raw, policy=email.policy.strict)
parts = list(mail.walk())
defects = [str(d) for p in parts for d in p.defects]
defects += [str(d) for p in parts for h in p.values() for d in h.defects]
bodies = {p.get_content_type(): p.get_content().replace('\r\n', '\n') for p in parts if not p.is_multipart()}
json.dump({
    'defects': defects,
    'names': list(mail.keys()),
    'headers': {name.lower(): str(value) for name, value in mail.items()},
    'recipients': [a.addr_spec for a in mail['to'].addresses],
    'types': [p.get_content_type() for p in parts],
    'text': bodies.get('text/plain'),
    'html': bodies.get('text/html'),
}, sys.stdout)
