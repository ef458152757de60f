// Every view of the hub, for those who have a keyboard and no pointer, a narrow screen, or a screen reader:
// Tab gets to everything and shows where it is, Enter sends every form, errors are told once and at their
// field, nothing is wider than a phone, and axe finds nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open_browser, open_page, overflow, shoot, violations } from './browser.mjs';
import { own_hub } from './hub.mjs';
import { errors, send_forms, walk } from './keys.mjs';
import { program_routes } from './routes.mjs';
import { all_views, FIRST, set_scene } from './views.mjs';

const hub = await own_hub({ NOPANIC_PAGES_RATE: 0, NOPANIC_LOGIN_RATE: 0, NOPANIC_SIGNUP: 'open' });
const browser = await open_browser();

// A page and its keys; the status of what it shows.
async function open_view(as) {
    const page = await open_page(hub, browser, { as });
    page.keys = await page.context().newCDPSession(page);
    page.on('response', (answer) => { if (answer.request().isNavigationRequest()) page.status = answer.status(); });
    return page;
}

// Fills in a form and sends it by the keyboard.
async function send(page, { form, fill = {}, press }) {
    const own = form ? page.locator(`main form:has([name="do"][value="${form}"]), main form#${form}, main #${form} form`).first() : page.locator('main');
    await page.evaluate(() => {
        for (const one of document.forms) one.noValidate = true;
        for (const one of document.querySelectorAll('main details')) one.open = true;
    });
    let last;
    for (const [name, value] of Object.entries(fill)) {
        last = own.locator(`[name="${name}"]:not([type="hidden"])`).first();
        if (await last.evaluate((e) => e.localName === 'select')) await last.selectOption(value);
        else await last.fill(typeof value === 'string' ? value : await value(page));
    }
    await (press ? page.locator(press).first() : last).focus();
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

async function show(page, view) {
    page.complaints.length = 0;
    const address = typeof view === 'string' ? view : view.at;
    const to = typeof address === 'string' ? address : await address();
    // Only what stands behind the # may differ from the page before, which is no load.
    if (to.includes('#')) await page.goto('about:blank');
    await page.goto(to);
    if (view.fill || view.press) await send(page, view);
}

// What is wrong with the view that the page shows.
async function faults(page, view, name) {
    // That the hub said 4xx is one message of the browser itself.
    const wrong = page.complaints.filter((c) => !(page.status >= 400 && c.includes(`status of ${page.status}`))).map((c) => `console: ${c}`);
    for (const fault of await errors(page, view.told === true)) wrong.push(fault);
    await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }));
    for (const [width, colorScheme] of [[1440, 'light'], [375, 'dark']]) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        // A way past the navigation that has the focus lies over it.
        await page.evaluate(() => document.activeElement.blur());
        const over = await overflow(page);
        for (const fault of [...(over ? [over] : []), ...await violations(page, width < 1000 ? undefined : ['color-contrast']), ...await walk(page, page.keys)]) wrong.push(`${width} ${colorScheme}: ${fault}`);
        await shoot(page, `${name}-${width}-${colorScheme}`);
    }
    return [...wrong, ...await send_forms(page, page.keys)];
}

const visited = new Set();
async function look(page, name, view) {
    await show(page, view);
    visited.add(new URL(page.url()).pathname);
    const wrong = await faults(page, view, name);
    await page.setViewportSize({ width: 1440, height: 900 });
    assert.deepEqual(wrong, [], `${name}: ${page.url()}`);
}

async function look_at_all(t, page, views) {
    for (const [name, view] of Object.entries(views)) await t.test(name, { timeout: 30000 }, () => look(page, name, view));
}

test('before anybody has an account', async (t) => look_at_all(t, await open_view(), FIRST));
// Two visitors at a time, each with a window of its own.
test('every view', { concurrency: 2 }, async (t) => {
    const scene = await set_scene(hub), name_of = (who) => Object.keys(scene.people).find((name) => scene.people[name] === who) ?? 'a stranger';
    await Promise.all(all_views(hub, scene).map(([as, views]) => t.test(name_of(as), async (its) => look_at_all(its, await open_view(as), views))));
});

// Files, pictures, and what only takes a form.
const NO_PAGES = ['/healthz', '/logout', '/theme', '/admin/see-as', '/admin/reset', '/admin/audit.csv', '/admin/audit.jsonl', '/c/:/input', '/c/:/log', '/run/:/log/:', '/badge/:/:', '/feed/:/:', '/feed',
                  '/metrics', '/crashers.csv', '/crashers.jsonl', '/r/:/:/crashers.csv', '/r/:/:/crashers.jsonl', '/run/:/results.sarif', '/run/:/junit.xml'];
test('every page of the hub is among the views', () => {
    const missing = program_routes().map((route) => route.path).filter((path) => !NO_PAGES.includes(path))
        .filter((path) => ![...visited].some((seen) => new RegExp(`^${path.replace(/:/g, '[^/]+')}$`).test(seen)));
    assert.deepEqual(missing, []);
});
