// What a mail was brought by is ended from the mail, without a login: by its program, in one POST (RFC 8058),
// and by a person, on a page with one button.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { assert_fit, open_browser, open_page } from './browser.mjs';
import { get, request, words } from './client.mjs';
import { shared_hub } from './hub.mjs';
import { add_account, add_repo, grant } from './scene.mjs';
import { star, unsubscribe_key } from './unsubscribe.mjs';

const hub = await shared_hub();
const account = add_account(hub), other = add_account(hub), repo = add_repo(hub, 'stop');
for (const who of [account, other]) grant(hub, who, repo, 'read');
const left = (its) => hub.value(`(SELECT count(*) FROM subscription WHERE id = ${its.subscription})`);

const ONE_CLICK = { method: 'POST', body: 'List-Unsubscribe=One-Click', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } };
const one_click = (path, headers = {}) => request(hub, path, { ...ONE_CLICK, headers: { ...ONE_CLICK.headers, ...headers } });

describe('RFC 8058', () => {
    test('one POST of a mail program ends it, without cookies, and once more does no harm', async () => {
        const its = star(hub, account.name, repo), stays = star(hub, other.name, repo);
        for (let i = 0; i < 2; i++) {
            const answer = await one_click(its.path, { Origin: 'https://mail.example', 'Sec-Fetch-Site': 'cross-site' });
            assert.equal(answer.status, 200, answer.text);
            assert.equal(answer.headers['set-cookie'], undefined);
            assert.equal(left(its), 0);
        }
        assert.equal(left(stays), 1);
    });
    test('its fields may come as multipart, too', async () => {
        const its = star(hub, account.name, repo);
        const body = '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n';
        assert.equal((await request(hub, its.path, { method: 'POST', body, headers: { 'Content-Type': 'multipart/form-data; boundary=x' } })).status, 200);
        assert.equal(left(its), 0);
    });
    test('looking at the link ends nothing', async () => {
        const its = star(hub, account.name, repo);
        for (const method of ['GET', 'HEAD']) assert.equal((await request(hub, its.path, { method })).status, 200);
        assert.equal(left(its), 1);
        await one_click(its.path);
    });
    test('a key that is none of ours is as absent as any page', async () => {
        const its = star(hub, account.name, repo), wrong = its.path.slice(0, -1) + (its.path.endsWith('A') ? 'B' : 'A');
        for (const path of [wrong, '/unsubscribe?key=x', '/unsubscribe', `/unsubscribe?key=${its.subscription}.${its.account}.`]) {
            assert.equal((await get(hub, path)).status, 404, path);
            assert.equal((await one_click(path)).status, 404, path);
        }
        assert.equal(left(its), 1);
        await one_click(its.path);
    });
    test('who may not come in any more has nothing to end', async () => {
        const gone = add_account(hub), its = star(hub, gone.name, repo);
        hub.psql(`UPDATE account SET disabled_at = now() WHERE name = '${gone.name}'`);
        assert.equal((await one_click(its.path)).status, 404);
    });
    test('the key is in no log, and no other page learns of it', async () => {
        const its = star(hub, account.name, repo), answer = await get(hub, its.path), key = its.path.split('=')[1];
        assert.equal(answer.headers['referrer-policy'], 'no-referrer');
        await one_click(its.path);
        await sleep(1500); // the log is written once a second
        const logs = ['access.log', 'notify.log', 'nginx.log', 'postgres.log'].map((file) => hub.log(file)).join('');
        assert.match(logs, /unsubscribe/);
        assert.ok(!logs.includes(key.split('.')[2]));
    });
});

