// Groups, grants and who may what: the pages that change them, the operator's command, seeing as.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assert_fit, open_browser, open_page } from './browser.mjs';
import { get, ingest, unescape_html, Visitor, words } from './client.mjs';
import { shared_hub } from './hub.mjs';
import { add_account, add_repo, fresh, go_log, new_token, pushable } from './scene.mjs';

const hub = await shared_hub();
const root = add_account(hub, { admin: true }), alice = add_account(hub), bob = add_account(hub), carol = add_account(hub);
const owner = fresh('acme');
const vault = `${owner}/vault`, lib = `${owner}/lib-xor`;
for (const name of [vault, lib]) hub.nopanic(['repo', 'add', name]);
const token = new_token(hub, '--repo', vault);
const posted = await ingest(hub, token, { repo: vault, package: 'codec' }, go_log());
assert.equal(posted.status, 201, posted.text);
const crasher = posted.json().results[0].crashers[0].id;
const team = fresh('team'), other_team = fresh('others');

const sees = async (account, name = vault) => (await get(hub, `/r/${name}`, { as: account })).status === 200;
const audited = (action, object) => hub.value(`(SELECT count(*) FROM audit WHERE action = '${action}' AND object = '${object}')`);
async function visitor(account) {
    const it = new Visitor(hub);
    await it.sign_in(account);
    return it;
}
const admin = await visitor(root);
// Posts a form as the page at `from` would, its hidden csrf field taken from there.
async function send(who, path, fields, from = path) {
    const page = await who.ask(from);
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    return who.post(path, { csrf, ...fields });
}
const group_id = (name) => hub.value(`(SELECT id FROM account_group WHERE name = '${name}')`);
const refuse = (words, said) => {
    try {
        hub.nopanic(words);
    } catch (error) {
        assert.match(error.stderr, said, words.join(' '));
        return error.status;
    }
    throw new Error(`taken: ${words.join(' ')}`);
};

describe('the operator\'s command', () => {
    test('makes groups, takes in members and grants roles; what it gives ends within a second', async () => {
        hub.nopanic(['group', 'add', team]);
        hub.nopanic(['group', 'add', other_team]);
        hub.nopanic(['group', 'join', team, alice.name]);
        hub.nopanic(['grant', 'set', 'read', '--group', team, `${owner}/*`]);
        assert.deepEqual([await sees(alice), await sees(alice, lib), await sees(bob)], [true, true, false]);
        assert.match(hub.nopanic(['grant', 'list', '--repo', vault]), new RegExp(`read +by group ${team} through ${owner}/\\*`));
        assert.match(hub.nopanic(['grant', 'list', '--account', alice.name]), new RegExp(`read +${vault} by group ${team} through ${owner}/\\*`));
        assert.match(hub.nopanic(['grant', 'list', '--group', team]), new RegExp(`read +${owner}/\\*`));
        assert.match(hub.nopanic(['grant', 'list']), new RegExp(`read +group +${team} +${owner}/\\*`));
        assert.match(hub.nopanic(['group', 'show', team]), new RegExp(`member +${alice.name}\nread +${owner}/\\*`));
        assert.match(hub.nopanic(['group', 'list', team]), new RegExp(`^${team} +1 members +1 grants`));
        hub.nopanic(['group', 'leave', team, alice.name]);
        assert.equal(await sees(alice), false);
        hub.nopanic(['group', 'join', team, alice.name, '--manager']);
        assert.equal(await sees(alice), true);
        hub.nopanic(['grant', 'remove', '--group', team, `${owner}/*`]);
        assert.equal(await sees(alice), false);
        assert.equal(audited('grant.remove', `${owner}/*: group ${team}, none, was read`), 1);
    });
    test('renames, opens, closes and removes a repository', async () => {
        const name = add_repo(hub, 'short'), other = `${name}-lived`;
        hub.nopanic(['repo', 'rename', name, other]);
        hub.nopanic(['repo', 'public', other]);
        assert.deepEqual([(await get(hub, `/r/${name}`)).status, (await get(hub, `/r/${other}`)).status], [404, 200]);
        assert.match(hub.nopanic(['repo', 'list', other]), new RegExp(`^${other} +public`));
        hub.nopanic(['repo', 'private', other]);
        assert.equal((await get(hub, `/r/${other}`)).status, 404);
        assert.equal(refuse(['repo', 'remove', other], /say --yes/), 2);
        hub.nopanic(['repo', 'remove', other, '--yes']);
        assert.equal((await get(hub, `/r/${other}`, { as: root })).status, 404);
        assert.equal(refuse(['repo', 'remove', other, '--yes'], /there is no repository/), 1);
    });
    test('says what is wrong', () => {
        refuse(['group', 'add', team], /there is a group .* already/);
        refuse(['group', 'add', ''], /name/);
        refuse(['group', 'join', 'nobody', alice.name], /there is no group "nobody"/);
        refuse(['group', 'join', team, 'nobody'], /there is no account "nobody"/);
        refuse(['group', 'leave', team, bob.name], /is no member/);
        refuse(['grant', 'set', 'read', vault], /one of --group and --account is needed/);
        refuse(['grant', 'set', 'write', '--group', team, vault], /role/);
        refuse(['grant', 'set', 'none', '--group', team, vault], /grant remove ends a grant/);
        refuse(['grant', 'set', 'read', '--group', team, 'no/where'], /there is no repository "no\/where"/);
        refuse(['grant', 'set', 'read', '--group', team, 'a**/b'], /one \* in each part/);
        refuse(['grant', 'remove', '--group', team, vault], /nothing is granted/);
        refuse(['repo', 'rename', vault, lib], /there is a repository .* already/);
        refuse(['repo', 'rename', vault, 'x'], /OWNER\/NAME/);
        for (const what of ['group add', 'group show', 'grant set', 'grant list', 'repo rename', 'repo remove'])
            assert.match(hub.nopanic([...what.split(' '), '--help']), new RegExp(`^usage: nopanic ${what}`));
        assert.match(hub.nopanic(['help']), /^ {2}nopanic token create /m);
    });
});

