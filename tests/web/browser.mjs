// A real browser for what people see: Debian's Chromium, with axe-core for what some people need.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const script = (path) => readFileSync(fileURLToPath(new URL(`node_modules/${path}`, import.meta.url)), 'utf8');
const axe = script('axe-core/axe.min.js');

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

// What Chromium tells without complaining: that it does as the header of a logout asks, and that
// whoever typed was faster than the first frame of the page.
const IS_NEWS = /^Clear-Site-Data header .* Cleared data types|^Autofocus processing was blocked because a document already has a focused element/;

// A page in a context of its own, signed in as `as` if given.  page.complaints holds what the browser
// had to say: console messages, errors of scripts, requests that failed or went elsewhere.
export async function open_page(hub, browser, { as, ...options } = {}) {
    const context = await browser.newContext({ baseURL: hub.url, viewport: { width: 1440, height: 900 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(15000);
    page.complaints = [];
    page.on('console', (message) => {
        if (!IS_NEWS.test(message.text())) page.complaints.push(`${message.type()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => page.complaints.push(`error: ${error}`));
    page.on('dialog', (dialog) => { page.complaints.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
    page.on('requestfailed', (request) => {
        // What the next page or a download cut short is not missing.
        const why = request.failure()?.errorText;
        if (why !== 'net::ERR_ABORTED') page.complaints.push(`failed: ${request.url()} ${why}`);
    });
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

// The rules that axe finds broken on the page as it stands, a line each with the first place.
export async function violations(page, rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']) {
    if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe);
    const found = await page.evaluate(async (runOnly) => (await axe.run(document, { runOnly, resultTypes: ['violations'] })).violations, rules);
    return found.map((v) => `${v.id} (${v.nodes.length}): ${v.nodes[0].target.join(' ')}: ${v.nodes[0].failureSummary.split('\n')[1].trim()}`);
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

// What a phone reads when it is held at this part of the page; null if that is no QR code.
export async function scan_qr(page, part) {
    const picture = (await part.screenshot()).toString('base64');
    const phone = await page.context().browser().newPage();
    await phone.evaluate(script('jsqr/dist/jsQR.js'));
    const text = await phone.evaluate(async (base64) => {
        const image = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))]));
        const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
        canvas.drawImage(image, 0, 0);
        const { data, width, height } = canvas.getImageData(0, 0, image.width, image.height);
        return jsQR(data, width, height)?.data ?? null;
    }, picture);
    await phone.close();
    return text;
}

// Goes by Tab to the first stop that fits the selector.
export async function tab_to(page, selector, most = 40) {
    for (let i = 0; i < most; i++) {
        await page.keyboard.press('Tab');
        if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
    }
    assert.fail(`no Tab gets to ${selector} on ${page.url()}`);
}

// A picture, if SHOTS names a folder for them.
export async function shoot(page, name) {
    if (!process.env.SHOTS) return;
    mkdirSync(process.env.SHOTS, { recursive: true });
    await page.screenshot({ path: join(process.env.SHOTS, `${name}.png`), fullPage: true });
}

const WIDTHS = [320, 375, 480, 768, 1024, 1120, 1440, 1920];

// What must hold for the page as it stands: nothing for axe to say, light and dark, wide and narrow;
// no sideways scrolling at any width; and the browser had nothing to complain of, its content
// security policy included.
export async function assert_fit(page, name) {
    const wrong = [];
    for (const scheme of ['light', 'dark'])
        for (const width of [1440, 375]) {
            await page.emulateMedia({ colorScheme: scheme });
            await page.setViewportSize({ width, height: 900 });
            // The other theme has other colours, and nothing else.
            wrong.push(...(await violations(page, scheme === 'dark' ? ['color-contrast'] : undefined)).map((v) => `${scheme} ${width}: ${v}`));
            await shoot(page, `${name}-${width}-${scheme}`);
        }
    for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        const over = await overflow(page);
        if (over) wrong.push(`at ${width}: ${over}`);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    assert.deepEqual(wrong, []);
    assert.deepEqual(page.complaints, []);
}
