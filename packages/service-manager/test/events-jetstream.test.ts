import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type CarusoError, ChangeSignal, defineEvent, newId } from '@caruso/core';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import {
  type DeliveredEvent,
  type EventBus,
  type EventEnvelope,
  type JetStreamEventsOptions,
  jetStreamEvents,
  type Log,
  ServiceErrors,
  silentLog,
} from '../src/index.js';
import { Paid } from './support/events/invoices.js';
import { missing, SHARED } from './support/nats/nats-server.js';

let company: string;
let connections: NatsConnection[];
let buses: EventBus[];
let errors: string[];

beforeEach(() => {
  company = `test-${newId()}`;
  connections = [];
  buses = [];
  errors = [];
});

afterEach(async () => {
  await Promise.all(buses.map((bus) => bus.close()));
  if (connections[0]) await (await jetstreamManager(connections[0])).streams.delete(stream());
  await Promise.all(connections.map((connection) => connection.close()));
});

const stream = () => `CARUSO_${company.toUpperCase()}_EVENTS`;
const durable = (consumer: string) => `billing_invoice-paid__v1__${consumer}`;
const handle = ({ data }: DeliveredEvent<typeof Paid>) => got.add(data.invoice);

async function open(options: Partial<JetStreamEventsOptions> = {}) {
  const connection = await connect({ servers: SHARED });
  connections.push(connection);
  const log: Log = { ...silentLog, error: (message) => void errors.push(message) };
  const bus = await jetStreamEvents(connection, { company, log, maxBytes: 1_000_000, ...options });
  buses.push(bus);
  return { connection, bus, events: bus.from('billing'), manager: await jetstreamManager(connection) };
}

/** What arrives, with a way to wait for it. */
class Arrivals<What> {
  readonly all: What[] = [];
  readonly #changed = new ChangeSignal();

  add(what: What): void {
    this.all.push(what);
    this.#changed.raise();
  }

  async until(count: number): Promise<readonly What[]> {
    while (this.all.length < count) await this.#changed.after(this.#changed.count, new AbortController().signal);
    return this.all;
  }
}

let got: Arrivals<string>;
beforeEach(() => {
  got = new Arrivals();
});

