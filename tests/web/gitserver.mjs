// A git server for tests: repositories in a folder, over http by git's own http-backend; and servers that
// do what no git server should.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after } from 'node:test';
import { temporary_folder } from './hub.mjs';

const environment = { PATH: process.env.PATH, HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1', GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@example.com',
                      GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@example.com' };

// A server whose answers are those of handle(request, response); it ends with the tests.
export async function http_server(handle) {
    const server = createServer(handle);
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    after(() => { server.closeAllConnections(); server.close(); });
    return { server, port: server.address().port, url: `http://127.0.0.1:${server.address().port}` };
}

function run_backend(root, request, response) {
    const [path, query = ''] = request.url.split('?');
    const backend = spawn('git', ['http-backend'], { env: { ...environment, GIT_PROJECT_ROOT: root, GIT_HTTP_EXPORT_ALL: '1', PATH_INFO: path, QUERY_STRING: query,
        REQUEST_METHOD: request.method, CONTENT_TYPE: request.headers['content-type'] ?? '', CONTENT_LENGTH: request.headers['content-length'] ?? '' } });
    request.pipe(backend.stdin);
    let head = Buffer.alloc(0), begun = false;
    backend.stdout.on('data', (data) => {
        if (begun) return response.write(data);
        head = Buffer.concat([head, data]);
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        begun = true;
        const fields = head.subarray(0, end).toString().split('\r\n').map((line) => line.split(/: */));
        const status = Number(fields.find(([name]) => name === 'Status')?.[1]?.slice(0, 3) ?? 200);
        response.writeHead(status, Object.fromEntries(fields.filter(([name]) => name !== 'Status')));
        response.write(head.subarray(end + 4));
    });
    backend.stdout.on('end', () => { if (!begun) response.writeHead(500); response.end(); });
    backend.stdin.on('error', () => {});
}

// A server with repositories, and what it was asked: [{ path, authorization }].  With a login it wants that.
export async function git_server({ login } = {}) {
    const root = temporary_folder(), asked = [];
    const its = await http_server((request, response) => {
        asked.push({ path: request.url, authorization: request.headers.authorization });
        if (login && request.headers.authorization !== `Basic ${Buffer.from(login).toString('base64')}`) {
            response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' });
            response.end();
        } else run_backend(root, request, response);
    });
    return { ...its, root, asked, repository: (name) => new Repository(join(root, name), `${its.url}/${name}`) };
}

class Repository {
    constructor(folder, url) {
        Object.assign(this, { folder, url });
        mkdirSync(folder, { recursive: true });
        this.git('init', '-q', '--bare', '-b', 'main');
        this.git('config', 'uploadpack.allowReachableSHA1InWant', 'true');
    }

    git(...words) {
        return this.git_with('', ...words);
    }

    git_with(input, ...words) {
        return execFileSync('git', ['-C', this.folder, ...words], { env: environment, input, encoding: 'utf8', maxBuffer: 1 << 28 }).trim();
    }

    // Commits exactly these files ({ path: text or Buffer }) on a branch, and returns the id.
    commit(files, { branch = 'main', parents, message = 'x' } = {}) {
        const env = { ...environment, GIT_INDEX_FILE: join(this.folder, 'index.test') };
        const git = (input, ...words) => execFileSync('git', ['-C', this.folder, ...words], { env, input, encoding: 'utf8' }).trim();
        git('', 'read-tree', '--empty');
        const lines = Object.entries(files).map(([path, text]) => `100644 ${git(text, 'hash-object', '-w', '--stdin')}\t${path}\n`);
        git(lines.join(''), 'update-index', '--index-info');
        let before = parents;
        if (!before) try { before = [git('', 'rev-parse', '-q', '--verify', `refs/heads/${branch}`)]; } catch { before = []; }
        const id = git('', 'commit-tree', '-m', message, ...before.flatMap((p) => ['-p', p]), git('', 'write-tree'));
        if (branch) git('', 'update-ref', `refs/heads/${branch}`, id);
        return id;
    }
}
