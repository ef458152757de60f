// The far sides of a burst, in a thread of their own: it counts what each hook is told of each repository, and
// what came again, which is known by its id.
import { createServer } from 'node:http';
import { parentPort } from 'node:worker_threads';

const told = new Map(), seen = new Set(); // "path repository" → [messages, total]
let repeats = 0;

const server = createServer(async (asked, answered) => {
    const parts = [];
    for await (const part of asked) parts.push(part);
    const { repository, total } = JSON.parse(Buffer.concat(parts)), key = `${asked.url} ${repository}`;
    const its = told.get(key) ?? [0, 0], id = asked.headers['x-nopanic-notification'];
    if (seen.has(id)) repeats++;
    else told.set(key, [its[0] + 1, its[1] + total]);
    seen.add(id);
    answered.writeHead(204);
    answered.end();
}).listen(0, '127.0.0.1', () => parentPort.postMessage({ port: server.address().port }));
parentPort.on('message', (word) => {
    if (word === 'told') parentPort.postMessage({ told: [...told], repeats });
    else server.close(() => process.exit());
});