describe('groups', () => {
    test('are made, renamed and removed by administrators', async () => {
        const name = fresh('squad');
        const made = await send(admin, '/admin/groups', { name });
        assert.equal(made.status, 303);
        const path = made.headers.location;
        assert.equal((await send(admin, '/admin/groups', { name: name.toUpperCase() })).status, 409);
        assert.equal((await send(admin, path, { do: 'add', account: bob.name.toUpperCase() })).status, 303);
        assert.match(words((await admin.ask(path)).text), new RegExp(`Members 1 .*${bob.name}`));
        assert.equal((await send(admin, path, { do: 'add', account: bob.name })).status, 409);
        assert.equal((await send(admin, path, { do: 'add', account: 'nobody' })).status, 422);
        assert.equal((await send(admin, path, { do: 'rename', name: `${name} 2` })).status, 303);
        assert.equal((await send(admin, path, { do: 'delete' })).status, 422);
        assert.equal((await send(admin, path, { do: 'delete', confirm: 'yes' })).status, 303);
        assert.equal((await admin.ask(path)).status, 404);
        assert.deepEqual([audited('group.add', name), audited('group.rename', `${name}: now ${name} 2`), audited('group.remove', `${name} 2`)], [1, 1, 1]);
    });
    test('a manager sees and changes the own group, and no other; members see none', async () => {
        const manager = await visitor(alice), path = `/admin/groups/${group_id(team)}`, other = `/admin/groups/${group_id(other_team)}`;
        const list = words((await manager.ask('/admin/groups')).text);
        assert.ok(list.includes(team) && !list.includes(other_team) && list.includes('1 in all'));
        assert.equal((await manager.ask(other)).status, 404);
        assert.equal((await send(manager, path, { do: 'add', account: bob.name })).status, 303);
        assert.equal((await send(manager, path, { do: 'add', account: carol.name, manager: 'yes' })).status, 403);
        assert.equal((await send(manager, path, { do: 'manager', account: bob.name })).status, 403);
        assert.equal((await send(manager, path, { do: 'rename', name: 'mine' })).status, 403);
        assert.equal((await send(manager, path, { do: 'delete', confirm: 'yes' })).status, 403);
        assert.equal((await send(manager, other, { do: 'add', account: bob.name }, path)).status, 404);
        for (const hidden of ['/admin', '/admin/accounts', '/admin/access', '/admin/repositories'])
            assert.equal((await manager.ask(hidden)).status, 404, hidden);
        const member = await visitor(bob);
        assert.equal((await member.ask(path)).status, 404);
        assert.equal((await member.ask('/admin/groups')).status, 404);
        assert.equal((await send(manager, path, { do: 'remove', account: bob.name })).status, 303);
    });
});

