// The pages in a real browser: fit for everybody, light and dark, wide and narrow; nothing that the
// content security policy has to stop; keys; and all of it without JavaScript.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assert_fit, open_browser, open_page, overflow, shoot, sign_in } from './browser.mjs';
import { ingest, ingest_form, words } from './client.mjs';
import { shared_hub } from './hub.mjs';
import { add_account, asan_log, commit, fresh, go_clean_log, go_log, grant, new_token } from './scene.mjs';

const hub = await shared_hub();
const browser = await open_browser();
const root = add_account(hub, { admin: true }), reader = add_account(hub);
const token = new_token(hub, '--all');
const owner = fresh('look');
const names = Object.fromEntries(['vault', 'ini', 'calm', 'broken', 'xss'].map((name) => [name, `${owner}/${name}`]));
for (const name of Object.values(names)) { hub.nopanic(['repo', 'add', name]); grant(hub, reader, name, 'read'); }

async function post(repo, fields, log, input) {
    const parts = [['repo', repo], ...Object.entries({ commit: commit(7), branch: 'main', ...fields }), ['log', log, 'log']];
    const answer = await ingest_form(hub, token, input ? [...parts, ['crasher', ...input]] : parts);
    assert.ok(answer.status < 300, answer.text);
    return answer.json();
}
const SYMBOL = `very::long::${'namespace_of_templates<std::vector<std::pair<int, char>>>::'.repeat(4)}run`;
const go = await post(names.vault, { package: 'codec' }, go_log(), ['[]byte("0")\n', '8727b16d337d7b81'].map((v, i) => (i ? v : `go test fuzz v1\n${v}`)));
await post(names.vault, { package: 'codec' }, go_log({ target: 'FuzzDecodeText', execs: 7 }));
const deep = ['take', 'Split', 'parse', 'walk', 'read'];
const alike = await post(names.vault, { package: 'codec' }, go_log({ functions: deep }), ['go test fuzz v1\n[]byte("<b>\\x00\\xff and a value that is longer than its line")\nint64(-3)\nrune(\'é\')\n', '8727b16d337d7b81']);
await post(names.vault, { package: 'codec' }, go_log({ functions: ['other', ...deep.slice(1)] }));
for (let i = 0; i < 12; i++) await post(names.vault, { package: `helper/p${i}` }, go_log({ package: `helper/p${i}`, functions: [`f${i}`], file: `f${i}.go` }));
await post(names.vault, { package: 'pathutil' }, go_clean_log());
await post(names.vault, { package: 'stopped' }, 'testing: will not fuzz, -fuzz matches more than one fuzz test: [FuzzA FuzzB]\nFAIL\nexit status 1\nFAIL\texample.com/vault/stopped\t0.01s\n');
const asan = await post(names.ini, { package: '.', target: 'fuzz_read' }, asan_log(), [Buffer.from([...Array(64).keys()]), 'crash-c457ffb4670910d6b6d21dcca2487580330d4bdc']);
const long = await post(names.ini, { package: `third_party/${'deep/'.repeat(30)}lib`, target: `Fuzz${'Long'.repeat(40)}` }, asan_log({ functions: [SYMBOL], file: `src/${'deep/'.repeat(30)}x.cc` }));
const odd = await post(names.ini, { package: 'odd', target: 'frob' }, `${'x'.repeat(900)}\nFATAL: gave up\nAborted\n`);
const weak_input = '79e9108ea9d095db329c7e8f7b4058f05ed9c42258bcb0880a9cf783a345ed2e';
const weak = await post(names.vault, { package: 'died' }, `--- FAIL: FuzzExit (0.03s)\n    fuzzing process hung or terminated unexpectedly: exit status 3\n    Failing input written to testdata/fuzz/FuzzExit/${weak_input}\nFAIL\nexit status 1\nFAIL\texample.com/vault/died\t0.038s\n`, ['go test fuzz v1\nint(3)\n', weak_input]);
await post(names.vault, { package: 'died' }, `--- PASS: FuzzExit (0.00s)\n    --- PASS: FuzzExit/${weak_input} (0.00s)\nPASS\nok  \texample.com/vault/died\t0.002s\n`);
await post(names.calm, { package: 'pathutil' }, go_clean_log());
await post(names.broken, { package: 'codec' }, '# example.com/vault/codec\n./codec.go:9:2: undefined: x\nFAIL\texample.com/vault/codec [build failed]\n');
hub.psql("INSERT INTO mail (recipient, subject, text, state, attempts, answer) VALUES ('bob@example.org', 'Reset your password', 'x', 'dead', 34, '550 5.1.1 no such user here')");
hub.roll();
const crasher_of = (answer) => answer.results[0].crashers[0].id;

