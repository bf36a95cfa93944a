import { defineContract, type Service } from '@caruso/core';
import { createServiceManager, defineComponent, provide, silentLog } from '@caruso/service-manager';
import { ServiceBroker } from 'moleculer';
import { z } from 'zod';
import { type Comparison, compare, timePerCall } from './harness.js';

/** Finding one of 1,000 providers of a contract, by a range of versions and a property. */
export const name = 'lookup';

const providers = 1_000;
const lookups = 100_000;
const promisedMicroseconds = 2;

const Sums = defineContract('bench.sums', '1.0.0', {
  add: { input: z.object({ a: z.number(), b: z.number() }), output: z.object({ sum: z.number() }) },
});

class Adder implements Service<typeof Sums> {
  add({ a, b }: { a: number; b: number }) {
    return { sum: a + b };
  }
}

export async function run(): Promise<readonly Comparison[]> {
  const services = createServiceManager({ company: 'bench', log: silentLog });
  const broker = new ServiceBroker({ logger: false });
  for (let n = 0; n < providers; n += 1) {
    await services.register(
      defineComponent({
        name: `adder-${n}`,
        version: `1.${n}.0`,
        properties: { n },
        provides: [provide(Sums, Adder)],
      }),
    );
    broker.createService({ name: `adder-${n}`, actions: { add: ({ params }) => params } });
  }
  await broker.start();
  const query = { version: '^1.2', properties: { n: 777 } };
  const find = () => services.find(Sums, query);
  if (find()?.version !== '1.777.0') throw new Error('the look-up finds the wrong provider');
  try {
    return await compare({
      case: 'one of 1,000 by range and property',
      unit: 'µs/look-up',
      better: 'lower',
      bar: 1,
      ours: () => timePerCall(lookups, find),
      peers: {
        [`promised: ${promisedMicroseconds} µs`]: () => promisedMicroseconds,
        // By name only: Moleculer knows neither ranges nor properties.
        'moleculer registry, by name': {
          measure: () =>
            timePerCall(lookups, () => broker.registry.getActionEndpoints('adder-777.add')?.next({} as never)),
          bar: null,
        },
      },
    });
  } finally {
    await broker.stop();
    await services.stop();
  }
}
