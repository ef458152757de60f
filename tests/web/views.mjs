// Every view of the hub that people meet, as each kind of visitor that may: pages, and the states of pages
// after something was typed into them.  A view is a path, or { at, fill, press, told }: what is typed into
// the fields of which page, the button that is pressed then (else Enter in the last field), and whether an
// error is told.  Names are as long as they may be, and do not break.
import { ingest_form } from './client.mjs';
import { code_in, mail_to } from './mail.mjs';
import { add_account, asan_log, commit, go_clean_log, go_log, grant, new_token } from './scene.mjs';
import { app_code } from './totp.mjs';
import { star } from './unsubscribe.mjs';

const quoted = (text) => `'${text.replaceAll("'", "''")}'`;
const button = (words) => `main button:has-text("${words}")`;

// Who there is, and what: set up once.
export async function set_scene(hub) {
    const people = Object.fromEntries(['nobody', 'reader', 'triager', 'owner', 'manager', 'guarded', 'off'].map((name) => [name, add_account(hub)]));
    people.root = add_account(hub, { admin: true });
    const long = `m${'w'.repeat(38)}`, wide = 'W'.repeat(80);
    hub.nopanic(['account', 'add', long, `${'m'.repeat(64)}@${'example.'.repeat(20)}com`], `${people.root.password}\n`);
    const repos = { vault: 'XXyCorp/vault', pub: 'XXyCorp/pub', bare: 'XXyCorp/bare', long: `${'o'.repeat(100)}/${'n'.repeat(100)}` };
    for (const [word, name] of Object.entries(repos)) hub.nopanic(['repo', 'add', name, ...(word === 'pub' ? ['--public'] : [])]);
    const token = new_token(hub, '--all', '--name', 'W'.repeat(80));
    new_token(hub, '--repo', repos.vault, '--name', 'ci-nightly');
    hub.nopanic(['token', 'create', '--repo', repos.long, '--name', 'ci']);
    const post = async (repo, fields, log, input) => (await ingest_form(hub, token,
        [['repo', repo], ['commit', commit(7)], ['branch', 'main'], ...Object.entries(fields), ['log', log, 'log'], ...(input ? [['crasher', ...input]] : [])])).json();
    const go = await post(repos.vault, { package: 'codec' }, go_log(), ['go test fuzz v1\n[]byte("0")\n', '8727b16d337d7b81']);
    const asan = await post(repos.vault, { package: '.', target: 'fuzz_read' }, asan_log(), [Buffer.from([...Array(64).keys()]), 'crash-c457ffb4670910d6b6d21dcca2487580330d4bdc']);
    await post(repos.vault, { package: 'pathutil' }, go_clean_log());
    await post(repos.vault, { package: 'twin' }, go_log({ package: 'twin', functions: ['other', 'Decode'] }));
    const open = await post(repos.pub, { package: 'codec' }, go_log());
    const deep = await post(repos.long, { package: `third_party/${'deep/'.repeat(30)}lib`, target: `Fuzz${'Long'.repeat(40)}` }, asan_log({ functions: [`a::${'b<c>::'.repeat(40)}d`], file: `${'deep/'.repeat(30)}x.cc` }));
    hub.roll();
    grant(hub, people.reader, repos.vault, 'read');
    grant(hub, people.triager, repos.vault, 'triage');
    for (const name of [repos.vault, repos.long]) grant(hub, people.owner, name, 'admin');
    for (const name of ['Vault team', wide]) hub.nopanic(['group', 'add', name]);
    hub.nopanic(['group', 'join', wide, long]);
    for (const name of ['Vault team', wide]) hub.nopanic(['group', 'join', name, people.manager.name, '--manager']);
    for (const object of [repos.vault, repos.long, `${'p'.repeat(98)}-*/*`]) hub.nopanic(['grant', 'set', 'triage', '--group', wide, object]);
    hub.nopanic(['grant', 'set', 'read', '--group', 'Vault team', 'XXyCorp/*']);
    hub.nopanic(['grant', 'set', 'admin', '--account', long, repos.long]);
    hub.psql(`UPDATE account SET disabled_at = now() WHERE name = '${people.off.name}';
              INSERT INTO mail (recipient, subject, text, state, attempts, answer) VALUES ('${'m'.repeat(60)}@${'example.'.repeat(8)}org', '${'S'.repeat(90)}', 'x', 'dead', 34, '550-${'x'.repeat(120)}'),
                  ('bob@example.org', 'Reset your password', 'x', 'dead', 1, '550 5.1.1 no such user here');
              INSERT INTO audit (action, object, who, address) VALUES ('grant.set', '${'o'.repeat(100)}/${'n'.repeat(100)}: group ${wide}, triage, was none', '${long}', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff');
              INSERT INTO session (digest, account, password_version, address, agent)
                  SELECT sha256('a'), id, password_version, '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff', 'Mozilla/5.0 ${'x'.repeat(180)}' FROM account WHERE name IN ('${people.nobody.name}');
              INSERT INTO account_code (digest, purpose, email, expires_at) VALUES (sha256('b'), 'invite', '${'i'.repeat(64)}@${'example.'.repeat(20)}com', now() + interval '5 days');`);
    hub.psql(`INSERT INTO channel (kind, name) VALUES ('slack', '${wide}'), ('email', '#list');
              INSERT INTO subscription (account_group, repo_pattern, made_by) SELECT g.id, '${'p'.repeat(98)}-*/*', a.id FROM account_group g, account a WHERE g.name = '${wide}' AND a.name = '${people.root.name}';
              INSERT INTO subscription (channel, repo, made_by) SELECT c.id, r.id, a.id FROM channel c, repo r, account a WHERE c.name = '${wide}' AND r.name = '${repos.long}' AND a.name = '${people.root.name}'`);
    const rules = hub.rows('SELECT id FROM subscription WHERE made_by IS NOT NULL ORDER BY id').map((row) => row.id);
    return { people, repos, rules, long, wide, go, asan, open, deep, crasher: (answer) => answer.results[0].crashers[0].id,
             group: (name) => hub.value(`(SELECT id FROM account_group WHERE name = ${quoted(name)})`) };
}