const page = await open_page(hub, browser, { as: root });

describe('is fit for everybody', () => {
    const paths = {
        'index': `/?q=${owner}`, 'index-none': '/?q=nothing-of-this-name', 'detail': `/r/${names.vault}`, 'detail-crashers': `/r/${names.vault}/crashers`, 'detail-runs': `/r/${names.vault}/runs`,
        'detail-settings': `/r/${names.vault}/settings`, 'detail-clean': `/r/${names.calm}`, 'detail-broken': `/r/${names.broken}`, 'detail-empty': `/r/${names.xss}`, 'detail-long': `/r/${names.ini}`, 'crasher-go': `/c/${crasher_of(go)}`,
        'crasher-alike': `/c/${crasher_of(alike)}`, 'crasher-weak': `/c/${crasher_of(weak)}`, 'crasher-asan': `/c/${crasher_of(asan)}`, 'crasher-long': `/c/${crasher_of(long)}`, 'crasher-unparsed': `/c/${crasher_of(odd)}`, 'crasher-crashes': `/c/${crasher_of(go)}/crashes`,
        'run': `/run/${go.run.id}`, 'run-asan': `/run/${asan.run.id}`, 'account': '/account', 'account-email': '/account/email', 'account-two-factor': '/account/two-factor', 'login': '/login', 'reset': '/reset', 'reset-new': '/reset/new', 'signup': '/signup', 'signup-new': '/signup/new', 'confirm': '/account?confirm=1', 'admin': '/admin', 'admin-invitations': '/admin/invitations', 'admin-mails': '/admin/mails', 'admin-deliveries': '/admin/deliveries', 'admin-settings': '/admin/settings', 'admin-tokens': '/admin/tokens', 'admin-repositories': '/admin/repositories',
        'error-404': '/nowhere', 'error-400': '/?page=x' };
    for (const [name, path] of Object.entries(paths))
        test(name, { timeout: 60000 }, async () => {
            page.complaints.length = 0;
            await page.goto(path);
            // A page that says 404 or 400 is one console message of the browser itself.
            page.complaints = page.complaints.filter((c) => !(name.startsWith('error') && /Failed to load resource.*status of 40[04]/.test(c)));
            await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
            await assert_fit(page, name);
        });
    test('a new token, shown', async () => {
        await page.goto('/admin/tokens');
        await page.fill('[name="name"]', fresh('shown'));
        await page.getByRole('button', { name: 'Create token' }).click();
        await page.getByText('Shown once').waitFor();
        await assert_fit(page, 'admin-token-made');
    });
    test('rules that are tried, and rules that are wrong', async () => {
        const settings = `/r/${names.vault}/settings`;
        await page.goto(settings);
        await page.fill('[name="depth"]', '1');
        await page.fill('[name="rules"]', 'not ours ^example\\.com/vault/codec\\.(take|other)$');
        await page.getByRole('button', { name: 'Preview' }).click();
        await page.getByText('What would move').waitFor();
        await assert_fit(page, 'detail-settings-preview');
        await page.fill('[name="rules"]', 'nonsense');
        await page.getByRole('button', { name: 'Save' }).click();
        await page.locator('[name="rules"][aria-invalid="true"]:focus').waitFor();
        page.complaints = page.complaints.filter((c) => !/status of 422/.test(c));
        await assert_fit(page, 'detail-settings-refused');
    });
    test('a refused login, and the login page of a stranger', async () => {
        const stranger = await open_page(hub, browser);
        await stranger.goto('/login');
        await assert_fit(stranger, 'login');
        await stranger.fill('[name="user"]', root.name);
        await stranger.fill('[name="password"]', 'wrong wrong wrong');
        await stranger.click('main button.primary');
        await stranger.getByRole('alert').waitFor();
        stranger.complaints = stranger.complaints.filter((c) => !/status of 401/.test(c));
        await assert_fit(stranger, 'login-refused');
    });
});

