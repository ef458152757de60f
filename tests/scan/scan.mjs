// make security-scan: sqlmap on everything of a hub that can be given a value, and wapiti on its pages.
// make scan-selftest: the same scanners on a site with planted bugs, all of which must be found.
//
//   node scan.mjs hub|twin
//   ONLY=text   only targets of sqlmap whose name holds it; ONLY=wapiti: the pages alone
//   MINUTES=20  that wapiti crawls at most, and about as long as it attacks
//
// Everything happens on the loopback interface, to a hub that is thrown away.  A finding is printed, with
// where; the last line is "N passed, N failed".
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Visitor, form_fields, ingest } from '../web/client.mjs';
import { GENEROUS, start_hub } from '../web/hub.mjs';
import { add_account, asan_log, go_log, grant, pushable } from '../web/scene.mjs';
import { surface } from './surface.mjs';
import { sqlmap, wapiti } from './tools.mjs';
import { planted, start_twin } from './twin.mjs';

const only = process.env.ONLY ?? '', minutes = Number(process.env.MINUTES ?? 20);
let passed = 0, failed = 0;

function check(what, good, detail = '') {
    good ? passed++ : failed++;
    console.log(`${good ? 'ok    ' : 'not ok'}  ${what}${good || !detail ? '' : `: ${detail}`}`);
}

const told = (found) => found.map((one) => `${one.what} at ${one.where}${one.info ? ` (${one.info})` : ''}`).join('; ');

// Something on every page.
async function furnish(hub) {
    const scene = { ...pushable(hub, 'scanned'), root: add_account(hub, { admin: true }), member: add_account(hub) };
    grant(hub, scene.member, scene.repo, 'triage');
    for (const [target, log] of [['FuzzDecode', go_log()], ['FuzzTwo', go_log({ target: 'FuzzTwo', functions: ['tail'] })], ['ini', asan_log()]])
        await ingest(hub, scene.token, { repo: scene.repo, package: 'codec', target, run: 'first' }, log);
    hub.roll();
    // What counts wrong passwords and mails would stop the scanners at the door of what they are to look
    // at; and they find the button that signs out.
    hub.psql(`CREATE RULE uncounted AS ON INSERT TO login_failure DO INSTEAD NOTHING;
              CREATE RULE uncounted AS ON INSERT TO mail_request DO INSTEAD NOTHING;
              CREATE FUNCTION stay() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
              CREATE TRIGGER stay BEFORE DELETE ON session FOR EACH ROW EXECUTE FUNCTION stay()`);
    return scene;
}

// A visitor who is this account, or nobody.
async function signed_in(hub, account) {
    const visitor = new Visitor(hub);
    if (account) await visitor.sign_in(account);
    return visitor;
}

const cookie_of = (visitor) => [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');

// The token of a form belongs to its session: both anew for each scan, since one of them may end it.
async function fresh_target(hub, target) {
    if (target.headers) return target;
    const visitor = await signed_in(hub, target.account);
    if (!target.form) return { ...target, cookie: cookie_of(visitor) };
    const page = await visitor.ask(target.form.path);
    const { csrf } = form_fields(page.text, target.form.action);
    return { ...target, cookie: cookie_of(visitor), data: new URLSearchParams({ ...target.form.fields, ...(csrf && { csrf }) }).toString() };
}

// All that an administrator is shown, and what only a member or a stranger is.
async function all_targets(hub, scene) {
    const found = new Map();
    for (const account of [scene.root, scene.member, undefined]) {
        const names = [...scene.repo.split('/'), scene.root.name, scene.member.name];
        for (const target of await surface(await signed_in(hub, account), scene, names))
            if (!found.has(target.name)) found.set(target.name, { ...target, account });
    }
    return [...found.values()].filter((target) => target.name.includes(only));
}

async function scan_sql(hub, scene, folder) {
    const waiting = await all_targets(hub, scene);
    console.log(`${waiting.length} targets for sqlmap`);
    const lane = async (number) => {
        for (let target = waiting.shift(); target; target = waiting.shift()) {
            const began = Date.now();
            const found = await fresh_target(hub, target).then((its) => sqlmap(its, join(folder, `sqlmap${number}`)))
                .catch((error) => [{ what: 'not tested', where: error.message }]);
            check(`sqlmap: ${target.name} (${Math.round((Date.now() - began) / 1000)} s)`, found.length === 0, told(found));
        }
    };
    await Promise.all([lane(0), lane(1)]);
}

// The administrator last: on its way through the pages the scanner disables whom it finds.
async function scan_pages(hub, scene, folder) {
    const scan = async (who, account) => {
        const found = await wapiti(hub.url, join(folder, who), { cookie: cookie_of(await signed_in(hub, account)), minutes })
            .catch((error) => [{ what: 'not tested', where: error.message }]);
        check(`wapiti: as ${who}`, found.length === 0, told(found));
    };
    await Promise.all([scan('a member', scene.member), scan('a stranger', undefined)]);
    await scan('an administrator', scene.root);
}

async function scan_hub(hub, folder) {
    const scene = await furnish(hub);
    await scan_sql(hub, scene, folder);
    if (!only || only === 'wapiti') await scan_pages(hub, scene, folder);
}

async function scan_twin(hub, folder) {
    const twin = await start_twin(hub);
    try {
        const field = await sqlmap({ name: 'field', url: `${twin.url}/list?q=one`, fields: ['q'] }, folder);
        const cookie = await sqlmap({ name: 'cookie', url: `${twin.url}/theme`, headers: ['Cookie: theme=1*'] }, folder);
        const clean = await sqlmap({ name: 'clean', url: `${twin.url}/hello?name=you`, fields: ['name'] }, folder);
        const found = await wapiti(twin.url, join(folder, 'wapiti'), { modules: 'xss,exec,file,redirect' });
        const has = (path, what) => found.some((one) => one.where.includes(path) && what.test(one.what));
        const seen = [field.length > 0, cookie.length > 0, has('/hello', /cross site/i), has('/go', /redirect/i),
                      has('/show', /path traversal/i), has('/echo', /exec/i)];
        planted.forEach((what, i) => check(`found: ${what}`, seen[i], told(found)));
        check('nothing is found where nothing is', clean.length === 0, told(clean));
    } finally {
        twin.stop();
    }
}

const folder = mkdtempSync(join(tmpdir(), 'nopanic-scan-'));
chmodSync(folder, 0o755);
let hub;
try {
    hub = await start_hub(join(folder, 'var'), { ...GENEROUS, NOPANIC_PASSWORD_COST: 1 });
    await (process.argv[2] === 'twin' ? scan_twin : scan_hub)(hub, folder);
} finally {
    hub?.stop();
    rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
