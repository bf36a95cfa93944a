import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The server tests share; each uses a company of its own. */
export const SHARED = 'nats://127.0.0.1:4222';

/** Whether something listens. */
function reachable(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function missingServer(): Promise<string | undefined> {
  if (await reachable(4222)) return undefined;
  const reason = `no NATS server at ${SHARED}`;
  if (process.env.CARUSO_REQUIRE_SERVERS === '1') throw new Error(reason);
  return reason;
}

/** Why tests with the shared server cannot run here. */
export const missing = await missingServer();

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

/** Why tests with a server of their own cannot run here. */
export const missingBinary = await new Promise<string | undefined>((resolve, reject) => {
  const probe = spawn('nats-server', ['--version'], { stdio: 'ignore' });
  probe.once('exit', () => resolve(undefined));
  probe.once('error', () => {
    const reason = 'no nats-server in the path';
    if (process.env.CARUSO_REQUIRE_SERVERS === '1') reject(new Error(reason));
    else resolve(reason);
  });
});

/** A NATS server of a test's own, which can be stopped and started again at the same address. */
export class OwnServer {
  #process: ChildProcess | undefined;
  readonly #folder = mkdtempSync(join(tmpdir(), 'caruso-nats-'));

  private constructor(readonly port: number) {}

  /** @param configuration in the server's own language, e.g. `authorization { … }` */
  static async start(configuration = ''): Promise<OwnServer> {
    const server = new OwnServer(await freePort());
    server.configure(configuration);
    await server.start();
    return server;
  }

  get url(): string {
    return `nats://127.0.0.1:${this.port}`;
  }

  configure(configuration: string): void {
    writeFileSync(join(this.#folder, 'nats.conf'), configuration);
  }

  async start(): Promise<void> {
    const flags = ['-a', '127.0.0.1', '-p', String(this.port), '-c', join(this.#folder, 'nats.conf')];
    const started = spawn('nats-server', flags, { stdio: ['ignore', 'ignore', 'pipe'] });
    this.#process = started;
    let log = '';
    await new Promise<void>((resolve, reject) => {
      started.stderr?.on('data', (chunk: Buffer) => {
        log += chunk.toString();
        if (log.includes('Server is ready')) resolve();
      });
      started.once('exit', () => reject(new Error(`nats-server ended: ${log}`)));
    });
  }

  /** Ends the server, as a crash does. */
  async stop(): Promise<void> {
    const running = this.#process;
    if (!running) return;
    this.#process = undefined;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await ended;
  }

  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
