import { type Call, defineContract, defineErrors, error, type Operations, type Service } from '@caruso/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ImpatientClock } from '../../test/support/verify/impatient-clock.js';
import { ServiceErrors } from '../errors.js';
import type { Finding } from './finding.js';
import { verify } from './verify.js';

const Errors = defineErrors('MTR', {
  Unknown: error(1, 'not-found', ({ meter }: { meter: unknown }) => `No meter ${meter}.`),
  Closed: error(2, 'conflict', (_: object) => 'Closed.'),
});
const Meters = defineContract('demo.meters', '1.0.0', {
  read: { input: z.object({ meter: z.string() }), output: z.object({ value: z.unknown() }), timeoutMs: 100 },
  follow: { input: z.object({ from: z.int() }), output: z.object({ value: z.unknown() }), stream: true },
});
type MeterService = Service<typeof Meters>;

const good: MeterService = {
  read: async () => ({ value: 1 }),
  async *follow({ from }) {
    yield { value: from };
    yield { value: from + 1 };
  },
};
const examples = { read: { meter: 'a' }, follow: { from: 1 } };
const never = new Promise<never>(() => {});

/** What the services wait by; their own timers are none of those that must be gone. */
const theirs = new ImpatientClock();
const abortOf = (signal: AbortSignal) =>
  new Promise<void>((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve())));

let clock: ImpatientClock;
beforeEach(() => {
  clock = new ImpatientClock();
});
afterEach(() => {
  expect(clock.pending).toBe(0);
});

/** What is found of a service that is good but for some parts. */
async function findingsOf(
  parts: Partial<MeterService> | (() => MeterService | Promise<MeterService>),
  given: object = examples,
): Promise<readonly Finding[]> {
  return findings(Meters, typeof parts === 'function' ? parts : () => ({ ...good, ...parts }), given);
}

