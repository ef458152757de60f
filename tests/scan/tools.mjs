// The scanners as programs, and what they say as findings: [{where, what}].  One that did not do its work
// throws, for silence is no clean bill.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// In its folder: what a scanner leaves where it stands is thrown away with it.
function run(program, args, folder, minutes) {
    return new Promise((resolve, reject) => {
        const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], timeout: minutes * 60000 });
        let said = '';
        for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => { said += part; });
        child.on('error', reject);
        child.on('close', (status, signal) => (signal ? reject(new Error(`${program} took over ${minutes} minutes`)) : resolve({ status, said })));
    });
}

// Status codes with which a page refuses what it was sent; they are answers like others.
const REFUSALS = '400,401,403,404,405,409,413,415,422,429';

// target: {name, url, method, data, type, cookie, headers, fields}; without fields, what is marked by *.
export async function sqlmap(target, folder) {
    const args = ['-u', target.url, '--batch', '--flush-session', '--disable-coloring', '--level', '3', '--risk', '2',
                  '--dbms', 'PostgreSQL', '--technique', 'BEUST', '--time-sec', '3', '--ignore-code', REFUSALS,
                  '--output-dir', folder, '--skip-waf'];
    if (target.fields) args.push('-p', target.fields.join());
    if (target.data !== undefined) args.push('--method', target.method ?? 'POST', '--data', target.data);
    if (target.cookie) args.push('--cookie', target.cookie);
    for (const header of [...(target.type ? [`Content-Type: ${target.type}`] : []), ...(target.headers ?? [])])
        args.push('-H', header);
    mkdirSync(folder, { recursive: true });
    const { said } = await run('sqlmap', args, folder, 20);
    const found = [...said.matchAll(/^Parameter: (.*)$/gm)].map((m) => ({ where: `${target.name} ${m[1]}`, what: 'SQL injection' }));
    if (found.length === 0 && !/do(es)? not (appear|seem) to be injectable/.test(said))
        throw new Error(`sqlmap did not test ${target.name}:\n${said.slice(-1500)}`);
    return found;
}

// All that works without the internet; those that crawl find the pages by themselves.
const MODULES = 'xss,permanentxss,sql,blindsql,exec,file,crlf,redirect,xxe,backup,methods,csrf,csp,http_headers,cookieflags,shellshock,htaccess';

export async function wapiti(url, folder, { cookie, modules = MODULES, minutes = 20 } = {}) {
    mkdirSync(folder, { recursive: true });
    const report = join(folder, 'report.json');
    const args = ['-u', `${url}/`, '--scope', 'domain', '-m', modules, '-f', 'json', '-o', report, '--flush-session',
                  '--store-session', folder, '--no-bugreport', '-S', 'normal', '--max-links-per-page', '100',
                  '--max-scan-time', String(minutes * 60), '--max-attack-time', String(minutes * 3)];
    if (cookie) args.push('-H', `Cookie: ${cookie}`); // not as its own, which it would let a page take away
    const { said } = await run('wapiti', args, folder, 2 * minutes + 5);
    let told;
    try {
        told = JSON.parse(readFileSync(report, 'utf8'));
    } catch {
        throw new Error(`wapiti left no report:\n${said.slice(-1500)}`);
    }
    // What only TLS has (tests/web/first.test.mjs), and a header that browsers have taken out.
    const beside = /Strict-Transport-Security|Secure flag is not set|X-XSS-Protection/;
    const kinds = { ...told.vulnerabilities, ...told.anomalies };
    return Object.entries(kinds).flatMap(([what, all]) => all.map((one) => ({ where: `${one.method} ${one.path} ${one.parameter ?? ''}`.trim(), what, info: one.info })))
        .filter((one) => !beside.test(one.info));
}
