import { setTimeout as after } from 'node:timers/promises';
import { defineContract, type Service, type Stub } from '@caruso/core';
import { type Component, createServiceManager, defineComponent, provide, silentLog } from '@caruso/service-manager';
import { ServiceBroker } from 'moleculer';
import { z } from 'zod';
import type { Comparison } from './harness.js';

/** Replacing a service under load, while a resource of the old version closes the moment it is told to stop. */
export const name = 'hot-swap';

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
  const outcomes: Outcome[] = [];
  for (let round = 0; round < runs; round += 1) outcomes.push(await ours());
  const peer = await moleculer();
  return rows('in process', outcomes, 'moleculer, 1 run', peer);
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