describe('the matrix', () => {
    const path = `/admin/access?q=${owner}&who=${encodeURIComponent(team)}`;
    test('shows and changes what was granted, and asks where somebody loses', async () => {
        let answer = await send(admin, path, { do: 'save', [`none ${vault} ${team}`]: 'triage', [`none ${lib} ${team}`]: 'none' });
        assert.equal(answer.status, 303);
        assert.equal(answer.headers.location, path);
        assert.equal(await sees(alice), true);
        assert.equal(await sees(alice, lib), false);
        answer = await send(admin, path, { do: 'save', [`triage ${vault} ${team}`]: 'read' });
        assert.equal(answer.status, 409);
        assert.match(words(answer.text), new RegExp(`Change the access\\?.*${vault} ${team} Was triage Will be read`));
        assert.match((await get(hub, `/r/${vault}?format=json`, { as: alice })).text, /"name"/);
        answer = await send(admin, path, { do: 'save', confirm: 'yes', [`triage ${vault} ${team}`]: 'read' });
        assert.equal(answer.status, 303);
        answer = await send(admin, path, { do: 'save', confirm: 'yes', [`triage ${vault} ${team}`]: 'none' });
        assert.equal(answer.status, 409, 'what changed meanwhile is not overwritten');
        assert.equal(await sees(alice), true);
        assert.equal((await send(admin, path, { do: 'save', [`read ${vault} ${team}`]: 'owner' })).status, 422);
    });
    test('grants by pattern, and says through what', async () => {
        assert.equal((await send(admin, path, { do: 'grant', kind: 'group', name: team, object: `${owner}/*`, role: 'triage' })).status, 303);
        const { lines } = (await admin.ask(path, { headers: { Accept: 'application/json' } })).json();
        assert.deepEqual(lines.map((l) => [l.object, l.pattern, l.cells[0].role, l.cells[0].through ?? null]),
            [[`${owner}/*`, true, 'triage', null], [lib, false, 'none', `${owner}/*`], [vault, false, 'read', `${owner}/*`]]);
        const { access } = (await admin.ask(`/admin/accounts/${alice.name}?format=json`)).json();
        assert.deepEqual(access.map((a) => [a.repository, a.role, a.by_group, a.through]), [[lib, 'triage', team, `${owner}/*`], [vault, 'triage', team, `${owner}/*`]]);
        const later = `${owner}/later`;
        hub.nopanic(['repo', 'add', later]);
        assert.equal(await sees(alice, later), true);
        for (const object of ['*', 'a/b/c', `${owner}/**`, 'no/where'])
            assert.equal((await send(admin, path, { do: 'grant', kind: 'group', name: team, object, role: 'read' })).status, 422, object);
    });
});