describe('without JavaScript', () => {
    test('everything is there: signing in, lists, filters, folded parts, downloads, signing out', async () => {
        const plain = await open_page(hub, browser, { javaScriptEnabled: false });
        await sign_in(plain, reader);
        await plain.goto('/');
        await plain.fill('[name="q"]', owner);
        await plain.press('[name="q"]', 'Enter');
        await plain.waitForURL('**/?q=*');
        assert.match(words(await plain.content()), /Fuzz packages: 16 Crashers found in \d+ packages/);
        await plain.click(`a[href="/r/${names.vault}"]`);
        await plain.getByRole('link', { name: /^Crashers/ }).first().click();
        await plain.waitForURL('**/crashers*');
        await plain.goto(`/c/${crasher_of(go)}`);
        const folded = plain.locator('details').first();
        assert.equal(await folded.evaluate((d) => d.open), false);
        await folded.locator('summary').click();
        assert.equal(await folded.evaluate((d) => d.open), true);
        assert.ok(await plain.getByText('codec.go:71').first().isVisible());
        const [download] = await Promise.all([plain.waitForEvent('download'), plain.locator(`a[href^="/c/${crasher_of(go)}/input"]`).first().click()]);
        assert.match(download.suggestedFilename(), /^[\w.-]+$/);
        await plain.getByRole('button', { name: 'Sign out' }).click();
        await plain.getByText('You are signed out').waitFor();
        assert.deepEqual(plain.complaints, []);
    });
    test('no control is shown that would do nothing', async () => {
        const plain = await open_page(hub, browser, { javaScriptEnabled: false, as: reader });
        for (const path of ['/', `/r/${names.vault}`, `/c/${crasher_of(go)}`, `/run/${go.run.id}`]) {
            await plain.goto(path);
            assert.equal(await plain.locator('button[type="button"]:visible').count(), 0, path);
        }
    });
});

describe('with the keyboard', () => {
    test('the first Tab is a way past the navigation, and every stop can be seen', async () => {
        await page.goto(`/?q=${owner}`);
        await page.keyboard.press('Tab');
        const skip = page.locator(':focus');
        assert.equal(await skip.getAttribute('href'), '#main');
        assert.ok((await skip.boundingBox()).y >= 0);
        for (let i = 0; i < 12; i++) {
            await page.keyboard.press('Tab');
            const seen = await page.evaluate(() => {
                const style = getComputedStyle(document.activeElement);
                return document.activeElement === document.body || style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none';
            });
            assert.ok(seen, `stop ${i} shows nothing: ${await page.evaluate(() => document.activeElement.outerHTML.slice(0, 120))}`);
        }
    });
    test('/ searches, j and k walk the rows, Enter opens, ? helps', async () => {
        await page.goto(`/?q=${owner}`);
        await page.keyboard.press('/');
        assert.equal(await page.evaluate(() => document.activeElement.name), 'q');
        await page.keyboard.press('Escape');
        await page.evaluate(() => document.activeElement.blur());
        await page.keyboard.press('j');
        const first = await page.evaluate(() => document.activeElement.getAttribute('href'));
        await page.keyboard.press('j');
        assert.notEqual(await page.evaluate(() => document.activeElement.getAttribute('href')), first);
        await page.keyboard.press('k');
        assert.equal(await page.evaluate(() => document.activeElement.getAttribute('href')), first);
        await Promise.all([page.waitForURL(`**${first}`), page.keyboard.press('Enter')]);
        await page.keyboard.press('?');
        assert.ok(await page.getByText(/Search|Find/).first().isVisible());
        assert.ok(await page.locator('dialog[open], [role="dialog"]').count() > 0);
        await page.keyboard.press('Escape');
    });
    test('keys typed into a field are text', async () => {
        await page.goto(`/?q=${owner}`);
        const address = page.url();
        await page.fill('[name="q"]', '');
        await page.type('[name="q"]', 'jk/?g');
        assert.equal(await page.inputValue('[name="q"]'), 'jk/?g');
        assert.equal(page.url(), address);
    });
});

