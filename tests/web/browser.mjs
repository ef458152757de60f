// A real browser for what people see: Debian's Chromium, with axe-core for what some people need.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const axe = readFileSync(fileURLToPath(new URL('node_modules/axe-core/axe.min.js', import.meta.url)), 'utf8');

export async function open_browser() {
    const browser = await chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        // As root there is no sandbox for it; the rest keeps it from calling home.
        args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync',
               '--disable-background-networking', '--disable-component-update'],
    });
    after(() => browser.close());
    return browser;
}

// A page in a context of its own, signed in as `as` if given.  page.complaints holds what the browser
// had to say: console messages, errors of scripts, requests that failed or went elsewhere.
export async function open_page(hub, browser, { as, ...options } = {}) {
    const context = await browser.newContext({ baseURL: hub.url, viewport: { width: 1440, height: 900 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(15000);
    page.complaints = [];
    page.on('console', (message) => page.complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => page.complaints.push(`error: ${error}`));
    page.on('dialog', (dialog) => { page.complaints.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
    page.on('requestfailed', (request) => page.complaints.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
    page.on('request', (request) => {
        if (!request.url().startsWith(hub.url)) page.complaints.push(`elsewhere: ${request.url()}`);
    });
    if (as) await sign_in(page, as);
    return page;
}

export async function sign_in(page, account) {
    await page.goto('/login');
    await page.fill('[autocomplete~="username"]', account.name);
    await page.fill('[autocomplete="current-password"]', account.password);
    await Promise.all([page.waitForURL((url) => url.pathname !== '/login'), page.click('main [type="submit"], main button:not([type])')]);
}

// The violations that axe finds on the page as it stands, a line each.
export async function violations(page) {
    await page.evaluate(axe);
    const found = await page.evaluate(async () => {
        const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
        return (await axe.run(document, { runOnly: tags })).violations;
    });
    return found.flatMap((v) => v.nodes.map((node) => `${v.id}: ${node.target.join(' ')}: ${node.failureSummary.split('\n')[1]}`));
}

// How many pixels the page is wider than its window; what sticks out, if anything does.
export function overflow(page) {
    return page.evaluate(() => {
        const width = document.documentElement.clientWidth;
        const over = document.documentElement.scrollWidth - width;
        if (over <= 0) return '';
        const wide = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > width + 0.5);
        return `${over} px: ${wide.slice(0, 3).map((e) => `${e.tagName}.${e.className}`).join(', ')}`;
    });
}

// A picture, if SHOTS names a folder for them.
export async function shoot(page, name) {
    if (!process.env.SHOTS) return;
    mkdirSync(process.env.SHOTS, { recursive: true });
    await page.screenshot({ path: join(process.env.SHOTS, `${name}.png`), fullPage: true });
}

export function assert_no_complaints(page) {
    assert.deepEqual(page.complaints, []);
}
