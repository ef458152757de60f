// Source on the page of a crasher: the right lines, in colours, whatever the source holds, and for those
// alone who may see the repository.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { assert_fit, open_browser, open_page } from './browser.mjs';
import { get, ingest_form, unescape_html, words } from './client.mjs';
import { root, shared_hub } from './hub.mjs';
import { add_account, asan_log, commit, go_log, grant, new_token, pushable } from './scene.mjs';

const hub = await shared_hub();
const { repo, token } = pushable(hub, 'sources');
const reader = add_account(hub), stranger = add_account(hub);
grant(hub, reader, repo, 'read');

// A text of so many lines; those that are told, and comments around them.
const text_of = (count, told, comment = '//') =>
    Array.from({ length: count }, (_, i) => told[i + 1] ?? `${comment} line ${i + 1}`).join('\n') + '\n';
const sample = (name) => readFileSync(join(root, 'tests/data/crash/languages', name), 'utf8');

async function send(log, files, fields = {}) {
    const parts = [['repo', repo], ...Object.entries({ commit: commit(5), ...fields }), ['log', log, 'log'],
                   ...Object.entries(files).map(([path, text]) => ['source', text, path])];
    return ingest_form(hub, token, parts);
}
async function crasher(log, files, fields) {
    const answer = await send(log, files, fields);
    assert.ok(answer.status < 300, answer.text);
    return answer.json().results[0].crashers[0].id;
}
async function page(id, as = reader) {
    const answer = await get(hub, `/c/${id}`, { as });
    assert.equal(answer.status, 200, answer.text.slice(0, 300));
    return answer.text;
}
// Of each excerpt of a page: its lines by their number, the one that is marked, what stands below it.
function excerpts(html) {
    return [...html.matchAll(/<pre class="src"[^>]*aria-label="Source of ([^"]*), lines (\d+) to (\d+)"[^>]*><code>(.*?)<\/code><\/pre>/gs)].map(([, file, first, last, code]) => {
        const lines = {}, inside = code.split(/(?=<span class="l[ "])/);
        for (const line of inside) {
            const [, n, its] = /^<span class="l(?: hit)?" data-n="(\d+)">(.*?)\n<\/span>/s.exec(line) ?? [];
            if (n) lines[n] = unescape_html(its.replace(/<[^>]*>/g, ''));
        }
        return { file, first: Number(first), last: Number(last), lines, hit: Number(/class="l hit" data-n="(\d+)"/.exec(code)?.[1]),
                 why: unescape_html(/<span class="why">(.*?)\n<\/span>/s.exec(code)?.[1] ?? ''), html: code };
    });
}

const languages = {
    Go: { log: go_log(), file: 'codec/codec.go', hit: 71, class: 'k',
          code: { 64: 'func body(in []byte) byte {', 65: '\tif len(in) == 0 {', 66: '\t\treturn 0x00', 67: '\t}', 68: '\tname := "body"', 70: '\tfor range name {', 71: '\t\treturn in[2]', 72: '\t}', 73: '\treturn in[0]', 74: '}' } },
    C: { log: asan_log(), file: 'ini.c', hit: 23, class: 'f', fields: { target: 'fuzz_read' },
         code: { 17: 'static char *key_copy(const char *key, size_t size)', 18: '{', 19: '    char *copy = malloc(size);', 20: '    for (size_t i = 0; i <= size; i++)', 22: '        /* a comment', 23: '           of two lines */ int copy_i = 1;', 24: '    return copy;', 25: '}' } },
    'C++': { log: asan_log({ functions: ['ini::Reader<char>::take', 'ini::read'], file: 'src/reader.cc' }), file: 'src/reader.cc', hit: 23, class: 'k', fields: { target: 'fuzz_reader' },
             code: { 21: 'template <typename T> T Reader<T>::take() {', 22: '  if (at_ == end_)', 23: '    throw std::out_of_range("take");', 24: '  return *at_++;', 25: '}' } },
    Rust: { log: sample('rust-unwrap-a.txt'), file: 'main.rs', hit: 7, class: 'k', code: { 6: 'fn pick(v: &[u8]) -> u8 {', 7: '    return *v.get(9).unwrap();', 8: '}' } },
    Python: { log: sample('py-from-a.txt'), file: 'codec/codec.py', hit: 7, class: 'k', comment: '#', code: { 5: 'def parse(text):', 6: '    if text:', 7: '        raise ValueError("no abc")' } },
    Java: { log: sample('java-cause.txt'), file: 'src/main/java/Target.java', hit: 12, class: 'k', code: { 11: '    static int f(String s) {', 12: '        throw new Bad("outer");', 13: '    }' } },
    JavaScript: { log: sample('js-failure-a.txt'), file: 'codec/parser.js', hit: 2, class: 'k', code: { 1: 'function field(n) {', 2: '    throw new ParseFailure(`no field ${n}`);', 3: '}' } },
};
const ids = {};
for (const [name, { log, file, code, comment, fields }] of Object.entries(languages))
    ids[name] = await crasher(log, { [file]: text_of(90, code, comment) }, { package: name.toLowerCase().replace('+', 'p'), ...fields });

