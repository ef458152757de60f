// A hub from its first minute: the one-time link, the first administrator, the empty index, the first
// push by the very commands that the page shows; then its limits, HTTP basic for everybody, and TLS.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, copyFileSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { assert_fit, open_browser, open_page, sign_in } from './browser.mjs';
import { Visitor, get, ingest, raw, request, words } from './client.mjs';
import { until } from './hostile.mjs';
import { own_hub, temporary_folder } from './hub.mjs';
import { assert_refused, go_log, new_token, pushable } from './scene.mjs';

const hub = await own_hub({}); // as an operator gets it, limits included
const browser = await open_browser();
const work = temporary_folder();
const first = { name: 'mira.okafor', password: 'a quiet morning 7' };
const link = /\bhttp:\/\/localhost:\d+\/setup#([\w-]+)/.exec(hub.said);
const page = await open_page(hub, browser);
const began = Date.now();
const stalled = raw(hub, 'POST /ingest?repo=a/b HTTP/1.1\r\nHost: hub\r\nContent-Length: 1000\r\n\r\nhalf', { quiet: 80000 }).then((answer) => ({ ...answer, took: Date.now() - began }));

// A stranger's POST to /setup.
async function set_up(fields, visitor = new Visitor(hub)) {
    const hidden = await visitor.form('/setup');
    return visitor.post('/setup', { ...hidden, user: 'eve', email: 'eve@example.com', password: 'long enough for that', ...fields });
}
const accounts = () => hub.value('(SELECT count(*) FROM account)');