describe('with JavaScript', () => {
    test('the filter narrows the list while typing', async () => {
        await page.goto(`/?q=${owner}`);
        const rows = page.locator('tbody tr:visible');
        const all = await rows.count();
        await page.fill('[name="q"]', names.calm);
        assert.equal(await rows.count(), 1);
        await page.fill('[name="q"]', '');
        assert.equal(await rows.count(), all);
    });
    test('the theme switches at once, and is kept', async () => {
        const own = await open_page(hub, browser, { as: reader, colorScheme: 'light' });
        await own.goto('/');
        const background = () => own.evaluate(() => getComputedStyle(document.body).backgroundColor);
        const light = await background();
        await own.click('[data-theme-toggle]');
        assert.notEqual(await background(), light);
        const dark = await background();
        await own.reload();
        assert.equal(await background(), dark);
        assert.deepEqual(own.complaints, []);
    });
});

describe('crash text', () => {
    const attacks = ['<script>window.__xss = 1</script>', '"\'><img src=x onerror="window.__xss = 1">', '<svg/onload=window.__xss=1>', '</pre></code><script>window.__xss=1</script>', 'javascript:window.__xss=1', '{{7*7}}${7*7}', '\u2028window.__xss=1'];
    test('is shown and never run, on any page', { timeout: 60000 }, async () => {
        const paths = new Set(['/', `/r/${names.xss}`, `/r/${names.xss}/crashers`, `/r/${names.xss}/runs`]);
        for (const attack of attacks) {
            const log = go_log({ message: attack, functions: [`f${attack}`], file: `${attack}.go`, target: 'FuzzX' });
            for (const fields of [{ package: attack, target: attack, branch: attack, origin: attack.slice(0, 60), link: attack }, { branch: attack }, {}]) {
                const taken = await ingest(hub, token, { repo: names.xss, run: fresh('r'), ...fields }, log);
                if (taken.status === 422 && Object.keys(fields).length) continue;
                assert.ok(taken.status < 300, taken.text);
                const { run, results } = taken.json();
                paths.add(`/run/${run.id}`);
                for (const result of results) for (const { id } of result.crashers) { paths.add(`/c/${id}`); paths.add(`/c/${id}/crashes`); }
            }
        }
        page.complaints.length = 0;
        let seen = 0;
        for (const path of paths) {
            await page.goto(path);
            await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
            assert.equal(await page.evaluate(() => window.__xss), undefined, path);
            if ((await page.locator('main').innerText()).includes('window.__xss = 1')) seen++;
        }
        assert.ok(seen >= 4, `the text was shown on ${seen} pages`);
        assert.deepEqual(page.complaints, []);
        await shoot(page, 'xss');
    });
    test('that is as wide as a screen does not widen the page', async () => {
        await page.setViewportSize({ width: 320, height: 800 });
        for (const path of [`/c/${crasher_of(long)}`, `/r/${names.ini}`, `/r/${names.ini}/crashers`, `/run/${long.run.id}`, `/c/${crasher_of(odd)}`]) {
            await page.goto(path);
            await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
            assert.equal(await overflow(page), '', path);
        }
    });
});