describe('the lines around the first frame of the repository', () => {
    for (const [name, { file, hit, class: its, code }] of Object.entries(languages))
        test(`${name}: the right line is marked, in colours`, async () => {
            const html = await page(ids[name]), [first] = excerpts(html);
            assert.equal(first?.file, file, words(html).slice(0, 2000));
            assert.equal(first.hit, hit);
            assert.equal(first.lines[hit], code[hit]);
            assert.deepEqual([first.first, first.last], [Math.max(1, hit - 7), hit + 7]);
            assert.deepEqual(Object.keys(first.lines).map(Number), Array.from({ length: first.last - first.first + 1 }, (_, i) => first.first + i));
            const title = unescape_html(/<h1>(.*?)<\/h1>/s.exec(html)[1]);
            assert.equal(first.why, /^\s*/.exec(code[hit])[0] + title, 'what happened stands below it');
            assert.match(first.html.split('class="l hit"')[1].split('\n')[0], new RegExp(`<span class="${its}">`), 'the line has colours');
            assert.match(html, /<details open><summary class="fr tri">/, 'it is open');
        });
    test('a comment that began above is one', async () => {
        assert.match((await page(ids.C)), /data-n="23"><span class="c"> +of two lines \*\/<\/span> /);
    });
    test('further frames of the repository are folded, and each has its lines', async () => {
        const html = await page(ids.Go), all = excerpts(html);
        assert.deepEqual(all.map((e) => [e.file, e.hit]), [['codec/codec.go', 71], ['codec/codec.go', 72]]);
        assert.equal(html.match(/<details><summary class="fr tri">/g).length, 1);
        assert.equal(all[1].why, '');
    });
    test('in JSON they are lines with their numbers', async () => {
        const { crasher: { frames } } = (await get(hub, `/c/${ids.Go}`, { as: reader, json: true })).json();
        const [frame, second] = frames.filter((f) => f.source);
        assert.equal(frame.source_path, 'codec/codec.go');
        assert.deepEqual(frame.source.filter((l) => l.hit), [{ line: 71, hit: true, text: '\t\treturn in[2]' }]);
        assert.deepEqual(frame.source.map((l) => l.line), Array.from({ length: 15 }, (_, i) => 64 + i));
        assert.equal(second.source.find((l) => l.hit).line, 72);
    });
    test('at the commit of the crash and no other: later source of the same bug changes nothing', async () => {
        await crasher(go_log({ execs: 99 }), { 'codec/codec.go': text_of(90, { 71: 'another line' }) }, { package: 'go', commit: commit(6) });
        assert.equal(excerpts(await page(ids.Go))[0].lines[71], languages.Go.code[71]);
    });
    test('with the address of the line in the repository, where that is known', async () => {
        hub.psql(`UPDATE repo SET source_link = 'https://git.example/{file}?at={commit}#L{line}' WHERE name = '${repo}'`);
        const html = await page(ids.Python);
        hub.psql(`UPDATE repo SET source_link = NULL WHERE name = '${repo}'`);
        assert.ok(html.includes(`href="https://git.example/codec/codec.py?at=${commit(5)}#L7"`), 'by its path in the repository, wherever it was built');
    });
});