describe('set-up', () => {
    test('make up prints the address of the hub and a link with a code of 128 bits or more', () => {
        assert.match(hub.said, new RegExp(`http://localhost:${hub.port}`));
        assert.ok(link, hub.said);
        assert.ok(link[1].length >= 22);
    });
    test('the code stands in no log and in the database as a digest only', () => {
        assert.ok(!['supervisord.log', 'access.log', 'account.log', 'postgres.log'].map((name) => hub.log(name)).join('').includes(link[1]));
        assert.ok(!JSON.stringify(hub.rows('SELECT * FROM account_code')).includes(link[1]));
    });
    test('the page is fit for everybody, and fills in the code of the link', async () => {
        await page.goto(`/setup#${link[1]}`);
        assert.equal(await page.inputValue('[name="code"]'), link[1]);
        await assert_fit(page, 'setup');
    });
    for (const [name, code] of [['a wrong code', 'A'.repeat(43)], ['an empty code', ''], ['half of the code', link?.[1].slice(0, 20)], ['SQL', "' OR 1=1 --"]])
        test(`${name} makes nobody an administrator`, async () => {
            const answer = await set_up({ code });
            assert.ok([403, 422].includes(answer.status), `${answer.status}`);
            if (answer.status === 403) assert.ok(answer.text.includes('value="eve@example.com"'), 'what was typed stays');
            assert.equal(accounts(), 0);
        });
    test('a weak password or a bad name is refused, and the code still works', async () => {
        for (const fields of [{ password: 'elevenchars' }, { password: 'password1234' }, { user: '' }, { user: '../x' }, { user: 'x'.repeat(40) }, { email: 'nonsense' }, { email: 'a@b\r\nBcc: c@d' }])
            assert.ok([400, 422].includes((await set_up({ code: link[1], ...fields })).status), JSON.stringify(fields));
        assert.equal(accounts(), 0);
    });
    test('the same from another site is refused', async () => {
        const visitor = new Visitor(hub), { csrf } = await visitor.form('/setup');
        const fields = { code: link[1], user: 'eve', email: 'eve@example.com', password: 'long enough for that' };
        assert.equal((await visitor.post('/setup', fields)).status, 403);
        assert.equal((await visitor.post('/setup', { ...fields, csrf }, { headers: { Origin: 'https://evil.example' } })).status, 403);
        assert.equal(accounts(), 0);
    });
    test('the login page says that nobody has an account, and how to make one', async () => {
        assert.match(words((await get(hub, '/login')).text), /Nobody has an account yet\. make up prints the link/);
    });
    test('in a browser without JavaScript the code is typed, and the first administrator is in', async () => {
        const plain = await open_page(hub, browser, { javaScriptEnabled: false });
        await plain.goto('/setup');
        await plain.fill('[name="code"]', link[1]);
        await plain.fill('[name="user"]', first.name);
        await plain.fill('[name="email"]', 'mira@example.com');
        await plain.fill('[name="password"]', first.password);
        await Promise.all([plain.waitForURL('**/'), plain.click('main button.primary')]);
        assert.match(words(await plain.content()), new RegExp(`${first.name}.*No results yet`));
        assert.deepEqual(hub.rows('SELECT name, is_admin FROM account'), [{ name: first.name, is_admin: true }]);
    });
    test('the code worked once: set-up does not exist any more', async () => {
        assert.equal((await get(hub, '/setup')).status, 404);
        assert.doesNotMatch(words((await get(hub, '/login')).text), /Nobody has an account/);
        const again = await request(hub, '/setup', { method: 'POST', body: `code=${link[1]}`, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
        assert.ok([403, 404].includes(again.status));
        assert.throws(() => hub.nopanic(['setup-link']), (error) => error.status === 3);
        assert.equal(accounts(), 1);
    });
});

describe('the empty hub', () => {
    test('tells a stranger nothing but the way in', async () => {
        const answer = await get(hub, '/');
        assert.equal(answer.status, 200);
        assert.match(answer.text, /href="\/login"/);
        const stranger = await open_page(hub, browser);
        await stranger.goto('/');
        await assert_fit(stranger, 'index-stranger');
    });
    test('the login page is fit, and signs in', async () => {
        await page.goto('/login');
        await assert_fit(page, 'login');
        await sign_in(page, first);
    });
    test('the empty index is fit, and shows the steps to a first result', async () => {
        await page.goto('/');
        const text = words(await page.content());
        for (const pattern of [/No results yet/, /Make a token for CI/, /push\.sh/, /GitHub Actions/, /GitLab CI/, /Waiting for the first result/]) assert.match(text, pattern);
        assert.doesNotMatch(text, /No Panic/);
        await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
        await assert_fit(page, 'index-empty');
    });
    test('its commands, run as they stand with a new token, push the first result', { timeout: 90000 }, async () => {
        await page.getByRole('button', { name: 'Create push token' }).click();
        await page.getByText('shown once').waitFor();
        await assert_fit(page, 'index-token');
        const commands = await page.locator('main pre').allTextContents();
        assert.ok(commands[0].includes(`http://localhost:${hub.port}/push.sh`));
        mkdirSync(join(work, 'parser'));
        writeFileSync(join(work, 'go.mod'), 'module example.com/first\n\ngo 1.19\n');
        writeFileSync(join(work, 'parser/parser_test.go'), 'package parser\n\nimport "testing"\n\nfunc FuzzParse(f *testing.F) {\n\tf.Add([]byte("x"))\n' +
            '\tf.Fuzz(func(t *testing.T, b []byte) {\n\t\tif len(b) > 2 {\n\t\t\tpanic("three is too many")\n\t\t}\n\t})\n}\n');
        execFileSync('git', ['init', '-q'], { cwd: work });
        execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', 'commit', '-q', '--allow-empty', '-m', 'Start'], { cwd: work });
        const { stdout } = await promisify(execFile)('sh', ['-c', commands[0]], { cwd: work, env: { ...process.env, GOFLAGS: '' } });
        assert.match(stdout, /^new +#\d+ .*three is too many/m);
        await page.goto('/');
        const text = words(await page.locator('main').innerHTML());
        assert.match(text, /OWNER\/ ?NAME Fuzz packages: 1 Crashers found in 1 package\b/);
        const curl = commands.find((command) => command.includes('/ingest?'));
        const again = await promisify(execFile)('sh', ['-c', curl], { cwd: work });
        assert.equal(JSON.parse(again.stdout).results[0].target, 'FuzzParse');
        assert.equal(hub.value('(SELECT count(*) FROM crasher)'), 1);
        assert.deepEqual(page.complaints, []);
    });
    test('the copy button copies what is shown', async () => {
        await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
        await page.goto('/r/OWNER/NAME');
        const command = page.locator('.cmd').filter({ hasText: 'push.sh' }).first();
        await command.locator('[data-copy]').click();
        await command.getByText('Copied').waitFor();
        assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await command.locator('code').textContent());
    });
});

describe('limits', () => {
    test('case 64: of posts by one token: 429 after the burst, with Retry-After, and others go on', async () => {
        const { repo, token } = pushable(hub, 'flood');
        const answers = [];
        for (let i = 0; i < 300; i += 20)
            answers.push(...await Promise.all(Array.from({ length: 20 }, (_, n) => ingest(hub, token, { repo, target: 'FuzzFlood' }, go_log({ functions: [`f${i + n}`] })))));
        const count = (status) => answers.filter((a) => a.status === status).length;
        assert.equal(count(201) + count(429), 300);
        assert.ok(count(201) >= 200 && count(429) >= 10, `${count(201)} taken, ${count(429)} refused`);
        const refused = answers.find((a) => a.status === 429);
        assert_refused(hub, refused, 429);
        assert.match(refused.headers['retry-after'], /^\d{1,2}$/);
        assert.equal(hub.value(`(SELECT count(*) FROM log l JOIN repo r ON r.id = l.repo WHERE r.name = '${repo}')`), count(201));
        assert.equal((await ingest(hub, new_token(hub, '--repo', repo), { repo, target: 'FuzzCalm' }, go_log())).status, 201);
    });
    test('ASVS 5.2.4: a repository that holds as much as it may takes no more, and others do', { timeout: 90000 }, async () => {
        const full = pushable(hub, 'full'), other = pushable(hub, 'other');
        const post = ({ repo, token }, n) => ingest(hub, token, { repo, target: `Fuzz${n}` }, randomBytes(400000).toString('base64'));
        for (let n = 0; n < 3; n++) assert.equal((await post(full, n)).status, 201);
        assert.equal((await post(other, 0)).status, 201);
        hub.configure({ NOPANIC_REPO_KEPT_MAX: 1 });
        hub.cron('prune');
        const before = hub.stored(), refused = await post(full, 3);
        assert.match(assert_refused(hub, refused, 507).message, /holds as much as it may/);
        assert.deepEqual(hub.stored(), before);
        const said = async ({ repo }, tab = '') => words((await get(hub, `/r/${repo}${tab}`, { as: first })).text).includes('New results are refused');
        assert.deepEqual([await said(full), await said(full, '/settings'), await said(other)], [true, true, false], 'its pages say so');
        assert.equal((await post(other, 1)).status, 201);
        hub.configure({ NOPANIC_REPO_KEPT_MAX: 100 });
        hub.cron('prune');
        assert.equal((await post(full, 3)).status, 201);
        assert.equal(await said(full), false);
    });
    test('of logins from one address: 429 with Retry-After, as a page', async () => {
        const visitor = new Visitor(hub, { from: '127.0.0.55' });
        const { csrf } = await visitor.form('/login');
        const answers = [];
        for (let i = 0; i < 9; i++) answers.push(await visitor.post('/login', { csrf, user: 'nobody', password: `wrong wrong ${i}` }));
        const refused = answers.find((a) => a.status === 429);
        assert.ok(refused, answers.map((a) => a.status).join());
        assert.match(refused.headers['retry-after'], /^\d+$/);
        assert.match(refused.headers['content-type'], /^text\/html/);
        assert.match(refused.headers['content-security-policy'], /default-src 'none'/);
        assert.match(words(refused.text), /Too many/);
        assert.equal((await visitor.ask('/login')).status, 200, 'looking at the page is not limited so');
        assert.equal((await new Visitor(hub, { from: '127.0.0.56' }).sign_in(first)).status, 303, 'nor is another address');
    });
    test('of pages for one address: 429 with Retry-After, and others are served', async () => {
        const answers = await Promise.all(Array.from({ length: 120 }, () => get(hub, '/', { from: '127.0.0.57' })));
        const refused = answers.filter((a) => a.status === 429);
        assert.ok(refused.length > 20 && refused.length < 100, `${refused.length} of 120`);
        assert.match(refused[0].headers['retry-after'], /^\d+$/);
        assert.equal((await get(hub, '/', { from: '127.0.0.58' })).status, 200);
    });
});

test('case 17: a body that stops is given up after 60 s', { timeout: 90000 }, async () => {
    const { text, status, took } = await stalled;
    assert.ok(took < 75000, 'it was never given up');
    assert.ok(text === '' || status === 408, text);
    await until(() => hub.log('access.log').includes('"status":408'));
});

describe('settings', () => {
    test('NOPANIC_AUTH=basic: strangers meet the question of the browser', { timeout: 60000 }, async () => {
        hub.configure({ NOPANIC_AUTH: 'basic', NOPANIC_PAGES_RATE: 0 });
        for (const path of ['/', '/r/OWNER/NAME', '/account', '/nowhere']) {
            const answer = await get(hub, path);
            assert.equal(answer.status, 401, path);
            assert.match(answer.headers['www-authenticate'], /^Basic realm="nopanic"/);
            assert.equal(answer.headers.location, undefined);
        }
        assert.equal((await get(hub, '/r/OWNER/NAME', { as: first })).status, 200);
        assert.equal((await get(hub, '/account', { as: first })).status, 200);
        assert.equal((await get(hub, '/healthz')).status, 200);
        assert.equal((await get(hub, '/push.sh')).status, 200);
        assert.equal((await ingest(hub, 'x', {}, 'x')).headers['www-authenticate'].split(' ')[0], 'Bearer');
        hub.configure({ NOPANIC_AUTH: 'session' });
        assert.equal((await get(hub, '/')).status, 200);
    });
    test('with TLS: version 1.2 on, Strict-Transport-Security everywhere, __Host- cookies', { timeout: 60000 }, async () => {
        const [certificate, key] = ['cert.pem', 'key.pem'].map((name) => join(hub.state, name));
        execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-keyout', join(work, 'k'), '-out', join(work, 'c')], { stdio: 'ignore' });
        for (const [from, to] of [['c', certificate], ['k', key]]) {
            copyFileSync(join(work, from), to);
            const { uid, gid } = statSync(hub.state);
            chownSync(to, uid, gid);
        }
        hub.configure({ NOPANIC_TLS_CERTIFICATE: certificate, NOPANIC_TLS_KEY: key });
        const curl = (...options) => execFileSync('curl', ['-sk', '-i', '--noproxy', '*', ...options], { encoding: 'utf8' });
        const address = `https://localhost:${hub.port}`;
        assert.equal(hub.setting('NOPANIC_URL'), address);
        // ASVS 3.4.1: whatever is answered, by whomever.
        const big = join(work, 'big');
        writeFileSync(big, Buffer.alloc(1100000));
        hub.control('stop', 'run');
        const answers = [[200, '/'], [200, '/static/nopanic.css'], [200, '/healthz'], [303, '/account'], [401, '/account', '-H', 'Accept: application/json'], [401, '/', '-u', 'x:y'], [403, '/login', '-d', 'user=x'],
                         [404, '/nowhere'], [404, '/static/no'], [400, '/%00'], [400, '/?page=x'], [405, '/', '-X', 'DELETE'], [401, '/ingest', '-d', 'x'], [413, '/login', '--data-binary', `@${big}`], [414, `/?q=${'x'.repeat(9000)}`], [503, '/run/1']];
        for (const [status, path, ...options] of answers) {
            const answer = curl(...options, `${address}${path}`);
            assert.match(answer, new RegExp(`^HTTP/[\\d.]+ ${status}\\b`, 'm'), path);
            assert.match(answer, /^strict-transport-security: max-age=(31536\d{3}|\d{9,}); includeSubDomains\r$/im, `${status} ${path.slice(0, 40)}`);
        }
        hub.control('start', 'run');
        const plain = curl(`http://localhost:${hub.port}/login`);
        assert.match(plain, /^HTTP\/1.1 301 /);
        assert.match(plain, new RegExp(`^location: ${address}/login\r$`, 'im'));
        assert.doesNotMatch(plain, /nginx\/\d/);
        const jar = join(work, 'jar');
        const csrf = /name="csrf" value="([^"]*)"/.exec(curl('-c', jar, `${address}/login`))[1];
        const answer = curl('-b', jar, '-c', jar, '--data-urlencode', `csrf=${csrf}`, '--data-urlencode', `user=${first.name}`, '--data-urlencode', `password=${first.password}`, `${address}/login`);
        assert.match(answer, /^HTTP\/[\d.]+ 303/);
        for (const [, cookie] of answer.matchAll(/^set-cookie: (.*)\r$/gim)) assert.match(cookie, /^__Host-[^=]+=.*; Path=\/.*; HttpOnly; SameSite=(Lax|Strict); Secure$/i);
        assert.match(curl('-b', jar, `${address}/account`), /^HTTP\/[\d.]+ 200/);
        for (const version of ['1.0', '1.1'])
            assert.throws(() => curl('--tls-max', version, '--ciphers', 'DEFAULT:@SECLEVEL=0', `${address}/`), `TLS ${version}`);
        curl('--tls-max', '1.2', `${address}/`);
    });
});
