// Which addresses the hub answers, read from where it has them: the locations of nginx, and the tables of
// routes of the programs behind them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './hub.mjs';

// [{program, path, takes_post, only_account, only_admin}] of cgi-bin/*.c.
export function program_routes() {
    return readdirSync(join(root, 'cgi-bin')).filter((name) => name.endsWith('.c')).sort().flatMap((name) => {
        const text = readFileSync(join(root, 'cgi-bin', name), 'utf8').replace(/\/\*.*?\*\//gs, '');
        return [...text.matchAll(/\{(\s*(?:\.path\s*=\s*"|(?="\/[^"]*", show_)")(\/[^"]*)"[^{}]*)\}/g)].map(([, inside, path]) => {
            const has = (flag) => new RegExp(`\\.${flag}\\s*=\\s*true`).test(inside);
            return { program: name.slice(0, -2), path, takes_post: has('takes_post'), only_account: has('only_account'), only_admin: has('only_admin') };
        });
    });
}

// Programs that answer without such a table: one address each.
export function programs_without_routes() {
    return readdirSync(join(root, 'cgi-bin')).filter((name) => name.endsWith('.c')).sort()
        .filter((name) => !readFileSync(join(root, 'cgi-bin', name), 'utf8').includes('.path = "')).map((name) => name.slice(0, -2));
}

// What nginx sends where: ["/r/", "page", "detail"], in the order of the file; guarded by nothing but the
// network if the second is "public" or "file".
export function nginx_locations() {
    const text = readFileSync(join(root, 'nginx/nopanic.conf.in'), 'utf8').replace(/^\s*#.*$/gm, '');
    return [...text.matchAll(/location\s+((?:[=~^]+\s+)?\S+)\s*\{((?:[^{}]|\{[^{}]*\})*)\}/g)].map(([, place, inside]) => [
        place.replace(/"/g, ''),
        /\binternal;/.test(inside) ? 'internal' : /include page\.conf/.test(inside) ? 'page' : /include public\.conf/.test(inside) ? 'public' : 'file',
        /\/(\w+)\.sock/.exec(inside)?.[1] ?? null]);
}