describe('where there is none', () => {
    test('the page says of which commit, and how to send it', async () => {
        const id = await crasher(go_log({ functions: ['bare'] }), {}, { package: 'bare', commit: commit(8) });
        const html = await page(id);
        assert.deepEqual(excerpts(html), []);
        assert.match(words(html), new RegExp(`Source of ${commit(8).slice(0, 7)} is not here: push\\.sh --source \\. sends it along`));
        const without = await crasher(go_log({ functions: ['barest'] }), {}, { package: 'barest', commit: '' }).catch(() => null);
        if (without) assert.match(words(await page(without)), /No commit was told, so no source can be shown/);
    });
    test('a line that the file has not is none', async () => {
        const id = await crasher(go_log({ functions: ['short'] }), { 'codec/codec.go': 'package codec\n' }, { package: 'short', commit: commit(9) });
        assert.deepEqual(excerpts(await page(id)), []);
    });
    test('a frame of a dependency, or outside of the repository, is no file of it (E20)', async () => {
        for (const [i, file] of ['go/pkg/mod/example.com/x@v1.2.3/codec/codec.go', '../../../etc/passwd'].entries()) {
            const id = await crasher(go_log({ functions: [`dep${i}`], file }), { 'codec/codec.go': text_of(90, {}), 'etc/passwd.go': text_of(90, {}) }, { package: `dep${i}`, commit: commit(20 + i) });
            assert.ok(!excerpts(await page(id)).some((e) => e.hit === 71), file);
        }
    });
});

describe('hostile source (E20)', () => {
    const hostile = {
        'bidi and zero width show as codes': { 71: 'if x != "user\u202e \u2066// check\u2069 \u2066" { a\u200bdmin()\u061c', 70: '\u202a' },
        'markup is text': { 71: '</span></code></pre><script>alert(1)</script><img src=x onerror=alert(1)>', 70: '"<!--" {{%AUTOESCAPE}} &lt;' },
        'control characters and what is not UTF-8 show as codes': { 71: 'a\u0000b\u001b[31mc\u009bd\u007f\r', 70: Buffer.from('\xff\xfe', 'latin1').toString('latin1') },
    };
    let n = 30;
    for (const [name, code] of Object.entries(hostile))
        test(name, async () => {
            const id = await crasher(go_log({ functions: [`hostile${++n}`] }), { 'codec/codec.go': text_of(90, code) }, { package: `hostile${n}`, commit: commit(n) });
            const html = await page(id), [first] = excerpts(html);
            assert.equal(first.hit, 71);
            assert.doesNotMatch(html, /[\u202a-\u202e\u2066-\u2069\u200b\u061c\u0000-\u0008\u001b\u007f\u009b]/, 'none of them is on the page');
            assert.ok(!/<script>alert|<img src=x/.test(html));
            const codes = [...first.html.matchAll(/<span class="uni">(U\+[0-9A-F]{4})<\/span>/g)].map((m) => m[1]);
            if (name.startsWith('bidi')) assert.deepEqual(codes, ['U+202A', 'U+202E', 'U+2066', 'U+2069', 'U+2066', 'U+200B', 'U+061C']);
            if (name.startsWith('control')) assert.deepEqual(codes, ['U+0000', 'U+001B', 'U+009B', 'U+007F']);
            if (name.startsWith('markup')) assert.equal(first.lines[71], code[71]);
            assert.doesNotThrow(() => JSON.stringify(code));
        });
    const costly = { 'operators': 'a.b(', 'comments': '/*', 'quotes': `"'`, 'short lines': 'x\n', 'one line': 'x' };
    for (const [name, piece] of Object.entries(costly))
        test(`256 KiB of ${name}: the page is there in a second, and small`, async () => {
            const head = text_of(70, {}), tail = text_of(20, {});
            const filling = piece.repeat(Math.floor((256 * 1024 - head.length - tail.length - 1) / piece.length));
            const id = await crasher(go_log({ functions: [`costly${++n}`] }), { 'codec/codec.go': `${head}${filling}\n${tail}` }, { package: `costly${n}`, commit: commit(n) });
            const began = process.hrtime.bigint(), html = await page(id), took = Number(process.hrtime.bigint() - began) / 1e6;
            assert.equal(excerpts(html)[0].hit, 71);
            assert.ok(html.length < 1e6, `${html.length} bytes`);
            assert.ok(took < 1000 * (process.env.SANITIZE ? 4 : 1), `${took} ms`);
        });
});