describe.skipIf(missing)('events over JetStream', () => {
  it('reach every consumer with id, time, source, version and checked data', async () => {
    const { events } = await open();
    const arrived = new Arrivals<DeliveredEvent<typeof Paid>>();
    for (const consumer of ['dunning', 'ledger']) {
      await events.subscribe(Paid, { consumer }, (event) => arrived.add(event));
    }
    const before = Date.now();
    const id = await events.publish(Paid, { invoice: '17' });
    const [one, other] = await arrived.until(2);
    expect(one).toEqual({
      id,
      name: 'billing.invoice-paid',
      version: '1.2.0',
      time: expect.toSatisfy((time) => time >= before && time <= Date.now()),
      source: 'billing',
      attempt: 1,
      data: { invoice: '17' },
    });
    expect(other).toEqual(one);
  });

  it('are stored by the server when "publish" has resolved', async () => {
    const { events, manager } = await open();
    await events.publish(Paid, { invoice: '17' });
    const stored = await manager.streams.getMessage(stream(), { last_by_subj: `caruso.${company}.event.>` });
    expect(stored?.subject).toBe(`caruso.${company}.event.billing_invoice-paid.v1`);
    expect(stored?.json()).toMatchObject({ specversion: '1.0', type: 'billing.invoice-paid', data: { invoice: '17' } });
  });

  it('published before a consumer first subscribed do not reach it; those published while it was away do, in order', async () => {
    const { events } = await open();
    await events.publish(Paid, { invoice: 'before' });
    await (await events.subscribe(Paid, { consumer: 'ledger' }, handle)).close();
    const away = Array.from({ length: 50 }, (_, number) => `away ${number}`);
    for (const invoice of away) await events.publish(Paid, { invoice });
    await events.subscribe(Paid, { consumer: 'ledger' }, handle);
    expect(await got.until(50)).toEqual(away);
  });

  it('of one consumer are shared by its subscribers in several processes, one at a time and in order', async () => {
    const told: string[] = [];
    const done = new Arrivals<string>();
    const workers = new Set<string>();
    for (const name of ['a', 'b', 'c']) {
      const { events } = await open();
      await events.subscribe(Paid, { consumer: 'ledger' }, async ({ data }) => {
        told.push(`begin ${data.invoice}`);
        await new Promise((resolve) => setImmediate(resolve));
        told.push(`end ${data.invoice}`);
        workers.add(name);
        done.add(data.invoice);
      });
    }
    const { events } = await open();
    const invoices = Array.from({ length: 60 }, (_, number) => String(number));
    for (const invoice of invoices) await events.publish(Paid, { invoice });
    await done.until(60);
    expect(told).toEqual(invoices.flatMap((invoice) => [`begin ${invoice}`, `end ${invoice}`]));
    expect(workers.size).toBeGreaterThan(1);
  });

  it('come again with growing delays while the handler fails; those behind wait, other consumers do not', async () => {
    const { events } = await open();
    const others = new Arrivals<string>();
    const times: number[] = [];
    await events.subscribe(Paid, { consumer: 'ledger', firstDelayMs: 100 }, ({ data, attempt }) => {
      times.push(performance.now());
      got.add(`${data.invoice}/${attempt}`);
      if (data.invoice === 'bad' && attempt < 4) throw new Error('no');
    });
    await events.subscribe(Paid, { consumer: 'dunning' }, ({ data }) => {
      others.add(data.invoice);
      if (data.invoice === 'good') got.add('the other has it');
    });
    await events.publish(Paid, { invoice: 'bad' });
    await events.publish(Paid, { invoice: 'good' });
    const told = await got.until(6);
    expect(told.filter((what) => what.includes('/'))).toEqual(['bad/1', 'bad/2', 'bad/3', 'bad/4', 'good/1']);
    expect(told.indexOf('the other has it')).toBeLessThan(4);
    const [first = 0, second = 0, third = 0, fourth = 0] = times;
    expect([second - first >= 95, third - second >= 195, fourth - third >= 395]).toEqual([true, true, true]);
    expect(errors).toEqual([]);
  });

  it('are given up after the last attempt, which is told to the log once and to "onGivenUp"', async () => {
    const { events, manager } = await open();
    const givenUp: [EventEnvelope, CarusoError][] = [];
    const onGivenUp = (event: EventEnvelope, error: CarusoError) => void givenUp.push([event, error]);
    const options = { consumer: 'ledger', attempts: 3, firstDelayMs: 5, onGivenUp };
    const subscription = await events.subscribe(Paid, options, ({ data }) => {
      got.add(data.invoice);
      if (data.invoice === 'bad') throw new Error('the ledger is closed');
    });
    const id = await events.publish(Paid, { invoice: 'bad' });
    await events.publish(Paid, { invoice: 'good' });
    expect(await got.until(4)).toEqual(['bad', 'bad', 'bad', 'good']);
    expect(errors).toEqual([expect.stringContaining(`could not handle the event ${id}`)]);
    expect(givenUp).toEqual([
      [expect.objectContaining({ id, data: { invoice: 'bad' } }), expect.toSatisfy(ServiceErrors.EventGivenUp.is)],
    ]);
    await subscription.close();
    const { num_pending, num_ack_pending } = await manager.consumers.info(stream(), durable('ledger'));
    expect([num_pending, num_ack_pending]).toEqual([0, 0]);
  });

  it('that do not fit, or are none, are reported and not delivered', async () => {
    const { connection, events } = await open();
    const Newer = defineEvent(Paid.name, '1.3.0', z.object({ invoice: z.string(), payer: z.string() }));
    const givenUp: EventEnvelope[] = [];
    const onGivenUp = (event: EventEnvelope) => void givenUp.push(event);
    await events.subscribe(Newer, { consumer: 'ledger', onGivenUp }, ({ data }) => got.add(data.payer));
    const id = await events.publish(Paid, { invoice: '1' });
    connection.publish(`caruso.${company}.event.billing_invoice-paid.v1`, 'not an event');
    await events.publish(Newer, { invoice: '2', payer: 'Ada' });
    expect(await got.until(1)).toEqual(['Ada']);
    expect(givenUp).toEqual([expect.objectContaining({ id })]);
    expect(errors).toEqual([
      expect.stringContaining(`The event ${id} ("billing.invoice-paid") was not delivered to "ledger"`),
      expect.stringContaining('is not an event, and was dropped'),
    ]);
  });

  it('published again with the same id are stored once', async () => {
    const { events, manager } = await open();
    for (let time = 0; time < 2; time++) {
      expect(await events.publish(Paid, { invoice: '17' }, { id: 'paid-17' })).toBe('paid-17');
    }
    expect((await manager.streams.info(stream())).state.messages).toBe(1);
  });

  it('that are larger than the server takes are refused', async () => {
    const { events } = await open();
    await expect(events.publish(Paid, { invoice: 'x'.repeat(1_100_000) })).rejects.toThrow('and the server takes');
  });

  it('stay with their handler for as long as it works, however long the server would wait for an answer', async () => {
    const { connection, events } = await open({ ackWaitMs: 900 });
    const { events: others } = await open({ ackWaitMs: 900 });
    const told = new Arrivals<string>();
    connection.subscribe(`$JS.ACK.${stream()}.${durable('ledger')}.>`, {
      callback: (_, message) => told.add(message.string()),
    });
    const work = async ({ data }: DeliveredEvent<typeof Paid>) => {
      got.add(data.invoice);
      if (data.invoice === 'slow') await told.until(4);
    };
    await events.subscribe(Paid, { consumer: 'ledger' }, work);
    await others.subscribe(Paid, { consumer: 'ledger' }, work);
    await events.publish(Paid, { invoice: 'slow' });
    await events.publish(Paid, { invoice: 'next' });
    expect(await got.until(2)).toEqual(['slow', 'next']);
    expect(told.all.slice(0, 4)).toEqual(Array(4).fill('+WPI'));
  });
});

