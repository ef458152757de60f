// What the keyboard alone gets of a page as it stands: where Tab stops and what is seen there, what Enter
// sends, and whether an error is told at its field.  Each gives what is wrong, a line each; none is good.

// In the page: remembers where the focus was at each Tab, and what was wrong with it there.
function watch() {
    const scrolls = (e) => /auto|scroll/.test(getComputedStyle(e).overflow) && (e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight);
    const visible = (e) => e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
    const what = (e) => `<${e.localName}${e.name ? ` name=${e.name}` : ''}> "${(e.getAttribute('aria-label') ?? e.textContent).trim().replace(/\s+/g, ' ').slice(0, 50)}"`;
    // Its parts in the window, with the outline around them.
    const outlined = (e) => {
        const style = getComputedStyle(e), by = parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset);
        return [...e.getClientRects()].filter((box) => box.width > 0).map((box) => ({ left: box.left - by, right: box.right + by, top: box.top - by, bottom: box.bottom + by }));
    };
    function cut_by(e) {
        const boxes = outlined(e), past = (box, edge) => box.left < edge.left - 0.6 || box.right > edge.right + 0.6;
        if (boxes.some((box) => past(box, { left: 0, right: document.documentElement.clientWidth }))) return 'the window';
        for (let up = e.parentElement; up && up !== document.body; up = up.parentElement) {
            const { overflowX, overflowY } = getComputedStyle(up), its = up.getBoundingClientRect();
            const edge = { left: its.left + up.clientLeft, top: its.top + up.clientTop };
            edge.right = edge.left + up.clientWidth;
            edge.bottom = edge.top + up.clientHeight;
            if (overflowX !== 'visible' && boxes.some((box) => past(box, edge))) return `the sides of ${up.localName}.${up.className}`;
            if (overflowY !== 'visible' && boxes.some((box) => box.top < edge.top - 0.6 || box.bottom > edge.bottom + 0.6)) return `top or bottom of ${up.localName}.${up.className}`;
        }
        return null;
    }
    // Something else lies over it: over its middle and two corners of each part.
    function covered(e) {
        const shown = (x, y) => { const top = document.elementFromPoint(x, y); return top && (e.contains(top) || top.contains(e)); };
        return ![...e.getClientRects()].some((box) => shown((box.left + box.right) / 2, (box.top + box.bottom) / 2) || shown(box.left + 4, box.top + 4) || shown(box.right - 4, box.bottom - 4));
    }
    function look(e) {
        const box = e.getBoundingClientRect(), style = getComputedStyle(e), wrong = [];
        if (box.width < 4 || box.height < 4 || !visible(e)) wrong.push('is not to be seen');
        else if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) wrong.push('shows no focus');
        else if (cut_by(e)) wrong.push(`has its outline cut by ${cut_by(e)}`);
        else if (covered(e)) wrong.push('is covered');
        return { e, wrong, left: box.left + scrollX, right: box.right + scrollX, top: box.top + scrollY, bottom: box.bottom + scrollY };
    }
    const known = window.keys, state = window.keys ??= {};
    Object.assign(state, { stops: [], round: false });
    if (!known) document.addEventListener('keydown', (event) => {
        const at = document.activeElement, { stops } = state;
        if (event.key !== 'Tab' || at === document.body || at === stops.at(-1)?.e) return;
        state.round ||= at === stops[0]?.e;
        if (!state.round) stops.push(look(at));
    }, true);
    state.wanted = () => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
        .filter((e) => e.tabIndex >= 0 && !e.matches(':disabled') && visible(e) && e.type !== 'hidden');
    state.report = () => {
        const wrong = [], { stops } = state, wanted = state.wanted();
        stops.forEach((stop, i) => {
            for (const fault of stop.wrong) wrong.push(`${what(stop.e)} ${fault}`);
            if (!wanted.includes(stop.e) && !scrolls(stop.e)) wrong.push(`${what(stop.e)} should not be a stop`);
            const before = stops[i - 1];
            // Lines go down, columns to the right; never back up in the same column.
            if (before && stop.bottom <= before.top && stop.left < before.right && stop.left <= before.left + 1)
                wrong.push(`${what(stop.e)} comes after ${what(before.e)}, which is below`);
        });
        for (const e of wanted) if (!stops.some((stop) => stop.e === e)) wrong.push(`no Tab gets to ${what(e)}`);
        return wrong;
    };
    state.wanted()[0]?.focus();
    return state.wanted().reduce((sum, e) => sum + (['date', 'datetime-local', 'time'].includes(e.type) ? 5 : 1), 0) + document.querySelectorAll('pre, .scroll, nav, ul').length + 2;
}

