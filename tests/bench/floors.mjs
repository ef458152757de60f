// The yardsticks: two bare FastCGI programs behind an nginx of their own, in the hub's PostgreSQL cluster.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;

const configuration = (folder, port) => `
daemon off; worker_processes 2; pid ${folder}/nginx.pid; error_log stderr warn;
events { worker_connections 1024; }
http {
    access_log off;
    client_max_body_size 20m; client_body_buffer_size 128k;
    fastcgi_buffer_size 16k; fastcgi_buffers 16 16k;
    client_body_temp_path ${folder}/body; fastcgi_temp_path ${folder}/answer;
    proxy_temp_path ${folder}/unused; uwsgi_temp_path ${folder}/unused; scgi_temp_path ${folder}/unused;
    server {
        listen 127.0.0.1:${port};
        include /etc/nginx/fastcgi_params;
        location / { fastcgi_pass unix:${folder}/page.sock; }
        location /ingest { fastcgi_pass unix:${folder}/ingest.sock; }
    }
}
`;

// As the hub's own user, so that all compete alike.
function start(hub, command, words) {
    const { uid, gid } = statSync(hub.state);
    const as = process.getuid() === 0 ? { uid, gid } : {};
    return spawn(command, words, { ...as, cwd: '/', stdio: ['ignore', 'inherit', 'inherit'] });
}

// Makes the database "floor" and starts all; {url, connection, roots, stop()}.
export async function start_floors(hub, folder, port, processes) {
    mkdirSync(folder, { mode: 0o777 });
    writeFileSync(join(folder, 'nginx.conf'), configuration(folder, port));
    if (process.getuid() === 0) execFileSync('chown', ['-R', `--reference=${hub.state}`, folder]);
    const connection = `host=${hub.run} user=nopanic dbname=floor`;
    hub.psql('CREATE DATABASE floor');
    const log = readFileSync(join(here, 'asan.log'), 'utf8');
    hub.psql(readFileSync(join(here, 'floor.sql'), 'utf8'), '-d', 'floor', '-v', `log=${log}`);
    const running = ['page', 'ingest'].map((name) =>
        start(hub, join(process.env.BUILD, 'bench', `floor_${name}`), [join(folder, `${name}.sock`), processes, connection]));
    running.push(start(hub, 'nginx', ['-p', folder, '-e', 'stderr', '-c', join(folder, 'nginx.conf')]));
    await sleep(1000);
    return {
        url: `http://127.0.0.1:${port}`, connection, roots: running.map((child) => child.pid),
        async stop() {
            for (const child of running.reverse()) {
                child.kill('SIGTERM');
                if (child.exitCode === null) await new Promise((resolve) => child.once('exit', resolve));
            }
        },
    };
}