describe.skipIf(missing)('a subscription over JetStream', () => {
  it('loses no event when its process is killed while it handles one', async () => {
    const { events } = await open({ ackWaitMs: 600 });
    const runSource = fileURLToPath(new URL('./support/events/run-source.mjs', import.meta.url));
    const subscriber = fileURLToPath(new URL('./support/events/hanging-subscriber.ts', import.meta.url));
    const script = [runSource, subscriber, SHARED, company, '1'];
    const child = spawn(process.execPath, script, { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(child, 'exit');
    const told: unknown[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      const what = JSON.parse(line);
      told.push(what);
      if (what.ready) for (const invoice of ['0', '1', '2']) await events.publish(Paid, { invoice });
      if (what.invoice === '1') child.kill('SIGKILL');
    }
    expect(await exited).toEqual([null, 'SIGKILL']);
    expect(told).toEqual([{ ready: true }, { invoice: '0', attempt: 1 }, { invoice: '1', attempt: 1 }]);
    await events.subscribe(Paid, { consumer: 'ledger' }, ({ data, attempt }) => got.add(`${data.invoice}/${attempt}`));
    expect(await got.until(2)).toEqual(['1/2', '2/1']);
  });

  it('gives an event up, and says so, when as many subscribers as it has attempts died of it', async () => {
    const { events, manager } = await open({ ackWaitMs: 100 });
    const options = { consumer: 'ledger', attempts: 2 };
    await (await events.subscribe(Paid, options, handle)).close();
    const id = await events.publish(Paid, { invoice: 'deadly' });
    const dying = await manager.jetstream().consumers.get(stream(), durable('ledger'));
    for (let death = 0; death < 2; death++) await dying.next();
    await events.publish(Paid, { invoice: 'next' });
    await events.subscribe(Paid, options, handle);
    expect(await got.until(1)).toEqual(['next']);
    expect(errors).toEqual([expect.stringContaining(`could not handle the event ${id}`)]);
  });

  it('closes when its handler has ended, and leaves the rest to the next subscriber at once', async () => {
    const { events } = await open();
    const subscription = await events.subscribe(Paid, { consumer: 'ledger' }, async ({ data }) => {
      void subscription.close().then(() => got.add('closed'));
      await new Promise((resolve) => setImmediate(resolve));
      got.add(data.invoice);
    });
    for (const invoice of ['0', '1', '2']) await events.publish(Paid, { invoice });
    await got.until(2);
    await events.subscribe(Paid, { consumer: 'ledger' }, handle);
    expect(await got.until(4)).toEqual(['0', 'closed', '1', '2']);
  });

  it('leaves an event whose handler fails while it closes to the next subscriber', async () => {
    const { events } = await open();
    const subscribe = () =>
      events.subscribe(Paid, { consumer: 'ledger', firstDelayMs: 20 }, async ({ attempt }) => {
        got.add(`attempt ${attempt}`);
        await gate;
        if (attempt === 1) throw new Error('no');
      });
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const first = await subscribe();
    await events.publish(Paid, { invoice: '1' });
    await got.until(1);
    const closing = first.close();
    release();
    await closing;
    await subscribe();
    expect(await got.until(2)).toEqual(['attempt 1', 'attempt 2']);
  });

  it('goes on when an operator deletes its consumer, and loses nothing that is still stored', async () => {
    const { events, manager } = await open();
    await events.subscribe(Paid, { consumer: 'ledger' }, handle);
    await events.publish(Paid, { invoice: '0' });
    await got.until(1);
    await manager.consumers.delete(stream(), durable('ledger'));
    await events.publish(Paid, { invoice: '1' });
    expect(await got.until(2)).toEqual(['0', '1']);
  });

  it('keeps its consumer from being forgotten until it is closed, also from another process', async () => {
    const { events, manager } = await open();
    const { events: others } = await open();
    const subscription = await events.subscribe(Paid, { consumer: 'ledger' }, handle);
    // The server learns a moment later that somebody asks.
    await vi.waitFor(async () =>
      expect(await manager.consumers.list(stream()).next()).toMatchObject([{ num_waiting: 1 }]),
    );
    for (const from of [events, others]) {
      await expect(from.forget(Paid, 'ledger')).rejects.toSatisfy(ServiceErrors.ConsumerInUse.is);
    }
    await subscription.close();
    // The server learns a moment later that nobody asks any more.
    await vi.waitFor(() => others.forget(Paid, 'ledger'));
    await others.forget(Paid, 'nobody');
    expect(await manager.consumers.list(stream()).next()).toEqual([]);
  });
});

describe.skipIf(missing)('the stream of a company', () => {
  it('is made with limits of age and size', async () => {
    const { manager } = await open({ maxAgeMs: 60_000, maxBytes: 500_000 });
    const { config } = await manager.streams.info(stream());
    expect(config).toMatchObject({
      subjects: [`caruso.${company}.event.>`],
      storage: 'file',
      max_age: 60_000_000_000,
      max_bytes: 500_000,
      duplicate_window: 60_000_000_000,
      discard: 'old',
    });
  });

  it('keeps the limits its operator gave it, unless others are asked for', async () => {
    const { connection, manager } = await open();
    await manager.streams.update(stream(), { max_bytes: 123_456 });
    buses.push(await jetStreamEvents(connection, { company }));
    const limits = async () => (await manager.streams.info(stream())).config;
    expect(await limits()).toMatchObject({ max_bytes: 123_456, max_age: 7 * 86_400 * 1e9 });
    await open({ maxBytes: 234_567, maxAgeMs: 3_600_000 });
    expect(await limits()).toMatchObject({ max_bytes: 234_567, max_age: 3_600 * 1e9 });
  });

  it('is refused to a company whose name differs from that of its owner only by capitals', async () => {
    const { connection } = await open();
    await expect(jetStreamEvents(connection, { company: company.toUpperCase() })).rejects.toSatisfy(
      ServiceErrors.EventsUnavailable.is,
    );
  });

  it('is made by as many processes as like, at the same time', async () => {
    const opened = await Promise.all(Array.from({ length: 5 }, () => open()));
    await Promise.all(opened.map(({ events }) => events.subscribe(Paid, { consumer: 'ledger' }, handle)));
    await opened[0]?.events.publish(Paid, { invoice: '1' });
    expect(await got.until(1)).toEqual(['1']);
  });
});

describe.skipIf(missing)('a bus over JetStream', () => {
  it('refuses what comes after it was closed', async () => {
    const { bus, events } = await open();
    await events.subscribe(Paid, { consumer: 'ledger' }, handle);
    await bus.close();
    await expect(events.publish(Paid, { invoice: '1' })).rejects.toSatisfy(ServiceErrors.EventsClosed.is);
    await expect(events.subscribe(Paid, { consumer: 'x' }, handle)).rejects.toSatisfy(ServiceErrors.EventsClosed.is);
  });
});