describe('what a form may hold', () => {
    const refused = async (files, fields, status, says) => {
        const answer = await send(go_log(), files, fields);
        assert.equal(answer.status, status, answer.text);
        assert.match(answer.json().error.message, says);
    };
    test('source needs a commit and a path inside of the repository', async () => {
        const answer = await ingest_form(hub, token, [['repo', repo], ['log', go_log(), 'log'], ['source', 'x', 'a.go']]);
        assert.equal(answer.status, 422);
        assert.equal(answer.json().error.message, 'source needs the field commit');
        for (const path of ['../a.go', '/etc/passwd', 'a/../../b', 'a//b', '.', `${'a'.repeat(256)}`]) await refused({ [path]: 'x' }, {}, 422, /^source/);
    });
    test('64 files of 256 KiB, 2 MiB together', async () => {
        await refused({ 'big.go': 'x'.repeat(256 * 1024 + 1) }, {}, 413, /^source big\.go has 262145 bytes, 262144 are allowed$/);
        await refused(Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`f${i}.go`, 'x'])), {}, 422, /^source: at most 64 files in one post$/);
        await refused(Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`f${i}.go`, 'x'.repeat(256 * 1024)])), {}, 413, /^source: at most 2097152 bytes in one post$/);
    });
});

describe('who sees it', () => {
    test('nobody who may not see the repository, in no form', async () => {
        for (const as of [stranger, undefined])
            for (const json of [false, true]) {
                const answer = await get(hub, `/c/${ids.Go}`, { as, json });
                assert.ok([401, 404].includes(answer.status));
                assert.ok(!answer.text.includes('return in[2]'));
            }
    });
    test('another repository with the same paths and commit has its own, or none', async () => {
        const other = pushable(hub, 'other');
        const answer = await ingest_form(hub, other.token, [['repo', other.repo], ['commit', commit(5)], ['package', 'go'], ['log', go_log(), 'log']]);
        const id = answer.json().results[0].crashers[0].id;
        grant(hub, stranger, other.repo, 'read');
        assert.deepEqual(excerpts(await page(id, stranger)), []);
    });
    test('a token that reads the repository', async () => {
        const answer = await get(hub, `/c/${ids.Go}`, { headers: { authorization: `Bearer ${new_token(hub, '--repo', repo, '--scope', 'read')}` } });
        assert.equal(excerpts(answer.text)[0]?.hit, 71);
    });
});

describe('in a browser', async () => {
    const browser = await open_browser();
    for (const name of ['Go', 'C', 'Python'])
        test(`${name}: fit for everybody, open and folded`, { timeout: 120000 }, async () => {
            const view = await open_page(hub, browser, { as: reader });
            await view.goto(`/c/${ids[name]}`);
            await assert_fit(view, `source-${name.toLowerCase()}`);
            await view.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
            await assert_fit(view, `source-${name.toLowerCase()}-open`);
        });
    test('codes of hidden characters can be read, too', { timeout: 120000 }, async () => {
        const id = await crasher(go_log({ functions: ['shown'] }), { 'codec/codec.go': text_of(90, { 70: 'a\u202eb // \u2066', 71: `x := "\u200b" + ${'long'.repeat(200)}` }) }, { package: 'shown', commit: commit(77) });
        const view = await open_page(hub, browser, { as: reader });
        await view.goto(`/c/${id}`);
        await assert_fit(view, 'source-hostile');
    });
});