describe('a person', () => {
    test('sees what it is, presses one button, and is told', async () => {
        const its = star(hub, account.name, repo), browser = await open_browser();
        const page = await open_page(hub, browser);
        await page.goto(hub.url + its.path);
        assert.match(await page.textContent('main'), new RegExp(`You are told of what happens in ${repo}`));
        assert.doesNotMatch(await page.content(), new RegExp(account.name));
        await page.click('main button');
        await page.waitForSelector('h1:has-text("No more of these")');
        assert.match(await page.textContent('main'), new RegExp(`not told any more of what happens in ${repo}`));
        assert.equal(left(its), 0);
        await browser.close();
    });
    test('is told the same as JSON', async () => {
        const its = star(hub, account.name, repo), json = { Accept: 'application/json' };
        const shown = { subscription_repository: repo, pattern: null, crasher_id: null, crasher_title: null, also: [] };
        assert.deepEqual((await get(hub, its.path, { json: true })).json(), { ...shown, ended: false });
        assert.deepEqual((await one_click(its.path, json)).json(), { ...shown, ended: true });
        assert.deepEqual((await get(hub, its.path, { json: true })).json(), { ...shown, subscription_repository: null, ended: true });
    });
    test('is shown what else brings the same, and ends all of it by one button', async () => {
        const its = star(hub, account.name, repo), subscribe = (what, values) => hub.psql(`INSERT INTO subscription (account, ${what}) VALUES (${its.account}, ${values})`);
        const [owner] = repo.split('/'), left_of = () => hub.value(`(SELECT count(*) FROM subscription WHERE account = ${its.account})`);
        subscribe('repo_pattern', `'${owner}/*'`);
        subscribe('repo_pattern', "'nobody/else'");
        subscribe('repo_pattern, kinds', "'*/st*', '{run_missing}'");
        subscribe('repo_pattern, made_by', `'*/stop', ${its.account}`);
        const browser = await open_browser(), page = await open_page(hub, browser);
        await page.goto(hub.url + its.path);
        assert.match(words(await page.content()), new RegExp(`What still tells you of it All that is called ${owner}/\\* All that is called \\*/stop ?, by a rule of administrators End all of them`));
        await page.click('main button:has-text("Tell me no more")');
        await page.waitForSelector('h1:has-text("No more of these")');
        assert.equal(left(its), 0);
        assert.match(words(await page.content()), /by this subscription\. What still tells you of it .* End these, too/);
        await assert_fit(page, 'unsubscribe-also');
        await page.click('main button:has-text("End these, too")');
        await page.waitForSelector('h1:has-text("No more of these")');
        assert.match(words(await page.content()), /You are not told any more/);
        assert.doesNotMatch(words(await page.content()), /What still tells/);
        await page.goto(hub.url + its.path);
        assert.match(words(await page.content()), /This subscription has ended; others may still tell you of the same/);
        assert.equal(left_of(), 3, 'the rule stays for others');
        assert.deepEqual(hub.rows(`SELECT count(*)::int AS n FROM subscription_left WHERE account = ${its.account}`), [{ n: 1 }]);
        await browser.close();
        hub.psql(`DELETE FROM subscription WHERE account = ${its.account}`);
    });
    test('ends nothing of anybody else, and nothing that is mandatory, by keys beside', async () => {
        hub.psql(`DELETE FROM subscription WHERE account = (SELECT id FROM account WHERE name = '${other.name}')`);
        const its = star(hub, account.name, repo), stays = star(hub, other.name, repo);
        hub.psql(`INSERT INTO subscription (account, repo_pattern, made_by, mandatory) VALUES (${its.account}, '*/stop', ${its.account}, true)`);
        const rule = hub.value(`(SELECT max(id) FROM subscription WHERE account = ${its.account})`), also = [stays.path.split('=')[1], unsubscribe_key(hub, rule, its.account), 'x', ''].join(' ');
        const answer = await request(hub, its.path, { ...ONE_CLICK, body: new URLSearchParams({ also }).toString(), headers: { ...ONE_CLICK.headers, Accept: 'application/json' } });
        assert.equal(answer.status, 200, answer.text);
        assert.equal(left(stays), 1);
        assert.equal(hub.value(`(SELECT count(*) FROM subscription_left WHERE subscription = ${rule})`), 0);
        hub.psql(`DELETE FROM subscription WHERE account = ${its.account}`);
    });
    test('may not leave what is mandatory', async () => {
        const its = star(hub, account.name, repo);
        hub.psql(`UPDATE subscription SET mandatory = true, made_by = ${its.account} WHERE id = ${its.subscription}`);
        assert.equal((await one_click(its.path)).status, 409);
        hub.psql(`DELETE FROM subscription WHERE id = ${its.subscription}`);
    });
});