describe('a form with a wrong value', () => {
    const path_of = (name) => `/admin/groups/${group_id(name)}`;
    // [path, what is sent, the field that is marked, what is said beside it, what else stays as it was]
    const wrong = () => [
        [path_of(team), { do: 'add', account: 'nobody<b>' }, 'account', 'There is no account "nobody<b>".'],
        [path_of(team), { do: 'rename', name: other_team }, 'name', `There is a group "${other_team}" already.`],
        ['/admin/groups', { name: team }, 'name', `There is a group "${team}" already.`],
        [`/admin/accounts/${bob.name}`, { do: 'join', group: 'no such' }, 'group', 'There is no group "no such".'],
        ['/admin/access', { do: 'grant', kind: 'account', name: 'nobody', object: `${owner}/*`, role: 'triage' }, 'name', 'There is no account "nobody".', [`value="${owner}/*"`, 'value="account" selected', 'value="triage" selected']],
        ['/admin/access', { do: 'grant', kind: 'group', name: team, object: `${owner}/**`, role: 'read' }, 'object', 'A pattern has at most', [`value="${team}"`]],
        [`/r/${vault}/access`, { do: 'grant', kind: 'account', name: 'nobody', role: 'admin' }, 'name', 'There is no account "nobody".', ['value="admin" selected']],
        [`/r/${vault}/access`, { do: 'rename', name: 'x' }, 'name', 'OWNER/NAME'],
        [`/r/${vault}/access`, { do: 'remove', confirm: 'x' }, 'confirm', 'To remove it, type the name'],
        ['/admin/repositories', { name: vault, visibility: 'public' }, 'name', 'already', ['value="public" selected']],
        ['/admin/tokens', { do: 'create', name: 'x', scope: 'read', days: '90', repo: 'no/where' }, 'repo', 'There is no repository of this name.', ['value="x"']],
        ['/admin/invitations', { do: 'invite', email: 'nobody' }, 'email', 'must be an address like'],
        ['/account', { do: 'email', current: root.password, email: 'nobody' }, 'email', 'must be an address like'],
    ];
    test('comes back as it was filled in, with the reason beside its field', async () => {
        for (const [path, fields, field, says, stays = []] of wrong()) {
            const what = `${path} ${JSON.stringify(fields)}`, { status, text } = await send(admin, path, fields);
            assert.ok([409, 422].includes(status), `${what}: ${status}`);
            const [marked, id] = /<input [^>]*aria-invalid="true"[^>]*>\s*<span class="err" id="([^"]+)">/.exec(text) ?? [''];
            assert.match(marked, new RegExp(`name="${field}"`), what);
            assert.ok(unescape_html(marked).includes(`value="${fields[field]}"`), `${what}: ${marked}`);
            assert.match(marked, new RegExp(`aria-describedby="([^"]* )?${id}"`), what);
            assert.equal(text.match(/aria-invalid/g).length, 1, what);
            const reason = new RegExp(`id="${id}">(.*?)</span>`, 's').exec(text)[1];
            assert.ok(unescape_html(reason).includes(says), `${what}: ${reason}`);
            for (const part of stays) assert.ok(unescape_html(text).includes(part), `${what} keeps ${part}`);
            const answer = await admin.post(path, { ...fields, csrf: /name="csrf" value="([^"]+)"/.exec(text)[1] }, { headers: { Accept: 'application/json' } });
            assert.deepEqual([answer.status, typeof answer.json().error.message], [status, 'string'], 'programs get the error alone');
        }
    });
    test('that is of no field says so at the top of the page', async () => {
        const { status, text } = await send(admin, path_of(team), { do: 'remove', account: carol.name });
        assert.equal(status, 409);
        assert.match(text, /<div class="flash bad" role="alert"><span>[^<]*is no member/);
        assert.match(words(text), new RegExp(`${team} Made .* Members`));
        assert.match(words((await send(admin, path_of(team), { do: 'frob' })).text), /Do is one of add, remove/);
    });
    test('is told what is wrong with a password, and never shows it', async () => {
        const who = await visitor(add_account(hub));
        const { status, text } = await send(who, '/account', { do: 'password', current: 'not the right one', new: 'new password 77' });
        assert.equal(status, 403);
        assert.match(text, /id="current"[^>]*aria-invalid="true"[^>]*><span class="err" id="current-e">That is not your current password/);
        assert.ok(!text.includes('not the right one') && !text.includes('new password 77'));
    });
});

