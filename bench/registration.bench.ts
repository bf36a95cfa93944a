import { type Contract, defineContract, newId, type Service } from '@caruso/core';
import { type Component, createServiceManager, natsHub, silentLog } from '@caruso/service-manager';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { ServiceBroker } from 'moleculer';
import { z } from 'zod';
import { type Comparison, compare } from './harness.js';

/** Registering 1,000 services, each with a contract of its own: in a process, and shared with others over NATS. */
export const name = 'registration';

const NATS = process.env.NATS_URL ?? 'nats://127.0.0.1:4222';
const count = 1_000;
const promisedMs = 50;
const promisedMegabytes = 4;

const contracts = Array.from({ length: count }, (_, n) =>
  defineContract(`bench.sums${n}`, '1.0.0', {
    add: { input: z.object({ a: z.number(), b: z.number() }), output: z.object({ sum: z.number() }) },
  }),
);
const adder = { add: ({ a, b }: { a: number; b: number }) => ({ sum: a + b }) };
const componentOf = (contract: Contract, n: number): Component => ({
  name: `adder-${n}`,
  provides: [contract],
  requires: [],
  create: () => new Map([[contract.name, adder as unknown as Service<Contract>]]),
});

/**
 * What registering all of them takes, in milliseconds and in megabytes of heap. Shared ones are registered when another
 * connection reaches the last.
 */
async function registerAll(shared: boolean): Promise<{ readonly ms: number; readonly megabytes: number }> {
  const others = shared ? await connect({ servers: NATS }) : undefined;
  const services = createServiceManager({ company: `bench-${newId().slice(0, 8)}`, log: silentLog });
  if (shared) await services.register(natsHub({ servers: NATS, log: silentLog }));
  const before = heap();
  const since = performance.now();
  await Promise.all(contracts.map((contract, n) => services.register(componentOf(contract, n))));
  if (others) await reach(others, `adder-${count - 1}`);
  const ms = performance.now() - since;
  const megabytes = (heap() - before) / 1e6;
  await services.stop();
  await others?.close();
  return { ms, megabytes };
}

/** Asks for a service until it answers; as long as nobody has subscribed for it, the server says so at once. */
async function reach(connection: NatsConnection, service: string): Promise<void> {
  for (let answered = false; !answered; ) {
    answered = await connection.request(`$SRV.PING.${service}`).then(
      () => true,
      () => false,
    );
    if (!answered) await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

async function moleculer(): Promise<number> {
  const broker = new ServiceBroker({ logger: false });
  await broker.start();
  const since = performance.now();
  for (let n = 0; n < count; n += 1) broker.createService({ name: `adder-${n}`, actions: { add: () => ({ sum: 0 }) } });
  await broker.waitForServices(`adder-${count - 1}`);
  const ms = performance.now() - since;
  await broker.stop();
  return ms;
}

function heap(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().heapUsed;
}

export async function run(): Promise<readonly Comparison[]> {
  const time = (where: string, shared: boolean) =>
    compare({
      case: `1,000 services, ${where}`,
      unit: 'ms',
      better: 'lower',
      bar: 1,
      ours: async () => (await registerAll(shared)).ms,
      peers: { [`promised: ${promisedMs} ms`]: () => promisedMs, moleculer: { measure: moleculer, bar: null } },
    });
  const memory = await compare({
    case: '1,000 services over NATS, memory',
    unit: 'MB',
    better: 'lower',
    bar: 1,
    ours: async () => (await registerAll(true)).megabytes,
    peers: { [`promised: ${promisedMegabytes} MB`]: () => promisedMegabytes },
  });
  return [...(await time('in process', false)), ...(await time('over NATS', true)), ...memory];
}
