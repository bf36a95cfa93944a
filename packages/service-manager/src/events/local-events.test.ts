import { type CarusoError, defineEvent, VirtualClock } from '@caruso/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ServiceErrors } from '../errors.js';
import { type Log, silentLog } from '../log.js';
import type { DeliveredEvent, EventEnvelope } from './events.js';
import { localEvents } from './local-events.js';

const Paid = defineEvent('billing.invoice-paid', '1.2.0', z.object({ invoice: z.string() }));

/** Lets everything run that waits for nothing but its turn. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

function setUp(options: { capacity?: number } = {}) {
  const clock = new VirtualClock(1_000_000);
  const errors: string[] = [];
  const log: Log = { ...silentLog, error: (message) => void errors.push(message) };
  const bus = localEvents({ clock, log, ...options });
  return { clock, errors, bus, events: bus.from('billing') };
}

function deferred() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

describe('local events', () => {
  it('reach every consumer with id, time, source, version and checked data', async () => {
    const { events } = setUp();
    const got: DeliveredEvent<typeof Paid>[] = [];
    for (const consumer of ['dunning', 'ledger']) {
      await events.subscribe(Paid, { consumer }, (event) => void got.push(event));
    }
    const id = await events.publish(Paid, { invoice: '17' });
    await settle();
    const expected = {
      id,
      name: 'billing.invoice-paid',
      version: '1.2.0',
      time: 1_000_000,
      source: 'billing',
      attempt: 1,
      data: { invoice: '17' },
    };
    expect(got).toEqual([expected, expected]);
    expect(got[0]?.data).not.toBe(got[1]?.data);
  });

  it('come one at a time and in order', async () => {
    const { events } = setUp();
    const told: string[] = [];
    const gates = [deferred(), deferred()];
    await events.subscribe(Paid, { consumer: 'ledger' }, async ({ data }) => {
      told.push(`begin ${data.invoice}`);
      await gates[Number(data.invoice)]?.promise;
      told.push(`end ${data.invoice}`);
    });
    await events.publish(Paid, { invoice: '0' });
    await events.publish(Paid, { invoice: '1' });
    gates[1]?.resolve();
    await settle();
    expect(told).toEqual(['begin 0']);
    gates[0]?.resolve();
    await settle();
    expect(told).toEqual(['begin 0', 'end 0', 'begin 1', 'end 1']);
  });

  it('published by a handler come after the one it handles', async () => {
    const { events } = setUp();
    const told: string[] = [];
    await events.subscribe(Paid, { consumer: 'ledger' }, async ({ data }) => {
      if (data.invoice === 'first') await events.publish(Paid, { invoice: 'second' });
      told.push(data.invoice);
    });
    await events.publish(Paid, { invoice: 'first' });
    await settle();
    expect(told).toEqual(['first', 'second']);
  });

  it('published before a consumer first subscribed do not reach it; those published while it was away do', async () => {
    const { events } = setUp();
    const got: string[] = [];
    const subscribe = () => events.subscribe(Paid, { consumer: 'ledger' }, ({ data }) => void got.push(data.invoice));
    await events.publish(Paid, { invoice: 'before' });
    await (await subscribe()).close();
    await events.publish(Paid, { invoice: 'away' });
    await subscribe();
    await settle();
    expect(got).toEqual(['away']);
  });

  it('of one consumer are shared by its subscribers, still one at a time', async () => {
    const { events } = setUp();
    const got: string[] = [];
    for (const name of ['a', 'b']) {
      await events.subscribe(Paid, { consumer: 'ledger' }, ({ data }) => void got.push(`${name}${data.invoice}`));
    }
    for (const invoice of ['0', '1', '2', '3']) await events.publish(Paid, { invoice });
    await settle();
    expect(got).toEqual(['a0', 'b1', 'a2', 'b3']);
  });

  it('come again with growing delays while the handler fails, and other consumers do not wait', async () => {
    const { clock, events, errors } = setUp();
    const got: string[] = [];
    await events.subscribe(
      Paid,
      { consumer: 'ledger', firstDelayMs: 100, longestDelayMs: 300 },
      ({ data, attempt }) => {
        got.push(`${clock.now() - 1_000_000} ms: ${data.invoice}/${attempt}`);
        if (data.invoice === 'bad' && attempt < 5) throw new Error('no');
      },
    );
    let others = 0;
    await events.subscribe(Paid, { consumer: 'dunning' }, () => void others++);
    await events.publish(Paid, { invoice: 'bad' });
    await events.publish(Paid, { invoice: 'good' });
    await settle();
    expect(others).toBe(2);
    for (let step = 0; step < 20; step++) {
      clock.advance(50);
      await settle();
    }
    expect(got).toEqual([
      '0 ms: bad/1',
      '100 ms: bad/2',
      '300 ms: bad/3',
      '600 ms: bad/4',
      '900 ms: bad/5',
      '900 ms: good/1',
    ]);
    expect(errors).toEqual([]);
  });

  it('are given up after the last attempt, which is told to the log once and to "onGivenUp"', async () => {
    const { clock, events, errors } = setUp();
    const givenUp: [EventEnvelope, CarusoError][] = [];
    const got: string[] = [];
    const onGivenUp = (event: EventEnvelope, error: CarusoError) => void givenUp.push([event, error]);
    await events.subscribe(Paid, { consumer: 'ledger', attempts: 2, firstDelayMs: 10, onGivenUp }, async ({ data }) => {
      got.push(data.invoice);
      if (data.invoice === 'bad') throw new Error('the ledger is closed');
    });
    const id = await events.publish(Paid, { invoice: 'bad' });
    await events.publish(Paid, { invoice: 'good' });
    await settle();
    clock.advance(10);
    await settle();
    expect(got).toEqual(['bad', 'bad', 'good']);
    expect(errors).toEqual([
      `"ledger" could not handle the event ${id} ("billing.invoice-paid") in 2 attempts, so it was given up: the ledger is closed`,
    ]);
    expect(givenUp).toEqual([
      [expect.objectContaining({ id, data: { invoice: 'bad' } }), expect.toSatisfy(ServiceErrors.EventGivenUp.is)],
    ]);
  });

  it('go on when "onGivenUp" fails, which the log tells too', async () => {
    const { events, errors } = setUp();
    const got: string[] = [];
    const onGivenUp = () => Promise.reject(new Error('full'));
    await events.subscribe(Paid, { consumer: 'ledger', attempts: 1, onGivenUp }, ({ data }) => {
      got.push(data.invoice);
      throw new Error('no');
    });
    for (const invoice of ['0', '1']) await events.publish(Paid, { invoice });
    await settle();
    expect(got).toEqual(['0', '1']);
    expect(errors.filter((message) => message.startsWith('"onGivenUp" of "ledger" failed'))).toHaveLength(2);
  });
});

describe('the data of local events', () => {
  it('is refused when it does not fit, or would not after its way as JSON', async () => {
    const { events } = setUp();
    const Dated = defineEvent('billing.dated', '1.0.0', z.object({ on: z.date(), amount: z.bigint().optional() }));
    // @ts-expect-error an invoice is named by a text
    const wrong = events.publish(Paid, { invoice: 17 });
    await expect(wrong).rejects.toThrow('does not fit its definition, so it was not published: invoice:');
    await expect(events.publish(Dated, { on: new Date(0) })).rejects.toSatisfy(ServiceErrors.InvalidEvent.is);
    await expect(events.publish(Dated, { on: new Date(0), amount: 1n })).rejects.toSatisfy(
      ServiceErrors.InvalidEvent.is,
    );
  });

  it('of another minor version is delivered when it fits, and else reported and not delivered', async () => {
    const { events, errors } = setUp();
    const Newer = defineEvent(Paid.name, '1.3.0', z.object({ invoice: z.string(), payer: z.string() }));
    const got: unknown[] = [];
    const givenUp: EventEnvelope[] = [];
    await events.subscribe(Paid, { consumer: 'old' }, ({ data, version }) => void got.push([version, data]));
    const onGivenUp = (event: EventEnvelope) => void givenUp.push(event);
    await events.subscribe(Newer, { consumer: 'new', onGivenUp }, ({ data }) => void got.push(data));
    await events.publish(Newer, { invoice: '1', payer: 'Ada' });
    const id = await events.publish(Paid, { invoice: '2' });
    await settle();
    expect(got).toEqual([['1.3.0', { invoice: '1' }], { invoice: '1', payer: 'Ada' }, ['1.2.0', { invoice: '2' }]]);
    expect(givenUp).toEqual([expect.objectContaining({ id, version: '1.2.0' })]);
    expect(errors).toEqual([
      expect.stringContaining(`The event ${id} ("billing.invoice-paid") was not delivered to "new"`),
    ]);
  });

  it('of another major version is another event', async () => {
    const { events, errors } = setUp();
    const Next = defineEvent(Paid.name, '2.0.0', z.object({ number: z.number() }));
    const got: unknown[] = [];
    await events.subscribe(Next, { consumer: 'ledger' }, ({ data }) => void got.push(data));
    await events.publish(Paid, { invoice: '1' });
    await events.publish(Next, { number: 2 });
    await settle();
    expect([got, errors]).toEqual([[{ number: 2 }], []]);
  });
});

describe('publishing local events', () => {
  it('is refused by name when a consumer is full, and then reaches nobody', async () => {
    const { events } = setUp({ capacity: 2 });
    let others = 0;
    await events.subscribe(Paid, { consumer: 'dunning' }, () => void others++);
    await (await events.subscribe(Paid, { consumer: 'slow' }, () => {})).close();
    for (const invoice of ['0', '1']) await events.publish(Paid, { invoice });
    await settle();
    const third = events.publish(Paid, { invoice: '2' });
    await expect(third).rejects.toThrow(expect.toSatisfy(ServiceErrors.EventQueueFull.is));
    await expect(third).rejects.toThrow('2 of them wait for "slow" already');
    await settle();
    expect(others).toBe(2);
    await events.forget(Paid, 'slow');
    await events.publish(Paid, { invoice: '2' });
    await settle();
    expect(others).toBe(3);
  });

  it('the same id again within two minutes has no effect, not even at a full consumer', async () => {
    const { clock, events } = setUp({ capacity: 1 });
    const got: string[] = [];
    const subscription = await events.subscribe(Paid, { consumer: 'ledger' }, ({ id }) => void got.push(id));
    expect(await events.publish(Paid, { invoice: '17' }, { id: 'paid-17' })).toBe('paid-17');
    await settle();
    await subscription.close();
    clock.advance(119_999);
    await events.publish(Paid, { invoice: '18' }, { id: 'paid-18' });
    expect(await events.publish(Paid, { invoice: '17' }, { id: 'paid-17' })).toBe('paid-17');
    await events.subscribe(Paid, { consumer: 'ledger' }, ({ id }) => void got.push(id));
    await settle();
    clock.advance(1);
    await events.publish(Paid, { invoice: '17' }, { id: 'paid-17' });
    await settle();
    expect(got).toEqual(['paid-17', 'paid-18', 'paid-17']);
  });

  it('refuses an id that could not travel', async () => {
    const { events } = setUp();
    for (const id of ['', 'a b', 'a\nb', 'é', 'x'.repeat(201)]) {
      await expect(events.publish(Paid, { invoice: '1' }, { id })).rejects.toSatisfy(ServiceErrors.InvalidEvent.is);
    }
  });
});

describe('a subscription to local events', () => {
  it('is refused on terms that cannot be kept', async () => {
    const { events } = setUp();
    const wrong = [
      { consumer: '' },
      { consumer: 'a.b' },
      { consumer: 'x'.repeat(65) },
      { consumer: 'a', attempts: 0 },
      { consumer: 'a', attempts: 1.5 },
      { consumer: 'a', firstDelayMs: 0 },
      { consumer: 'a', firstDelayMs: 2, longestDelayMs: 1 },
      { consumer: 'a', longestDelayMs: Number.NaN },
    ];
    for (const options of wrong) {
      await expect(events.subscribe(Paid, options, () => {})).rejects.toSatisfy(ServiceErrors.BadSubscription.is);
    }
  });

  it('closes when its handler has ended, and gets nothing more', async () => {
    const { events } = setUp();
    const gate = deferred();
    const told: string[] = [];
    const subscription = await events.subscribe(Paid, { consumer: 'ledger' }, async ({ data }) => {
      await gate.promise;
      told.push(data.invoice);
    });
    for (const invoice of ['0', '1']) await events.publish(Paid, { invoice });
    await settle();
    const closing = subscription.close().then(() => told.push('closed'));
    await settle();
    expect(told).toEqual([]);
    gate.resolve();
    await closing;
    await subscription.close();
    await settle();
    expect(told).toEqual(['0', 'closed']);
  });

  it('leaves no timer when it is closed between two attempts; the next subscriber waits for the rest of the delay', async () => {
    const { clock, events } = setUp();
    const attempts: number[] = [];
    const subscribe = () =>
      events.subscribe(Paid, { consumer: 'ledger', firstDelayMs: 100 }, ({ attempt }) => {
        attempts.push(attempt);
        if (attempt === 1) throw new Error('no');
      });
    const first = await subscribe();
    await events.publish(Paid, { invoice: '1' });
    await settle();
    expect(clock.pending).toBe(1);
    await first.close();
    expect(clock.pending).toBe(0);
    clock.advance(60);
    await subscribe();
    await settle();
    expect(attempts).toEqual([1]);
    clock.advance(40);
    await settle();
    expect(attempts).toEqual([1, 2]);
  });

  it('keeps its consumer from being forgotten until it is closed', async () => {
    const { events } = setUp();
    const got: string[] = [];
    const handler = ({ data }: DeliveredEvent<typeof Paid>) => void got.push(data.invoice);
    const subscription = await events.subscribe(Paid, { consumer: 'ledger' }, handler);
    await expect(events.forget(Paid, 'ledger')).rejects.toSatisfy(ServiceErrors.ConsumerInUse.is);
    await subscription.close();
    await events.publish(Paid, { invoice: 'dropped' });
    await events.forget(Paid, 'ledger');
    await events.forget(Paid, 'nobody');
    await events.subscribe(Paid, { consumer: 'ledger' }, handler);
    await settle();
    expect(got).toEqual([]);
  });
});

describe('a local bus', () => {
  it('closes all subscriptions, leaves no timers, and refuses what comes after', async () => {
    const { clock, bus, events } = setUp();
    const gate = deferred();
    let handled = false;
    await events.subscribe(Paid, { consumer: 'failing' }, () => Promise.reject(new Error('no')));
    await events.subscribe(Paid, { consumer: 'slow' }, async () => {
      await gate.promise;
      handled = true;
    });
    await events.publish(Paid, { invoice: '1' });
    await settle();
    expect(clock.pending).toBe(1);
    const closing = bus.close();
    gate.resolve();
    await closing;
    expect([handled, clock.pending]).toEqual([true, 0]);
    await expect(events.publish(Paid, { invoice: '2' })).rejects.toSatisfy(ServiceErrors.EventsClosed.is);
    await expect(events.subscribe(Paid, { consumer: 'x' }, () => {})).rejects.toSatisfy(ServiceErrors.EventsClosed.is);
    await expect(events.forget(Paid, 'x')).rejects.toSatisfy(ServiceErrors.EventsClosed.is);
    await bus.close();
  });

  it('lets the handlers that it waits for publish', async () => {
    const { bus, events } = setUp();
    const got: string[] = [];
    await (await events.subscribe(Paid, { consumer: 'away' }, () => {})).close();
    await events.subscribe(Paid, { consumer: 'ledger' }, async ({ data }) => {
      const closing = bus.close();
      got.push(data.invoice, await events.publish(Paid, { invoice: '2' }, { id: 'second' }));
      void closing.then(() => got.push('closed'));
    });
    await events.publish(Paid, { invoice: '1' });
    await settle();
    expect(got).toEqual(['1', 'second', 'closed']);
  });

  it('publishes in the name of whoever uses it', async () => {
    const { bus } = setUp();
    const sources: string[] = [];
    await bus.from('ledger').subscribe(Paid, { consumer: 'ledger' }, ({ source }) => void sources.push(source));
    for (const source of ['billing', 'shop']) await bus.from(source).publish(Paid, { invoice: '1' });
    await settle();
    expect(sources).toEqual(['billing', 'shop']);
  });
});