describe('the access of one repository', () => {
    const path = `/r/${vault}/access`;
    test('is seen and changed by those who administer it', async () => {
        assert.equal((await get(hub, path, { as: alice })).status, 404);
        hub.nopanic(['grant', 'set', 'admin', '--account', carol.name, vault]);
        const it = await visitor(carol);
        assert.match(words((await it.ask(path)).text), new RegExp(`${carol.name} account this repository .*${team} group of 1 member ${owner}/\\* Triage`));
        assert.equal((await send(it, path, { do: 'grant', kind: 'account', name: bob.name, role: 'read' })).status, 303);
        assert.equal(await sees(bob), true);
        assert.equal((await send(it, path, { do: 'grant', kind: 'account', name: bob.name, role: 'none', was: 'triage' })).status, 409);
        assert.equal((await send(it, path, { do: 'grant', kind: 'account', name: bob.name, role: 'none', was: 'read' })).status, 303);
        assert.equal(await sees(bob), false);
        assert.equal((await send(it, path, { do: 'grant', kind: 'account', name: 'nobody', role: 'read' })).status, 422);
        assert.equal((await send(it, `/r/${lib}/access`, { do: 'grant', kind: 'account', name: carol.name, role: 'admin' }, path)).status, 404);
        assert.equal((await send(it, path, { do: 'rename', name: `${owner}/mine` })).status, 403);
        assert.equal((await send(it, path, { do: 'public' })).status, 303);
        assert.equal((await get(hub, `/c/${crasher}`)).status, 200);
        assert.equal((await send(it, path, { do: 'private' })).status, 303);
        assert.equal((await get(hub, `/c/${crasher}`)).status, 404);
    });
    test('a repository is renamed by administrators, and removed by whoever administers it and types its name', async () => {
        const { repo, token: its } = pushable(hub, 'going');
        hub.nopanic(['grant', 'set', 'admin', '--account', carol.name, repo]);
        const other = `${repo}-2`, it = await visitor(carol);
        const { run } = (await ingest(hub, its, { repo, package: 'x' }, go_log())).json();
        assert.equal((await send(admin, `/r/${repo}/access`, { do: 'rename', name: other })).headers.location, `/r/${other}/access`);
        assert.equal((await ingest(hub, its, { repo: other, package: 'x' }, go_log({ functions: ['g'] }))).status, 201);
        assert.equal((await send(it, `/r/${other}/access`, { do: 'remove', confirm: 'yes' })).status, 422);
        assert.equal((await send(it, `/r/${other}/access`, { do: 'remove', confirm: other })).status, 303);
        for (const gone of [`/r/${other}`, `/run/${run.id}`]) assert.equal((await get(hub, gone, { as: root })).status, 404, gone);
        assert.equal((await ingest(hub, its, { repo: other, package: 'x' }, go_log())).status, 403);
        assert.ok(!(await get(hub, `/?q=${other}&format=json`, { as: root })).text.includes(other));
    });
});

describe('accounts', () => {
    test('7.4.2: a disabled one is out within the second: session, HTTP basic and its own tokens', async () => {
        const dora = add_account(hub, { admin: true }), it = await visitor(dora);
        assert.equal((await it.ask('/admin')).status, 200);
        assert.equal((await get(hub, '/admin', { as: dora })).status, 200);
        const path = `/admin/accounts/${dora.name}`;
        assert.equal((await send(admin, path, { do: 'disable' })).status, 303);
        assert.equal((await it.ask('/admin', { headers: { Accept: 'application/json' } })).status, 401);
        assert.equal((await get(hub, '/', { as: dora })).status, 401);
        assert.match(words((await admin.ask('/admin/accounts?show=closed&q=' + dora.name)).text), new RegExp(`${dora.name} .*Disabled`));
        assert.equal((await send(admin, path, { do: 'enable' })).status, 303);
        assert.equal((await get(hub, '/admin', { as: dora })).status, 200);
        assert.equal((await send(admin, path, { do: 'no_admin' })).status, 303);
        assert.equal((await get(hub, '/admin', { as: dora })).status, 404);
        assert.equal((await send(admin, `/admin/accounts/${root.name}`, { do: 'disable' })).status, 409);
        assert.deepEqual(['account.disable', 'account.enable', 'account.no_admin'].map((action) => audited(action, dora.name)), [1, 1, 1]);
    });
    test('ASVS 7.4.5: an administrator ends the sessions of another', async () => {
        const it = await visitor(bob);
        assert.equal((await it.ask('/account')).status, 200);
        assert.equal((await send(admin, `/admin/accounts/${bob.name}`, { do: 'sign_out' })).status, 303);
        assert.equal((await it.ask('/account')).status, 303);
    });
    test('8.2.3: e-mail addresses of others are for administrators', async () => {
        assert.ok((await admin.ask('/admin/accounts?q=' + bob.name)).text.includes(`${bob.name}@example.com`));
        for (const path of ['/admin/accounts', `/admin/accounts/${bob.name}`, `/admin/groups/${group_id(team)}`, `/r/${vault}/access`])
            assert.ok(!(await get(hub, path, { as: carol })).text.includes('@example.com'), path);
    });
});