async function findings<Ops extends Operations>(
  contract: ReturnType<typeof defineContract<Ops>>,
  make: () => unknown,
  given: object,
): Promise<readonly Finding[]> {
  const options = { clock, withinMs: 200, graceMs: 50 };
  const thrown = await verify(contract, make as never, given as never, options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (thrown === undefined) return [];
  if (!ServiceErrors.NotConforming.is(thrown)) throw thrown;
  return thrown.data.findings;
}

/** A contract of one operation and a service for it. */
const single = (operation: Operations[string], handler: (input: never, call: Call) => unknown, example: unknown) =>
  findings(defineContract('demo.single', '1.0.0', { ask: operation }), () => ({ ask: handler }), { ask: example });

describe('verify finds', () => {
  it('nothing in a good service', async () => {
    expect(await findingsOf({})).toEqual([]);
  });

  it('an operation that is not implemented', async () => {
    expect(await findingsOf({ read: undefined as never })).toEqual([
      {
        operation: 'read',
        rule: 'implemented',
        expected: 'a method of this name',
        found: 'none',
        advice: 'Implement every operation of the contract.',
      },
    ]);
  });

  it('an operation without an example, and an example without an operation', async () => {
    expect(await findingsOf({}, { read: examples.read })).toMatchObject([{ operation: 'follow', rule: 'untried' }]);
    expect(await findingsOf({}, { ...examples, follow: [] })).toMatchObject([{ operation: 'follow', rule: 'untried' }]);
    expect(await findingsOf({}, { ...examples, toString: {} })).toMatchObject([
      { operation: 'toString', rule: 'example', found: 'none of this name', advice: 'It has: read, follow.' },
    ]);
  });

  it('a service that cannot be made', async () => {
    const broken = () => {
      throw new TypeError('no client');
    };
    expect(await findingsOf(broken)).toMatchObject([{ rule: 'start', found: 'TypeError: no client' }]);
    expect(await findingsOf(() => never)).toMatchObject([{ rule: 'start', found: 'it still at work' }]);
    expect(await findingsOf(() => undefined as never)).toMatchObject([{ rule: 'start', found: 'undefined' }]);
  });

  it('a start that fails or never ends, and then tells it that it is given up', async () => {
    expect(await findingsOf({ start: () => Promise.reject(new Error('no line')) })).toMatchObject([
      { rule: 'start', expected: 'start() to resolve within 200 ms', found: 'Error: no line' },
    ]);
    let told = false;
    const start = ({ signal }: { signal: AbortSignal }) => {
      signal.addEventListener('abort', () => {
        told = true;
      });
      return never;
    };
    expect(await findingsOf({ start })).toMatchObject([{ rule: 'start', found: 'it still at work' }]);
    expect(told).toBe(true);
  });

  it('a start that comes too late, and stops again what has started then', async () => {
    const events: string[] = [];
    const start = ({ signal }: { signal: AbortSignal }) => abortOf(signal).then(() => events.push('started'));
    const stop = () => void events.push('stopped');
    expect(await findingsOf({ start: start as never, stop })).toMatchObject([{ rule: 'start' }]);
    expect(events).toEqual(['started', 'stopped']);
  });

  it('a check that fails or never ends', async () => {
    let checks = 0;
    const failOnce = () => {
      checks += 1;
      if (checks === 1) throw new Error('line is down');
    };
    expect(await findingsOf({ check: failOnce })).toMatchObject([{ rule: 'check', found: 'Error: line is down' }]);
    checks = 0;
    const hangOnce = () => (checks++ ? undefined : never);
    expect(await findingsOf({ check: hangOnce })).toMatchObject([{ rule: 'check', found: 'it still at work' }]);
  });

  it('a stop that fails or never ends', async () => {
    expect(await findingsOf({ stop: () => Promise.reject(new Error('stuck')) })).toMatchObject([
      { rule: 'stop', expected: 'stop() to resolve within 200 ms', found: 'Error: stuck' },
    ]);
    expect(await findingsOf({ stop: () => never })).toMatchObject([{ rule: 'stop', found: 'it still at work' }]);
  });

  it('a service that lives only once', async () => {
    let lives = 0;
    const once = (problem: () => unknown) => () => (lives++ ? problem() : undefined) as Promise<void>;
    const fail = () => Promise.reject(new Error('port in use'));
    expect(await findingsOf({ start: once(fail) })).toMatchObject([
      { rule: 'restart', found: expect.stringContaining('port in use') },
    ]);
    lives = 0;
    expect(await findingsOf({ check: once(fail) })).toMatchObject([
      { rule: 'restart', found: 'it unhealthy: port in use' },
    ]);
    lives = 0;
    expect(await findingsOf({ stop: once(fail) })).toMatchObject([{ rule: 'restart', found: 'Error: port in use' }]);
    lives = 0;
    expect(await findingsOf({ stop: once(() => never) })).toMatchObject([
      { rule: 'restart', found: 'it still at work' },
    ]);
  });

  it('an example that does not fit its contract, or cannot be made', async () => {
    expect(await findingsOf({}, { ...examples, read: { meter: 1 } })).toMatchObject([
      { operation: 'read', rule: 'example', found: 'meter: Invalid input: expected string, received number' },
    ]);
    const fail = () => Promise.reject(new Error('nothing to read'));
    expect(await findingsOf({}, { ...examples, read: fail })).toMatchObject([
      { operation: 'read', rule: 'example', found: 'Error: nothing to read' },
    ]);
    expect(await findingsOf({}, { ...examples, read: () => never })).toMatchObject([
      { operation: 'read', rule: 'example', found: 'it still at work after 200 ms' },
    ]);
  });

  it('an example that can be made in the first life only', async () => {
    let lives = 0;
    const make = async () => {
      lives += 1;
      if (lives > 1) throw new Errors.Closed({});
      return { meter: 'a' };
    };
    const once = { ...good, stop: () => void lives++ };
    const read = () =>
      lives > 0 ? Promise.reject(new Errors.Closed({})) : make().then(() => ({ meter: String(lives--) }));
    expect(await findings(Meters, () => once, { ...examples, read })).toMatchObject([
      { operation: 'read', rule: 'example', found: 'Closed (CRS-MTR-002): Closed.' },
    ]);
  });

  it('an example that fails, and an error without a code', async () => {
    const read = () => {
      throw new Errors.Closed({});
    };
    expect(await findingsOf({ read })).toMatchObject([
      { operation: 'read', rule: 'example', found: 'Closed (CRS-MTR-002): Closed.' },
    ]);
    const follow = async function* () {
      yield { value: 1 };
      throw new RangeError('too far');
    };
    expect(await findingsOf({ follow })).toMatchObject([
      { operation: 'follow', rule: 'error', found: 'RangeError: too far' },
    ]);
    const readNow = () => {
      throw 'no text';
    };
    expect(await findingsOf({ read: readNow })).toMatchObject([
      { operation: 'read', rule: 'error', found: 'string no text thrown' },
    ]);
  });

  it('an example that must fail and does not, or fails in another way', async () => {
    const failing = (fails: unknown) => ({
      read: { input: examples.read, fails },
      follow: { input: examples.follow, fails },
    });
    expect(await findingsOf({}, failing('CRS-MTR-001'))).toMatchObject([
      { operation: 'read', rule: 'failure', expected: 'the failure CRS-MTR-001', found: 'the output {"value":1}' },
      { operation: 'follow', rule: 'failure', found: 'a stream of 2 values' },
    ]);
    const closed = () => {
      throw new Errors.Closed({});
    };
    expect(await findingsOf({ read: closed, follow: closed }, failing(Errors.Unknown))).toMatchObject([
      { operation: 'read', rule: 'failure', found: 'Closed (CRS-MTR-002): Closed.' },
      { operation: 'follow', rule: 'failure', found: 'Closed (CRS-MTR-002): Closed.' },
    ]);
    expect(await findingsOf({ read: closed, follow: closed }, failing(Errors.Closed))).toEqual([]);
  });

  it('nothing in an example whose input the contract refuses, when that is expected', async () => {
    const refused = { input: { meter: 1 }, fails: ServiceErrors.InvalidInput };
    expect(await findingsOf({}, { ...examples, read: [examples.read, refused] })).toEqual([]);
    const accepted = { input: { meter: 'a' }, fails: ServiceErrors.InvalidInput };
    expect(await findingsOf({}, { ...examples, read: accepted })).toMatchObject([{ rule: 'failure' }]);
  });

  it('an output that does not fit', async () => {
    expect(await findingsOf({ read: async () => 5 as never })).toMatchObject([
      { operation: 'read', rule: 'output', found: 'Invalid input: expected object, received number' },
    ]);
    const follow = async function* () {
      yield { value: 1 };
      yield 'end' as never;
    };
    expect(await findingsOf({ follow })).toMatchObject([{ operation: 'follow', rule: 'output' }]);
  });

  it.each([
    ['a date', new Date(0), '"value" is an instance of Date, and arrives as "1970-01-01T00:00:00.000Z"'],
    ['a map', new Map(), '"value" is an instance of Map, and arrives as {}'],
    ['bytes', new Uint8Array(1), '"value" is an instance of Uint8Array, and arrives as {"0":0}'],
    ['no number', Number.NaN, '"value" is NaN, and arrives as null'],
    ['a hole', [1, undefined], '"value.1" is undefined, and arrives as null'],
    ['a function', () => 1, '"value" is () => 1, and arrives as undefined'],
    ['a bigint', 1n, 'it cannot be written as JSON: TypeError: Do not know how to serialize a BigInt'],
  ])('an output with %s in it, which does not cross a process border', async (_, value, found) => {
    expect(await findingsOf({ read: async () => ({ value }) })).toMatchObject([
      { operation: 'read', rule: 'json', expected: 'the output to cross a process border unchanged', found },
    ]);
  });

  it('nothing in an output with parts that are undefined', async () => {
    expect(await findingsOf({ read: async () => ({ value: { a: undefined, b: [{}] } }) })).toEqual([]);
  });

  it('a schema that changes what has crossed a border once', async () => {
    const day = z.string().transform((text) => `${text}Z`);
    const none = z.object({});
    expect(await single({ input: z.object({ day }), output: none }, () => ({}), { day: 'x' })).toMatchObject([
      {
        rule: 'json',
        expected: 'the input to cross a process border unchanged',
        found: 'it changes when it is checked on the other side: "day" is "xZZ", and arrives as "xZ"',
      },
    ]);
    const number = z.string().transform(Number);
    expect(await single({ input: none, output: z.object({ number }) }, () => ({ number: '1' }), {})).toMatchObject([
      {
        rule: 'json',
        found:
          'it does not fit when it is checked on the other side: number: Invalid input: expected string, received number',
      },
    ]);
  });

  it('an error whose data does not cross a process border', async () => {
    const read = () => {
      throw new Errors.Unknown({ meter: 1n });
    };
    expect(
      await findingsOf({ read }, { ...examples, read: { input: examples.read, fails: Errors.Unknown } }),
    ).toMatchObject([
      { operation: 'read', rule: 'json', expected: 'the data of CRS-MTR-001 to cross a process border unchanged' },
    ]);
  });

  it('an answer that comes too late, by the time of the contract or of the verification', async () => {
    const slow = async (_: unknown, { signal }: Call) => {
      await Promise.race([theirs.after(1_000), abortOf(signal)]);
      return { value: 1 };
    };
    expect(await findingsOf({ read: slow })).toMatchObject([
      { operation: 'read', rule: 'timeout', expected: 'an answer within 100 ms', found: 'none' },
    ]);
    const output = z.object({ value: z.int() });
    expect(await single({ input: z.object({}), output }, slow, {})).toMatchObject([
      { rule: 'timeout', expected: 'an answer within 200 ms', advice: expect.stringContaining('withinMs') },
    ]);
  });

  it('a handler that goes on when its caller has given up', async () => {
    const deaf = async () => {
      await theirs.after(80);
      return { value: 1 };
    };
    expect(await findingsOf({ read: deaf })).toMatchObject([
      {
        operation: 'read',
        rule: 'cancellation',
        expected: 'the handler to end within 50 ms when its signal is aborted',
        found: 'it still at work',
      },
    ]);
  });

  it('a stream that goes on when its caller has given up, be it waiting or talking', async () => {
    const waiting = async function* () {
      yield { value: 1 };
      await never;
    };
    expect(await findingsOf({ follow: waiting })).toMatchObject([
      { operation: 'follow', rule: 'cancellation', found: 'it still waiting' },
    ]);
    const talking = async function* () {
      for (let value = 0; ; value++) yield { value };
    };
    expect(await findingsOf({ follow: talking })).toMatchObject([
      { operation: 'follow', rule: 'cancellation', found: 'it going on' },
    ]);
  });

  it('nothing in a stream without an end that ends when it is told to', async () => {
    const follow = async function* (_: unknown, { signal }: Call) {
      for (let value = 0; !signal.aborted; value++) {
        yield { value };
        await Promise.race([theirs.after(1_000), abortOf(signal)]);
      }
    };
    expect(await findingsOf({ follow })).toEqual([]);
    const silent = async function* (_: unknown, { signal }: Call) {
      await abortOf(signal);
      if (!signal.aborted) yield { value: 0 };
    };
    expect(await findingsOf({ follow: silent })).toEqual([]);
  });

  it('a stream that does not end when its caller returns early', async () => {
    const clinging = async function* () {
      let finished = false;
      try {
        yield { value: 1 };
        finished = true;
      } finally {
        if (!finished) await theirs.after(500);
      }
    };
    expect(await findingsOf({ follow: clinging })).toMatchObject([
      { operation: 'follow', rule: 'stream', found: 'it still at work' },
    ]);
    const failing = () => {
      let open = true;
      const next = async () => {
        const done = !open;
        open = false;
        return { done, value: { value: 1 } };
      };
      const values = {
        next,
        return: () => Promise.reject(new Error('not finished')),
        [Symbol.asyncIterator]: () => values,
      };
      return values as never;
    };
    expect(await findingsOf({ follow: failing })).toMatchObject([
      { operation: 'follow', rule: 'stream', found: 'Error: not finished' },
    ]);
    const counting = () => {
      let value = 0;
      const next = async () => ({ done: value > 2, value: { value: value++ } });
      const values = { next, return: next, [Symbol.asyncIterator]: () => values };
      return values as never;
    };
    expect(await findingsOf({ follow: counting })).toMatchObject([
      { operation: 'follow', rule: 'stream', found: 'more values' },
    ]);
  });

  it('a stream that is none', async () => {
    const follow = async () => [{ value: 1 }];
    expect(await findingsOf({ follow: follow as never })).toMatchObject([
      { operation: 'follow', rule: 'stream', expected: 'an async iterable', found: 'a promise' },
    ]);
    expect(await findingsOf({ follow: () => [{ value: 1 }] as never })).toMatchObject([
      { operation: 'follow', rule: 'stream', found: 'object' },
    ]);
  });

  it('an idempotent operation whose repetition gives something else', async () => {
    const operation = { input: z.object({}), output: z.object({ order: z.int() }), idempotent: true };
    let orders = 0;
    const count = () => ({ order: orders++ });
    expect(await single(operation, count, {})).toMatchObject([
      {
        rule: 'idempotent',
        expected: 'the same result for the same input, {"order":0}',
        found: '{"order":1}',
      },
    ]);
    expect(await single({ ...operation, idempotent: false }, count, {})).toEqual([]);
    let seen = false;
    const refuse = () => {
      if (seen) throw new Errors.Closed({});
      seen = true;
      return { order: 1 };
    };
    expect(await single(operation, refuse, {})).toMatchObject([
      { rule: 'idempotent', found: 'Closed (CRS-MTR-002): Closed.' },
    ]);
  });

  it('calls that wait for each other, so that they cannot end side by side', async () => {
    const double = defineContract('demo.double', '1.0.0', {
      one: Meters.operations.read,
      other: Meters.operations.read,
    });
    let calls = 0;
    const overlapping = async () => {
      calls += 1;
      if (calls > 1) await never;
      await theirs.after(5);
      calls -= 1;
      return { value: 1 };
    };
    const given = { one: { meter: 'a' }, other: { meter: 'b' } };
    expect(await findings(double, () => ({ one: overlapping, other: overlapping }), given)).toMatchObject([
      { operation: 'other', rule: 'drain', expected: expect.stringContaining('while the service is being stopped') },
    ]);
  });

  it('a connection that all lives share and the first stop closes', async () => {
    let open = true;
    const read = async () => {
      if (!open) throw new TypeError('connection is closed');
      return { value: 1 };
    };
    const stop = () => {
      open = false;
    };
    expect(await findingsOf({ read, stop })).toMatchObject([
      { operation: 'read', rule: 'drain', found: expect.stringContaining('connection is closed') },
    ]);
  });

  it('nothing in a call that refuses to be repeated, as long as it says so by an error with a code', async () => {
    let calls = 0;
    const read = async () => {
      calls += 1;
      if (calls > 1) throw new Errors.Closed({});
      return { value: 1 };
    };
    expect(await findingsOf({ read })).toEqual([]);
  });

  it('a contract whose schema throws at input that does not fit', async () => {
    const size = z.string().transform((text) => BigInt(text).toString());
    const found = await single({ input: z.object({ size }), output: z.object({}) }, () => ({}), { size: '1' });
    expect(found[0]).toMatchObject({
      rule: 'invalid-input',
      expected: '{"size":"nonsense"} to be refused as InvalidInput before the handler sees it',
      found: 'SyntaxError: Cannot convert nonsense to a BigInt',
    });
    expect(found.every(({ rule }) => rule === 'invalid-input')).toBe(true);
  });

  it('nothing in a contract that takes whatever it gets', async () => {
    expect(await single({ input: z.unknown(), output: z.unknown() }, (input) => input, { a: 1 })).toEqual([]);
  });
});
