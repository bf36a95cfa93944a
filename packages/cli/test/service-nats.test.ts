import { connect } from 'node:net';
import { newId, type Service } from '@caruso/core';
import {
  defineAssembly,
  defineComponent,
  natsHub,
  provide,
  type RunningAssembly,
  serviceControl,
  silentLog,
  startAssembly,
} from '@caruso/service-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../src/index.js';
import { Bell } from './support/bell.js';
import { caruso } from './support/terminal.js';

const SERVERS = 'nats://127.0.0.1:4222';
const missing = await new Promise<string | undefined>((resolve, reject) => {
  const socket = connect(4222, '127.0.0.1', () => {
    socket.destroy();
    resolve(undefined);
  });
  socket.once('error', (problem) => {
    if (process.env.CARUSO_REQUIRE_SERVERS === '1') reject(problem);
    else resolve(`no NATS server at ${SERVERS}`);
  });
});

class QuietBell implements Service<typeof Bell> {
  ring() {
    return {};
  }
}

describe.skipIf(missing)(`caruso service over NATS${missing ? ` (${missing})` : ''}`, () => {
  const company = `cli-${newId()}`;
  let running: RunningAssembly;
  const service = (...args: readonly string[]) => caruso(['service', ...args, '--nats', SERVERS, '--company', company]);

  beforeAll(async () => {
    const components = [
      serviceControl(),
      defineComponent({ name: 'bell', version: '1.4.0', provides: [provide(Bell, QuietBell)] }),
      natsHub({ servers: SERVERS }),
    ];
    running = await startAssembly(defineAssembly({ company, components }), { log: silentLog });
  });
  afterAll(() => running.stop());

  it('sees the services of the assembly', async () => {
    const { code, out } = await service('list');
    expect(code).toBe(EXIT.ok);
    expect(out).toMatch(/^bell +1\.4\.0 +active/m);
  });

  it('changes them', async () => {
    expect((await service('maintain', 'bell', '--reason', 'new clapper')).code).toBe(EXIT.ok);
    expect((await service('show', 'bell')).out).toContain('maintenance (new clapper)');
    expect((await service('resume', 'bell')).code).toBe(EXIT.ok);
  });

  it('watches them', async () => {
    const before = process.listeners('SIGINT');
    const lines: string[] = [];
    const args = ['watch', '--contract', 'demo.bell', '--nats', SERVERS, '--company', company];
    const watching = caruso(['service', ...args], [], (text) => lines.push(text));
    await expect.poll(() => lines.length, { timeout: 10_000 }).toBe(1);
    const [interrupt] = process.listeners('SIGINT').filter((listener) => !before.includes(listener));
    interrupt?.('SIGINT');
    expect((await watching).code).toBe(EXIT.ok);
    expect(lines[0]).toContain('bell 1.4.0  active');
  });
});

describe('caruso service over NATS that is not there', () => {
  it('says so', async () => {
    const { code, err } = await caruso(['service', 'list', '--nats', 'nats://127.0.0.1:1', '--company', 'demo']);
    expect(code).toBe(EXIT.failed);
    expect(err).toContain('There is no connection to NATS at nats://127.0.0.1:1');
  });

  it('is not reached by a socket at the same time', async () => {
    const { code } = await caruso(['service', 'list', '--nats', SERVERS, '--socket', '/tmp/socket']);
    expect(code).toBe(EXIT.usage);
  });
});