describe('seeing as another', () => {
    test('shows what that account sees, changes nothing, and is audited', async () => {
        const it = await visitor(root);
        assert.equal((await it.ask(`/r/${vault}`)).status, 200);
        assert.equal((await send(it, '/admin/see-as', { account: bob.name }, `/admin/accounts/${bob.name}`)).status, 303);
        const page = await it.ask('/');
        assert.match(words(page.text), new RegExp(`You see what ${bob.name} sees, and can change nothing\\. Back to ${root.name}`));
        assert.equal((await it.ask(`/r/${vault}`)).status, 404);
        assert.equal((await it.ask('/admin')).status, 404);
        for (const [path, fields] of [['/admin/groups', { name: fresh('no') }], [`/r/${vault}/access`, { do: 'public' }], ['/', {}], ['/account', { do: 'end_others' }], [`/admin/accounts/${bob.name}`, { do: 'admin' }]])
            assert.equal((await send(it, path, fields, '/')).status, 403, path);
        assert.equal(hub.value(`(SELECT visited_at FROM account WHERE name = '${bob.name}')`), null);
        assert.equal((await send(it, '/admin/see-as', {}, '/')).status, 303);
        assert.equal((await it.ask(`/r/${vault}`)).status, 200);
        assert.deepEqual([audited('account.see_as', bob.name), audited('account.see_as_end', root.name)], [1, 1]);
    });
    test('is of the own session, of administrators, and cannot be made up', async () => {
        const it = await visitor(root), other = await visitor(root), plain = await visitor(carol);
        await send(it, '/admin/see-as', { account: bob.name }, `/admin/accounts/${bob.name}`);
        const cookie = it.cookies.get('seeing');
        for (const stranger of [other, plain]) {
            stranger.cookies.set('seeing', cookie);
            assert.ok(!(await stranger.ask('/')).text.includes('You see what'));
        }
        plain.cookies.set('seeing', `1.9999999999.${cookie.split('.')[2]}`);
        assert.ok(!(await plain.ask('/')).text.includes('You see what'));
        plain.cookies.delete('seeing');
        assert.equal((await send(plain, '/admin/see-as', { account: root.name }, '/')).status, 404);
        assert.equal((await get(hub, '/admin/see-as', { as: root })).status, 404);
        hub.psql(`UPDATE account SET is_admin = false WHERE name = '${root.name}'`);
        try {
            const page = await it.ask('/');
            assert.ok(!page.text.includes('You see what') && page.text.includes(root.name), 'no administrator any more: own eyes');
        } finally {
            hub.psql(`UPDATE account SET is_admin = true WHERE name = '${root.name}'`);
        }
    });
});

describe('every page', async () => {
    const browser = await open_browser();
    const pages = { 'admin': '/admin', 'admin-accounts': '/admin/accounts', 'admin-account': `/admin/accounts/${alice.name}`, 'admin-groups': '/admin/groups',
                    'admin-access': `/admin/access?q=${owner}`, 'admin-access-accounts': '/admin/access?of=accounts', 'admin-repositories': '/admin/repositories', 'detail-access': `/r/${vault}/access`, 'detail-settings': `/r/${vault}/settings` };
    test('fits at every width, light and dark, and axe finds nothing', async () => {
        const page = await open_page(hub, browser, { as: root });
        pages['admin-group'] = `/admin/groups/${group_id(team)}`;
        for (const [name, path] of Object.entries(pages)) {
            await page.goto(path);
            await assert_fit(page, name);
        }
    });
    test('the confirmation of a loss, the groups of a manager and the banner of seeing as, too', async () => {
        const page = await open_page(hub, browser, { as: root });
        await page.goto(`/admin/access?q=${vault}&who=${team}`);
        await page.selectOption(`select[aria-label="${team} on ${vault}"]`, 'none');
        page.complaints.length = 0;
        await page.click('button:has-text("Save changes")');
        await page.waitForSelector('h1:has-text("Change the access?")');
        page.complaints = page.complaints.filter((c) => !/409/.test(c));
        await assert_fit(page, 'admin-access-confirm');
        await page.goto(`/admin/accounts/${carol.name}`);
        await page.click(`button:has-text("See as ${carol.name}")`);
        await page.waitForSelector('.seeing');
        await assert_fit(page, 'seeing-as');
        await page.click(`button:has-text("Back to ${root.name}")`);
        await page.waitForSelector('nav a:has-text("Admin")');
        const manager = await open_page(hub, browser, { as: alice });
        await manager.goto('/admin/groups');
        await assert_fit(manager, 'manager-groups');
        await manager.click(`a:has-text("${team}")`);
        await manager.waitForSelector('h1');
        await assert_fit(manager, 'manager-group');
    });
});
