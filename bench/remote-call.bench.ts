import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { defineContract, newId, type Service } from '@caruso/core';
import {
  connectManager,
  createServiceManager,
  defineComponent,
  natsHub,
  provide,
  silentLog,
} from '@caruso/service-manager';
import { Svcm } from '@nats-io/services';
import { connect } from '@nats-io/transport-node';
import { ServiceBroker } from 'moleculer';
import { z } from 'zod';
import { type Comparison, compare } from './harness.js';

/** A call to a service in another process, over the same NATS server; each system's provider has a process of its own. */
export const name = 'remote-call';

const NATS = process.env.NATS_URL ?? 'nats://127.0.0.1:4222';
const PROVIDER = 'CARUSO_BENCH_PROVIDER';

const Sums = defineContract('bench.sums', '1.0.0', {
  add: { input: z.object({ a: z.number(), b: z.number() }), output: z.object({ sum: z.number() }), timeoutMs: 5_000 },
});

class Adder implements Service<typeof Sums> {
  add({ a, b }: { a: number; b: number }) {
    return { sum: a + b };
  }
}

type System = 'ours' | 'moleculer' | 'nats';

/** What the providers do, each in its own process. All check the input. */
const providers: Readonly<Record<System, (space: string) => Promise<unknown>>> = {
  ours: async (company) => {
    const manager = await connectManager(NATS, { company, log: silentLog });
    await manager.register(defineComponent({ name: 'sums', provides: [provide(Sums, Adder)] }));
  },
  moleculer: async (namespace) => {
    const broker = new ServiceBroker({
      nodeID: 'provider',
      namespace,
      logger: false,
      transporter: { type: 'NATS', options: { url: NATS } },
    });
    const params = { a: 'number', b: 'number' };
    broker.createService({
      name: 'sums',
      actions: { add: { params, handler: ({ params: { a, b } }) => ({ sum: a + b }) } },
    });
    await broker.start();
  },
  nats: async (space) => {
    const connection = await connect({ servers: NATS });
    const service = await new Svcm(connection as never).add({ name: `sums-${space}`, version: '1.0.0' });
    service.addEndpoint('add', {
      subject: `${space}.add`,
      handler: (problem, message) => {
        if (problem) return;
        const input = Sums.operations.add.input.safeParse(message.json());
        if (input.success) message.respond(JSON.stringify({ sum: input.data.a + input.data.b }));
        else message.respondError(400, input.error.message);
      },
    });
    await connection.flush();
  },
};

if (process.env[PROVIDER]) {
  const [system, space = ''] = process.env[PROVIDER].split(' ');
  await providers[system as System](space);
  process.once('disconnect', () => process.exit(0));
  process.send?.('ready');
}

/** Starts the provider of a system in a process of its own. */
async function provider(system: System, space: string): Promise<ChildProcess> {
  const env = { ...process.env, [PROVIDER]: `${system} ${space}` };
  const child = fork(fileURLToPath(import.meta.url), { env, stdio: ['ignore', 2, 2, 'ipc'] });
  await new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', () => reject(new Error(`the provider of ${system} has ended`)));
  });
  return child;
}

type Call = () => Promise<unknown>;

/** A caller for each system, in this process, and how to end it with its provider. */
async function callers(): Promise<{ readonly calls: Readonly<Record<System, Call>>; close(): Promise<void> }> {
  const space = `bench-${newId().slice(0, 8)}`;
  const centre = createServiceManager({ company: space, log: silentLog });
  await centre.register(natsHub({ servers: NATS, log: silentLog }));
  const children = await Promise.all((['ours', 'moleculer', 'nats'] as const).map((system) => provider(system, space)));

  const manager = await connectManager(NATS, { company: space, log: silentLog });
  const stub = manager.get(Sums);
  const broker = new ServiceBroker({
    nodeID: 'caller',
    namespace: space,
    logger: false,
    transporter: { type: 'NATS', options: { url: NATS } },
  });
  await broker.start();
  await broker.waitForServices('sums');
  const connection = await connect({ servers: NATS });
  return {
    calls: {
      ours: () => stub.add({ a: 1, b: 2 }),
      moleculer: () => broker.call('sums.add', { a: 1, b: 2 }),
      nats: async () =>
        (await connection.request(`${space}.add`, JSON.stringify({ a: 1, b: 2 }), { timeout: 5_000 })).json(),
    },
    close: async () => {
      await Promise.all([manager.stop(), broker.stop(), connection.close()]);
      for (const child of children) child.disconnect();
      await centre.stop();
    },
  };
}

/** Answers per second for so many callers, each of which waits for its answer before it calls again. */
async function rate(callers: number, count: number, call: Call): Promise<number> {
  let left = count;
  const started = process.hrtime.bigint();
  await Promise.all(
    Array.from({ length: callers }, async () => {
      for (; left > 0; left -= 1) await call();
    }),
  );
  return count / (Number(process.hrtime.bigint() - started) / 1e9);
}

/** Half of the calls of one caller took at most so long, in microseconds. */
async function median(count: number, call: Call): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const started = process.hrtime.bigint();
    await call();
    times.push(Number(process.hrtime.bigint() - started) / 1_000);
  }
  return times.sort((a, b) => a - b)[count >> 1] ?? Number.NaN;
}

export async function run(): Promise<readonly Comparison[]> {
  const { calls, close } = await callers();
  try {
    const busy = await compare({
      case: 'add two numbers, 64 callers',
      unit: 'calls/s',
      better: 'higher',
      bar: 1,
      ours: () => rate(64, 30_000, calls.ours),
      peers: {
        'moleculer over NATS': () => rate(64, 30_000, calls.moleculer),
        '@nats-io/services, nc.request': () => rate(64, 30_000, calls.nats),
      },
    });
    const alone = await compare({
      case: 'add two numbers, 1 caller, median',
      unit: 'µs/call',
      better: 'lower',
      bar: 1,
      ours: () => median(2_000, calls.ours),
      peers: {
        'moleculer over NATS': () => median(2_000, calls.moleculer),
        '@nats-io/services, nc.request': { measure: () => median(2_000, calls.nats), bar: null },
      },
    });
    return [...busy, ...alone];
  } finally {
    await close();
  }
}
