// A real mail server: Debian's exim, without any right of its own, which takes mails for everybody from whoever
// signs in (hub, s3cret) after STARTTLS, and refuses what has a header that is no good.
import { spawn } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { temporary_folder } from './hub.mjs';
import { eventually, read_mail } from './mail.mjs';

const config = (folder, port, user, { certificate, key }) => `
primary_hostname = localhost
spool_directory = ${folder}/spool
log_file_path = ${folder}/%slog
pid_file_path = ${folder}/pid
exim_user = ${user.uid}
exim_group = ${user.gid}
never_users =
keep_environment =
deliver_drop_privilege
local_interfaces = 127.0.0.1
daemon_smtp_ports = ${port}
tls_advertise_hosts = *
tls_certificate = ${certificate}
tls_privatekey = ${key}
acl_smtp_rcpt = rcpt
acl_smtp_data = data
begin acl
rcpt:
  require encrypted = *
          authenticated = *
  accept
data:
  require verify = header_syntax
          verify = header_names_ascii
  accept
begin routers
everybody:
  driver = accept
  transport = folder
begin transports
folder:
  driver = appendfile
  directory = ${folder}/mails
  maildir_format
  envelope_to_add
  return_path_add
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = \${if and{{eq{$auth2}{hub}}{eq{$auth3}{s3cret}}}}
  server_set_id = $auth2
  server_advertise_condition = \${if def:tls_in_cipher}
`;

// Not root, and not setuid: a copy of the program is not.
function prepare(folder, port, keys) {
    const root = process.getuid() === 0, user = { uid: root ? 65534 : process.getuid(), gid: root ? 65534 : process.getgid() };
    const own = ['cert.pem', 'key.pem'].map((name) => join(folder, name)), [certificate, key] = own;
    mkdirSync(join(folder, 'spool'));
    copyFileSync('/usr/sbin/exim4', join(folder, 'exim'));
    chmodSync(join(folder, 'exim'), 0o755);
    copyFileSync(keys.certificate, certificate);
    copyFileSync(keys.key, key);
    if (root) for (const path of [folder, join(folder, 'spool'), ...own]) chownSync(path, user.uid, user.gid);
    writeFileSync(join(folder, 'conf'), config(folder, port, user, { certificate, key }), { mode: 0o644 });
    return user;
}

// mails() is what it took, log() what it says of itself.
export async function exim_server(port, keys) {
    const folder = temporary_folder(), user = prepare(folder, port, keys), box = join(folder, 'mails/new');
    const child = spawn(join(folder, 'exim'), ['-C', join(folder, 'conf'), '-bdf', '-q1m'], { ...user, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (part) => { said += part; });
    after(() => child.kill());
    const log = () => said + ['main', 'panic', 'reject'].map((name) => join(folder, `${name}log`)).filter(existsSync).map((file) => readFileSync(file, 'utf8')).join('');
    await eventually(() => {
        if (child.exitCode !== null) throw new Error(`exim ended: ${log()}`);
        return existsSync(join(folder, 'pid'));
    }, 'exim');
    return { port, log, mails: () => (existsSync(box) ? readdirSync(box) : []).map((name) => read_mail(readFileSync(join(box, name), 'latin1'))) };
}
