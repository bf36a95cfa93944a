import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChangeSignal, systemClock } from '@caruso/core';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { durableName, EventSubjects } from '../src/events/event-names.js';
import { type JetStreamEventsOptions, jetStreamEvents, localEvents, ServiceErrors, silentLog } from '../src/index.js';
import { CutLink } from './support/events/cut-link.js';
import { Paid } from './support/events/invoices.js';
import { missingBinary, OwnServer } from './support/nats/nats-server.js';

const company = 'test';
const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => String(from + index));

let server: OwnServer | undefined;
let connections: NatsConnection[] = [];
let folder = '';
let monitor = 0;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'caruso-jetstream-'));
  const socket = createServer().listen(0, '127.0.0.1');
  await once(socket, 'listening');
  const address = socket.address();
  monitor = typeof address === 'object' && address ? address.port : 0;
  socket.close();
});

afterEach(async () => {
  await Promise.all(connections.map((connection) => connection.close()));
  connections = [];
  await server?.dispose();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function startServer(more = '') {
  server = await OwnServer.start(`jetstream { store_dir: "${folder}" }\nhttp: "127.0.0.1:${monitor}"\n${more}`);
  return server;
}

async function connectTo({ url }: { readonly url: string }): Promise<NatsConnection> {
  const reconnecting = { maxReconnectAttempts: -1, reconnectTimeWait: 50, reconnectJitter: 0 };
  const connection = await connect({ servers: url, ...reconnecting });
  connections.push(connection);
  return connection;
}

async function openBus(on: { readonly url: string }, options: Partial<JetStreamEventsOptions> = {}) {
  const connection = await connectTo(on);
  const given = { company, log: silentLog, ackWaitMs: 1_000, maxBytes: 1e6, ...options };
  const bus = await jetStreamEvents(connection, given);
  return { connection, bus, events: bus.from('billing') };
}

/** How many subscriptions the server has of its clients. */
async function subscriptions(): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${monitor}/connz`);
  const { connections: all } = (await answer.json()) as { connections: readonly { subscriptions: number }[] };
  return all.reduce((sum, connection) => sum + connection.subscriptions, 0);
}

/** A list that can be waited for. */
function arrivals() {
  const all: string[] = [];
  const changed = new ChangeSignal();
  return {
    all,
    add(what: string) {
      all.push(what);
      changed.raise();
    },
    async until(holds: () => boolean) {
      while (!holds()) await changed.after(changed.count, new AbortController().signal);
    },
  };
}

it('events in the process do not load the client of JetStream', async () => {
  const bus = localEvents({ clock: systemClock, log: silentLog });
  await bus.from('billing').publish(Paid, { invoice: '1' });
  await bus.close();
  const loaded = () =>
    Object.keys(createRequire(import.meta.url).cache).some((file) => file.includes('@nats-io/jetstream'));
  expect(loaded()).toBe(false);
  await import('@nats-io/jetstream');
  expect(loaded()).toBe(true);
});

describe.skipIf(missingBinary)('a server that goes away', () => {
  it('and comes back loses no event: what waits, what is being handled, and what is published meanwhile', async () => {
    const own = await startServer();
    const [publisher, subscriber] = [await openBus(own), await openBus(own)];
    const got = arrivals();
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    await subscriber.events.subscribe(Paid, { consumer: 'ledger' }, async ({ data }) => {
      got.add(data.invoice);
      if (data.invoice === '3') await gate;
    });
    for (const invoice of numbers(0, 6)) await publisher.events.publish(Paid, { invoice });
    await got.until(() => got.all.includes('3'));
    await own.stop();
    const meanwhile = publisher.events.publish(Paid, { invoice: '6' });
    release();
    await own.start();
    await meanwhile;
    for (const invoice of numbers(7, 10)) await publisher.events.publish(Paid, { invoice });
    await got.until(() => got.all.includes('9'));
    // The server may not have written down what was acknowledged last, so an event may come twice, but none too late.
    expect([...new Set(got.all)]).toEqual(numbers(0, 10));
    await Promise.all([publisher.bus.close(), subscriber.bus.close()]);
  });

  it('several times still gets every event to its consumers, in order', async () => {
    const own = await startServer();
    const [publisher, subscriber] = [await openBus(own), await openBus(own)];
    const got = arrivals();
    await subscriber.events.subscribe(Paid, { consumer: 'ledger' }, ({ data }) => got.add(data.invoice));
    const publishing = (async () => {
      for (const invoice of numbers(0, 300)) await publisher.events.publish(Paid, { invoice });
    })();
    for (const seen of [50, 100, 150]) {
      await got.until(() => got.all.includes(String(seen)));
      await own.stop();
      await own.start();
    }
    await publishing;
    await got.until(() => got.all.includes('299'));
    expect([...new Set(got.all)]).toEqual(numbers(0, 300));
    await Promise.all([publisher.bus.close(), subscriber.bus.close()]);
  });

  it('and loses its files gets stream and consumers again, and goes on with what is published from then', async () => {
    const own = await startServer();
    const { bus, events } = await openBus(own);
    const got = arrivals();
    await events.subscribe(Paid, { consumer: 'ledger' }, ({ data }) => got.add(data.invoice));
    await events.publish(Paid, { invoice: '0' });
    await got.until(() => got.all.length === 1);
    await own.stop();
    rmSync(folder, { recursive: true, force: true });
    await own.start();
    await events.publish(Paid, { invoice: '1' });
    await got.until(() => got.all.length === 2);
    expect(got.all).toEqual(['0', '1']);
    await bus.close();
  });

  it('and stays away makes "publish" fail by name, after it has tried for a while', async () => {
    const own = await startServer();
    const { bus, events } = await openBus(own, { publishMs: 1 });
    await own.stop();
    await expect(events.publish(Paid, { invoice: '1' })).rejects.toSatisfy(ServiceErrors.EventNotStored.is);
    await bus.close();
  });

  it('does not keep a bus from being closed', async () => {
    const own = await startServer();
    const { bus, events } = await openBus(own);
    const got = arrivals();
    await events.subscribe(Paid, { consumer: 'ledger' }, ({ data }) => {
      got.add(data.invoice);
      throw new Error('no');
    });
    await events.publish(Paid, { invoice: '1' });
    await got.until(() => got.all.length === 1);
    await own.stop();
    const publishing = expect(events.publish(Paid, { invoice: '2' })).rejects.toSatisfy(
      ServiceErrors.EventNotStored.is,
    );
    await bus.close();
    await publishing;
  });
});

describe.skipIf(missingBinary)('a link that is lost', () => {
  it('while an event is handled does not bring it again to the handler that has ended it', async () => {
    const own = await startServer();
    const link = await CutLink.open(own.port);
    const [far, near] = [await openBus(link, { ackWaitMs: 400 }), await openBus(own)];
    const got = arrivals();
    await far.events.subscribe(Paid, { consumer: 'ledger' }, async ({ data }) => {
      if (data.invoice === '0') await link.cut();
      got.add(data.invoice);
    });
    await near.events.publish(Paid, { invoice: '0' });
    await got.until(() => got.all.length === 1);
    await near.events.publish(Paid, { invoice: '1' });
    const { jetstreamManager } = await import('@nats-io/jetstream');
    const manager = await jetstreamManager(near.connection);
    const { stream } = new EventSubjects(company);
    const waiting = async () => (await manager.consumers.info(stream, durableName(Paid, 'ledger'))).num_ack_pending;
    expect(await waiting()).toBe(1);
    await link.mend();
    await got.until(() => got.all.includes('1'));
    expect(got.all).toEqual(['0', '1']);
    await Promise.all([far.bus.close(), near.bus.close()]);
    await link.cut();
  });

  it('while its event is handled lets another subscriber of the consumer have it', async () => {
    const own = await startServer();
    const link = await CutLink.open(own.port);
    const [far, near] = [await openBus(link, { ackWaitMs: 400 }), await openBus(own, { ackWaitMs: 400 })];
    const got = arrivals();
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    await far.events.subscribe(Paid, { consumer: 'ledger' }, async ({ data, attempt }) => {
      got.add(`far ${data.invoice}/${attempt}`);
      await link.cut();
      await gate;
    });
    await near.events.publish(Paid, { invoice: '0' });
    await got.until(() => got.all.length === 1);
    await near.events.subscribe(Paid, { consumer: 'ledger' }, ({ data, attempt }) => {
      got.add(`near ${data.invoice}/${attempt}`);
    });
    await got.until(() => got.all.length === 2);
    release();
    await link.mend();
    expect(got.all).toEqual(['far 0/1', 'near 0/2']);
    await Promise.all([far.bus.close(), near.bus.close()]);
    await link.cut();
  });
});

describe.skipIf(missingBinary)('events over JetStream', () => {
  it('are refused by name when the server has no JetStream', async () => {
    server = await OwnServer.start();
    await expect(openBus(server)).rejects.toThrow(expect.toSatisfy(ServiceErrors.EventsUnavailable.is));
  });

  it('that may not be published are refused at once', async () => {
    const own = await startServer(
      'authorization { users = [{ user: reader, permissions: { publish: "$JS.API.>" } }] }',
    );
    const connection = await connect({ servers: own.url, user: 'reader', pass: '' });
    connections.push(connection);
    const bus = await jetStreamEvents(connection, { company, log: silentLog });
    const publishing = bus.from('billing').publish(Paid, { invoice: '1' });
    await expect(publishing).rejects.toSatisfy(ServiceErrors.EventNotStored.is);
    await expect(publishing).rejects.toThrow('Permissions Violation for Publish');
    await bus.close();
  });

  it('are refused by name when there is no server', async () => {
    const own = await startServer();
    const connection = await connectTo(own);
    await own.stop();
    await expect(jetStreamEvents(connection, { company })).rejects.toSatisfy(ServiceErrors.EventsUnavailable.is);
    await connection.close();
    await expect(jetStreamEvents(connection, { company })).rejects.toSatisfy(ServiceErrors.EventsUnavailable.is);
  });

  it('leave no subscriptions and no timers when they are closed', async () => {
    const own = await startServer();
    const { connection, bus, events } = await openBus(own);
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const [before, timersBefore] = [await subscriptions(), timers()];
    const got = arrivals();
    for (const consumer of ['a', 'b', 'c']) {
      await events.subscribe(Paid, { consumer }, ({ data }) => {
        got.add(data.invoice);
        if (consumer === 'c') throw new Error('no');
      });
    }
    await events.publish(Paid, { invoice: '1' });
    await got.until(() => got.all.length === 3);
    expect(await subscriptions()).toBe(before + 3);
    await bus.close();
    await connection.flush();
    expect(await subscriptions()).toBe(before);
    expect(timers()).toBeLessThanOrEqual(timersBefore);
  });

  it('go on when the connection is closed under them, without an unhandled error', async () => {
    const own = await startServer();
    const { connection, bus, events } = await openBus(own);
    const got = arrivals();
    await events.subscribe(Paid, { consumer: 'ledger' }, async ({ data }) => {
      got.add(data.invoice);
      await connection.close();
      throw new Error('no');
    });
    await events.publish(Paid, { invoice: '1' });
    await got.until(() => got.all.length === 1);
    await connection.closed();
    await expect(events.publish(Paid, { invoice: '2' })).rejects.toSatisfy(ServiceErrors.EventNotStored.is);
    await bus.close();
    const again = await openBus(own);
    await again.events.subscribe(Paid, { consumer: 'ledger' }, ({ data, attempt }) =>
      got.add(`${data.invoice}/${attempt}`),
    );
    await got.until(() => got.all.length === 2);
    expect(got.all).toEqual(['1', '1/2']);
    await again.bus.close();
  });
});
