// What stubs of other servers have in common: one listens on a port of its own, and gives each call to take().
import { createServer } from 'node:http';

export class Stub {
    async start() {
        this.server = createServer((asked, answered) => this.take(asked, answered)).listen(0, '127.0.0.1');
        await new Promise((resolve) => this.server.on('listening', resolve));
        this.port = this.server.address().port;
        return this;
    }

    stop() {
        this.server.closeAllConnections();
        this.server.close();
    }
}