// Before anybody has an account.
export const FIRST = { setup: '/setup', 'setup-refused': { at: '/setup', fill: { code: 'wrong', user: 'mira', email: 'mira@example.org', password: 'a quiet morning 7' }, told: true },
                       'setup-weak': { at: '/setup', fill: { code: 'wrong', user: 'mira', email: 'mira@example.org', password: 'short' }, told: true },
                       'stranger-first': '/', 'login-first': '/login' };

// [visitor, { name: view }] of all that one set up; the views of a visitor are gone through in this order.
export function all_views(hub, scene) {
    const { people, repos, rules, long, wide, go, asan, open, deep, crasher, group } = scene;
    const mailed = async (address, path) => {
        hub.psql(`DELETE FROM mail_request`);
        return `${path}#${code_in(await mail_to(hub, address))}`;
    };
    // An address, once the password of its visitor was given too long ago.
    const forgotten = (account, path) => {
        hub.psql(`UPDATE session SET confirmed_at = now() - interval '1 hour' WHERE account = (SELECT id FROM account WHERE name = '${account.name}')`);
        return path;
    };
    const shown_code = async (page) => app_code(await page.textContent('code.secret'));
    const repo = `/r/${repos.vault}`, wide_repo = `/r/${repos.long}`, wide_group = `/admin/groups/${group(wide)}`;
    const new_password = { password: 'password1234' };
    return [
        [null, {
            stranger: '/', login: '/login', 'login-refused': { at: '/login', fill: { user: 'eve', password: 'wrong wrong wrong' }, told: true },
            signup: '/signup', 'signup-refused': { at: '/signup', fill: { email: 'nobody' }, told: true }, 'signup-asked': { at: '/signup', fill: { email: 'eve@example.org' } },
            'signup-new': '/signup/new', 'signup-new-code': { at: '/signup/new', fill: { code: 'wrong', user: 'eve', password: 'a quiet morning 7' }, told: true },
            'signup-new-name': { at: () => mailed('eve@example.org', '/signup/new'), fill: { password: 'a quiet morning 7', user: '../x' }, told: true },
            'signup-new-weak': { at: () => mailed('eve@example.org', '/signup/new'), fill: { user: 'eve', ...new_password }, told: true },
            reset: '/reset', 'reset-asked': { at: '/reset', fill: { email: `${people.nobody.name}@example.com` } }, 'reset-new': '/reset/new',
            'reset-new-code': { at: '/reset/new', fill: { code: 'wrong', password: 'a quiet morning 7' }, told: true },
            'reset-new-weak': { at: () => mailed(`${people.nobody.name}@example.com`, '/reset/new'), fill: new_password, told: true },
            'open-detail': `/r/${repos.pub}`, 'open-crashers': `/r/${repos.pub}/crashers`, 'open-runs': `/r/${repos.pub}/runs`, 'open-crasher': `/c/${crasher(open)}`, 'open-all-crashers': '/crashers',
            'open-run': `/run/${open.run.id}`, 'error-absent': '/nowhere', 'error-hidden': repo, 'error-refused': '/?page=x', 'error-nginx': `/?q=${'x'.repeat(9000)}`, 'login-needed': '/account',
            unsubscribe: star(hub, people.reader.name, repos.pub).path, 'unsubscribe-ended': { at: star(hub, people.nobody.name, repos.pub).path, press: '.auth button' },
        }],
        [people.nobody, {
            'nobody-index': '/', 'nobody-absent': '/admin', account: '/account', 'account-email': '/account/email', 'two-factor-off': '/account/two-factor', feeds: '/account/feeds', notify: '/notify',
            'notify-absent': { at: '/notify', form: 'repository', fill: { repo: 'no/where' }, told: true },
            'notify-zone': { at: '/notify', form: 'times', fill: { zone: 'Mars/Olympus' }, told: true },
            'notify-key': { at: '/notify', form: 'channel', fill: { kind: 'webhook', url: 'https://192.0.78.9/hook' } },
            'feed-absent': { at: '/account/feeds', form: 'repository', fill: { repo: 'no/where' }, told: true }, 'feed-made': { at: `/account/feeds?repo=${repos.pub}`, form: 'repository', fill: { repo: repos.pub } }, confirm: '/account?confirm=1',
            'account-password': { at: '/account', form: 'password', fill: { current: 'wrong wrong wrong', new: 'a quiet morning 7' }, told: true },
            'account-weak': { at: '/account', form: 'password', fill: { current: people.nobody.password, new: 'password1234' }, told: true },
            'account-address': { at: '/account', form: 'email', fill: { email: 'x', current: people.nobody.password }, told: true },
            'account-address-password': { at: '/account', form: 'email', fill: { email: 'x@example.org', current: 'wrong wrong wrong' }, told: true },
            'account-remove': { at: '/account', form: 'remove', fill: { current: 'wrong wrong wrong' }, told: true },
            'account-email-code': { at: '/account/email', fill: { code: 'wrong' }, told: true },
            'two-factor-password': { at: '/account/two-factor', fill: { current: 'wrong wrong wrong' }, told: true },
            'confirm-refused': { at: '/account?confirm=1', fill: { password: 'wrong wrong wrong' }, told: true },
        }],
        [people.guarded, {
            'two-factor-draft': { at: '/account/two-factor', fill: { current: people.guarded.password } },
            'two-factor-wrong': { at: '/account/two-factor', fill: { code: '000000' }, told: true },
            'two-factor-codes': { at: '/account/two-factor', fill: { code: shown_code } }, 'two-factor-on': '/account/two-factor',
            'two-factor-end': { at: '/account/two-factor', fill: { current: people.guarded.password, code: '000000' }, press: button('Turn off'), told: true },
            'signed-out': { at: '/account', press: 'form[action="/logout"] button' }, 'login-code': { at: '/login', fill: { user: people.guarded.name, password: people.guarded.password } },
            'login-code-wrong': { at: '/login/code', fill: { code: '000000' }, told: true },
        }],
        [people.reader, {
            index: '/', 'index-news': '/?news=all', 'index-crashers': '/?show=crashers', 'index-none': '/?q=nothing-of-this-name', detail: repo, 'detail-crashers': `${repo}/crashers`,
            'detail-crashers-none': `${repo}/crashers?q=nothing-of-this-name`, 'detail-runs': `${repo}/runs`, 'detail-coverage': `${repo}/coverage`, crasher: `/c/${crasher(go)}`, 'crasher-crashes': `/c/${crasher(go)}/crashes`, run: `/run/${go.run.id}`,
        }],
        [people.triager, {
            'triage-crasher': `/c/${crasher(asan)}`, 'triage-crashers': `${repo}/crashers`, 'triage-all-crashers': '/crashers?assignee=nobody', 'triage-ticket': `/c/${crasher(asan)}/ticket`,
            'triage-chosen-none': { at: '/crashers', fill: { value: 'c0ffee1' }, told: true, press: button('Apply') },
            'triage-commit': { at: `/c/${crasher(asan)}`, form: 'triage', fill: { do: 'fix', commit: 'x' }, told: true },
            'triage-assignee': { at: `/c/${crasher(asan)}`, form: 'assign', fill: { name: 'nobody here' }, told: true },
            'triage-until': { at: `/c/${crasher(asan)}`, form: 'mute', fill: { until: '2001-01-01' }, press: button('Mute'), told: true },
            'triage-merge': { at: `/c/${crasher(asan)}`, form: 'merge', fill: { into: '987654321' }, told: true },
            'triage-comment': { at: `/c/${crasher(asan)}`, form: 'say', fill: { text: ' ' }, press: '#say button', told: true },
        }],
        [people.owner, {
            settings: `${repo}/settings`, access: `${repo}/access`, services: `${repo}/services`, source: `${repo}/source`, tokens: `${repo}/tokens`, 'wide-detail': wide_repo, 'wide-crashers': `${wide_repo}/crashers`, 'wide-runs': `${wide_repo}/runs`,
            'wide-crasher': `/c/${crasher(deep)}`, 'wide-run': `/run/${deep.run.id}`, 'wide-settings': `${wide_repo}/settings`, 'wide-access': `${wide_repo}/access`, 'wide-tokens': `${wide_repo}/tokens`, 'wide-services': `${wide_repo}/services`,
            'settings-preview': { at: `${repo}/settings`, fill: { rules: 'not ours ^example\\.com/vault/codec\\.body$', depth: '1' }, press: button('Preview') },
            'settings-rules': { at: `${repo}/settings`, fill: { rules: 'nonsense' }, press: button('Save'), told: true },
            'settings-depth': { at: `${repo}/settings`, fill: { depth: '99' }, told: true },
            'access-name': { at: `${repo}/access`, form: 'grant', fill: { name: 'nobody' }, told: true },
            'access-remove': { at: `${repo}/access`, form: 'remove', fill: { confirm: 'x' }, told: true },
            'services-refused': { at: `${repo}/services`, fill: { 'jira.url': 'ftp://x' }, told: true },
            'token-made': { at: `${repo}/tokens`, form: 'create', fill: { name: 'ci' } }, 'token-name': { at: `${repo}/tokens`, form: 'create', fill: { name: ' ' }, told: true },
            'services-confirm': { at: () => forgotten(people.owner, `${repo}/services`) }, 'tokens-confirm': `${repo}/tokens`,
        }],
        [people.manager, { 'manager-groups': '/admin/groups', 'manager-group': wide_group, 'manager-account': { at: wide_group, form: 'add', fill: { account: 'nobody' }, told: true } }],
        [people.root, {
            admin: '/admin', 'admin-accounts': '/admin/accounts', 'admin-accounts-closed': '/admin/accounts?show=closed', 'admin-accounts-none': '/admin/accounts?q=nothing-of-this-name',
            'admin-account': `/admin/accounts/${long}`, 'admin-account-self': `/admin/accounts/${people.root.name}`, 'admin-account-off': `/admin/accounts/${people.off.name}`,
            'admin-account-group': { at: `/admin/accounts/${long}`, form: 'join', fill: { group: 'no such group' }, told: true },
            'admin-invitations': '/admin/invitations', 'admin-invitation-refused': { at: '/admin/invitations', fill: { email: 'nobody' }, told: true }, 'admin-invited': { at: '/admin/invitations', fill: { email: 'ada@example.org' } },
            'admin-groups': '/admin/groups', 'admin-groups-none': '/admin/groups?q=nothing-of-this-name', 'admin-group-refused': { at: '/admin/groups', fill: { name: wide }, told: true },
            'admin-group': wide_group, 'admin-group-member': { at: wide_group, form: 'add', fill: { account: 'nobody' }, told: true }, 'admin-group-name': { at: wide_group, form: 'rename', fill: { name: 'Vault team' }, told: true },
            'admin-access': '/admin/access', 'admin-access-accounts': '/admin/access?of=accounts', 'admin-access-none': '/admin/access?q=nothing-of-this-name',
            'admin-access-name': { at: '/admin/access', form: 'grant', fill: { object: 'XXyCorp/*', name: 'nobody' }, told: true },
            'admin-access-object': { at: '/admin/access', form: 'grant', fill: { name: wide, object: 'a**/b' }, told: true },
            'admin-access-confirm': { at: '/admin/access?q=vault', fill: { [`triage ${repos.vault} ${wide}`]: 'none' }, press: button('Save changes') },
            'admin-repositories': '/admin/repositories', 'admin-repositories-none': '/admin/repositories?q=nothing-of-this-name', 'admin-repository-refused': { at: '/admin/repositories', fill: { name: repos.vault }, told: true },
            'admin-tokens': '/admin/tokens', 'admin-token-made': { at: '/admin/tokens', form: 'create', fill: { repo: repos.vault, name: wide } }, 'admin-token-repo': { at: '/admin/tokens', form: 'create', fill: { name: 'x', repo: 'no/where' }, told: true },
            'admin-settings': '/admin/settings', 'admin-settings-refused': { at: '/admin/settings', fill: { 'jira.url': 'ftp://x' }, told: true },
            'admin-mails': '/admin/mails', 'admin-mails-waiting': '/admin/mails?show=waiting', 'admin-mails-sent': '/admin/mails?show=sent',
            'admin-deliveries': '/admin/deliveries', 'admin-deliveries-dead': '/admin/deliveries?show=dead', 'admin-deliveries-none': '/admin/deliveries?to=nothing-of-this-name',
            'admin-notify': '/admin/notify', 'admin-notify-none': '/admin/notify?q=nothing-of-this-name', 'admin-notify-rule': `/admin/notify/${rules[0]}`, 'admin-notify-channel': `/admin/notify/${rules[1]}`,
            'admin-notify-who': { at: '/admin/notify', fill: { repo: '*/*', who: 'nobody' }, told: true },
            'admin-notify-repo': { at: '/admin/notify', fill: { who: wide, repo: 'no/where' }, told: true },
            'admin-notify-preview': { at: '/admin/notify', fill: { who: wide, repo: 'XXyCorp/*' }, press: button('Preview') },
            'admin-notify-name': { at: '/admin/notify', form: 'channel', fill: { url: 'https://192.0.78.9/x', name: ' ' }, told: true },
            'admin-notify-address': { at: '/admin/notify', form: 'channel', fill: { name: 'x', url: 'https://127.0.0.1/x' }, told: true },
            'admin-notify-key': { at: '/admin/notify', form: 'channel', fill: { channel_kind: 'webhook', name: 'CI', url: 'https://192.0.78.9/hook' } },
            'admin-audit': '/admin/audit', 'admin-audit-none': '/admin/audit?object=nothing-of-this-name', 'root-access': `${repo}/access`, 'root-rename': { at: `${repo}/access`, form: 'rename', fill: { name: 'x' }, told: true },
            'root-bare': `/r/${repos.bare}`, 'root-crashers-bare': `/r/${repos.bare}/crashers`, 'root-runs-bare': `/r/${repos.bare}/runs`, 'root-coverage-bare': `/r/${repos.bare}/coverage`,
            'admin-tokens-confirm': { at: () => forgotten(people.root, '/admin/tokens') }, 'admin-settings-confirm': '/admin/settings',
            'seeing-as': { at: `/admin/accounts/${people.reader.name}`, press: button('See as') }, 'seeing-detail': repo, 'seeing-absent': '/admin', 'seeing-account': '/account',
        }],
    ];
}
