import { defineContract, type Service } from '@caruso/core';
import { defineAssembly, defineComponent, provide, silentLog, startAssembly } from '@caruso/service-manager';
import { ServiceBroker } from 'moleculer';
import { z } from 'zod';
import { type Comparison, compare, timePerCall } from './harness.js';

/** A call through the registry to a service in the same process, one caller, one call after the other. */
export const name = 'local-call';

const calls = 100_000;

const Sums = defineContract('bench.sums', '1.0.0', {
  add: { input: z.object({ a: z.number(), b: z.number() }), output: z.object({ sum: z.number() }) },
});

class Adder implements Service<typeof Sums> {
  add({ a, b }: { a: number; b: number }) {
    return { sum: a + b };
  }
}

export async function run(): Promise<readonly Comparison[]> {
  const sums = defineComponent({ name: 'sums', provides: [provide(Sums, Adder)] });
  const running = await startAssembly(defineAssembly({ company: 'bench', components: [sums] }), { log: silentLog });
  const stub = running.get(Sums);
  const broker = new ServiceBroker({ logger: false });
  // The same promise on both sides: the input is checked before the handler sees it.
  const params = { a: 'number', b: 'number' };
  broker.createService({
    name: 'sums',
    actions: { add: { params, handler: ({ params: { a, b } }) => ({ sum: a + b }) } },
  });
  await broker.start();
  const direct = new Adder();
  try {
    return await compare({
      case: 'add two numbers, input checked',
      unit: 'µs/call',
      better: 'lower',
      bar: 0.5,
      ours: () => timePerCall(calls, () => stub.add({ a: 1, b: 2 })),
      peers: {
        'moleculer broker.call': () => timePerCall(calls, () => broker.call('sums.add', { a: 1, b: 2 })),
        'direct method call': { measure: () => timePerCall(calls, () => direct.add({ a: 1, b: 2 })), bar: null },
      },
    });
  } finally {
    await broker.stop();
    await running.stop();
  }
}
