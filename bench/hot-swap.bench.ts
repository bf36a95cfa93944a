import { setTimeout as after } from 'node:timers/promises';
import { defineContract, newId, type Service, type Stub } from '@caruso/core';
import {
  type Component,
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
import type { Comparison } from './harness.js';

/** Replacing a service under load, while a resource of the old version closes the moment it is told to stop. */
export const name = 'hot-swap';

const NATS = process.env.NATS_URL ?? 'nats://127.0.0.1:4222';
const callers = 50;
const handlerMs = 10;
const swaps = 10;
const runs = 20;
const promisedMs = 20;

const Work = defineContract('bench.work', '1.0.0', {
  do: { input: z.object({ n: z.int() }), output: z.object({ n: z.int() }) },
});

/** What a version works with: closed at its stop, and any use after that fails. */
class Resource {
  #open = true;

  async use(n: number): Promise<{ n: number }> {
    if (!this.#open) throw new Error('called after stop');
    await after(handlerMs);
    if (!this.#open) throw new Error('stopped in flight');
    return { n };
  }
  close(): void {
    this.#open = false;
  }
}

class Worker implements Service<typeof Work> {
  readonly #resource = new Resource();
  do({ n }: { n: number }) {
    return this.#resource.use(n);
  }
  stop() {
    this.#resource.close();
  }
}

const version = (number: number): Component =>
  defineComponent({ name: 'worker', version: `1.${number}.0`, provides: [provide(Work, Worker)] });

/** What a system did to its callers while services were swapped. */
interface Outcome {
  readonly calls: number;
  readonly lost: number;
  /** The longest swap, in milliseconds. */
  readonly slowestMs: number;
}

/** Keeps callers calling while a service is swapped several times. */
async function swapUnderLoad(call: (n: number) => Promise<unknown>, swap: (number: number) => Promise<void>) {
  let [calls, lost, slowestMs] = [0, 0, 0];
  let running = true;
  const caller = async () => {
    while (running) {
      calls += 1;
      // A caller that is refused tries again a little later, as anybody would.
      await call(calls).catch(async () => {
        lost += 1;
        await after(1);
      });
    }
  };
  const all = Array.from({ length: callers }, caller);
  for (let number = 1; number <= swaps; number += 1) {
    await after(handlerMs);
    const since = performance.now();
    await swap(number);
    slowestMs = Math.max(slowestMs, performance.now() - since);
  }
  running = false;
  await Promise.all(all);
  return { calls, lost, slowestMs };
}

async function ours(): Promise<Outcome> {
  const services = createServiceManager({ company: 'bench', log: silentLog });
  await services.register(version(0));
  const stub: Stub<typeof Work> = services.get(Work);
  try {
    return await swapUnderLoad(
      (n) => stub.do({ n }),
      async (number) => {
        await services.replace('worker', version(number));
      },
    );
  } finally {
    await services.stop();
  }
}

/** The same over NATS: the callers have joined from another connection, as another process would. */
async function oursOverNats(): Promise<Outcome> {
  const company = `bench-${newId().slice(0, 8)}`;
  const services = createServiceManager({ company, log: silentLog });
  await services.register(natsHub({ servers: NATS }));
  await services.register(version(0));
  const joined = await connectManager(NATS, { company, log: silentLog });
  const stub: Stub<typeof Work> = joined.get(Work);
  try {
    return await swapUnderLoad(
      (n) => stub.do({ n }),
      async (number) => {
        await services.replace('worker', version(number));
      },
    );
  } finally {
    await joined.stop();
    await services.stop();
  }
}

/** A NATS micro service that is stopped while another instance has already started: its handlers are not awaited. */
async function microService(): Promise<Outcome> {
  const connection = await connect({ servers: NATS });
  const subject = `bench-${newId()}`;
  const open = async () => {
    const resource = new Resource();
    // It brings an older copy of the core library, whose types do not fit those of the transport.
    const service = await new Svcm(connection as never).add({ name: 'work', version: '1.0.0' });
    service.addEndpoint('do', {
      subject,
      handler: async (problem, message) => {
        if (problem) return;
        const done = await resource.use(message.json<{ n: number }>().n).catch((thrown: Error) => thrown);
        if (done instanceof Error) message.respondError(500, done.message);
        else message.respond(JSON.stringify(done));
      },
    });
    await connection.flush();
    return { service, resource };
  };
  let current = await open();
  try {
    return await swapUnderLoad(
      async (n) => {
        const answer = await connection.request(subject, JSON.stringify({ n }), { timeout: 1_000 });
        if (answer.headers?.has('Nats-Service-Error')) throw new Error('failed');
      },
      async () => {
        const next = await open();
        await current.service.stop();
        current.resource.close();
        current = next;
      },
    );
  } finally {
    await current.service.stop();
    await connection.close();
  }
}

async function moleculer(): Promise<Outcome> {
  const broker = new ServiceBroker({ logger: false });
  const create = () => {
    const resource = new Resource();
    return broker.createService({
      name: 'work',
      actions: { do: ({ params }) => resource.use(params.n) },
      stopped: () => resource.close(),
    });
  };
  let current = create();
  await broker.start();
  try {
    return await swapUnderLoad(
      (n) => broker.call('work.do', { n }),
      async () => {
        await broker.destroyService(current);
        current = create();
        await broker.waitForServices('work');
      },
    );
  } finally {
    await broker.stop();
  }
}

export async function run(): Promise<readonly Comparison[]> {
  return [
    ...rows('in process', await repeated(ours), 'moleculer, 1 run', await moleculer()),
    ...rows('over NATS', await repeated(oursOverNats), 'NATS micro service, 1 run', await microService()),
  ];
}

async function repeated(once: () => Promise<Outcome>): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let round = 0; round < runs; round += 1) outcomes.push(await once());
  return outcomes;
}

function rows(where: string, outcomes: readonly Outcome[], peerName: string, peer: Outcome): readonly Comparison[] {
  const lost = outcomes.reduce((sum, outcome) => sum + outcome.lost, 0);
  const slowest = Math.max(...outcomes.map(({ slowestMs }) => slowestMs)) - handlerMs;
  const common = { oursSpread: 0, peerSpread: 0 };
  return [
    {
      ...common,
      case: `${where}: calls lost in ${runs} runs of ${swaps} swaps`,
      ours: lost,
      peer: peer.lost,
      peerName,
      unit: 'calls',
      ratio: lost / peer.lost,
      bar: 0,
      ok: lost === 0,
    },
    {
      ...common,
      case: `${where}: slowest swap beyond the handler’s ${handlerMs} ms`,
      ours: slowest,
      peer: promisedMs,
      peerName: `promised: ${promisedMs} ms`,
      unit: 'ms',
      ratio: slowest / promisedMs,
      bar: 1,
      ok: slowest < promisedMs,
    },
  ];
}