const TAB = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 };
const ENTER = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' };
// The key is not let go of: no page listens to that.
const press = (keys, key) => keys.send('Input.dispatchKeyEvent', { type: key.text ? 'keyDown' : 'rawKeyDown', ...key });

// Goes through the page by Tab, from its top to its end.
export async function walk(page, keys) {
    const most = await page.evaluate(watch);
    // All at once: nothing in between has to be waited for.
    await Promise.all(Array.from({ length: most }, () => press(keys, TAB)));
    return page.evaluate(() => window.keys.report());
}

// Enter in each kind of form, in its first field or else on its button: what does not send it.
export async function send_forms(page, keys) {
    const forms = await page.evaluate(() => {
        const usable = (e) => e.checkVisibility() && !e.matches(':disabled') && e.type !== 'hidden', seen = new Set();
        const state = window.forms = { at: [], sent: [] };
        document.addEventListener('submit', (event) => { event.preventDefault(); state.sent.push(event.target); }, true);
        for (const form of document.forms) {
            const fields = [...form.elements].filter(usable), kind = [form.getAttribute('action'), form.elements.do?.value, ...fields.map((e) => e.name)].join();
            const first = fields.find((e) => e.localName === 'input' && !['checkbox', 'radio', 'submit', 'button'].includes(e.type)) ?? fields.find((e) => e.type === 'submit');
            if (seen.has(kind) || !fields.length) continue;
            seen.add(kind);
            form.noValidate = true;
            state.at.push({ form, first, kind });
        }
        return state.at.length;
    });
    const wrong = [];
    for (let i = 0; i < forms; i++) {
        await page.evaluate((n) => { window.forms.sent.length = 0; window.forms.at[n].first?.focus(); }, i);
        await press(keys, ENTER);
        const unsent = await page.evaluate((n) => (window.forms.sent.includes(window.forms.at[n].form) ? null : window.forms.at[n].kind), i);
        if (unsent !== null) wrong.push(`Enter does not send the form ${unsent}`);
    }
    return wrong;
}

// What is told of errors: each once, where the field that has it says so, and the focus is there.
export function errors(page, expected) {
    return page.evaluate(async (wanted) => {
        // The browser gives the focus with a frame after the one that loaded the page.
        for (let frames = 0; frames < 60 && document.activeElement === document.body; frames++) await new Promise(requestAnimationFrame);
        const wrong = [], text = (e) => e.textContent.trim().replace(/\s+/g, ' '), ids = (e, name) => (e.getAttribute(name) ?? '').split(/\s+/).filter(Boolean);
        for (const name of ['aria-describedby', 'aria-labelledby', 'aria-controls'])
            for (const e of document.querySelectorAll(`[${name}]`))
                for (const id of ids(e, name)) if (!document.getElementById(id)) wrong.push(`${e.name || e.localName} has ${name} of ${id}, which is not there`);
        const bad = [...document.querySelectorAll('[aria-invalid="true"]')], told = [...document.querySelectorAll('.err')], alerts = [...document.querySelectorAll('main [role="alert"]:not(.err)')];
        for (const e of bad) if (!ids(e, 'aria-describedby').some((id) => document.getElementById(id)?.matches('.err') && text(document.getElementById(id)))) wrong.push(`${e.name} is marked, and says not why`);
        for (const e of told) {
            if (!bad.some((field) => ids(field, 'aria-describedby').includes(e.id))) wrong.push(`"${text(e)}" is of no field`);
            if (e.closest('[role="alert"], [role="status"]')) wrong.push(`"${text(e)}" is told twice, as an alert, too`);
        }
        const said = [...told, ...alerts].map(text);
        said.forEach((one, i) => { if (said.some((other, k) => k !== i && other.includes(one))) wrong.push(`"${one}" is told twice`); });
        if (bad.length && !bad.includes(document.activeElement)) wrong.push('the focus is not in the field that is wrong');
        if (wanted && !said.length) wrong.push('no error is told');
        if (!wanted && said.length) wrong.push(`an error is told: ${said[0]}`);
        return wrong;
    }, expected);
}
