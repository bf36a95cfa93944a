import { type Call, CarusoError, defineContract, defineErrors, error, type Service } from '@caruso/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { channelProxy } from '../src/channel/channel-proxy.js';
import { channelStub } from '../src/channel/channel-stub.js';
import { checkedService } from '../src/channel/checked-service.js';
import { STREAM_WINDOW } from '../src/channel/incoming-stream.js';
import { serveChannel } from '../src/channel/serve-channel.js';
import { stubService } from '../src/channel/stub-service.js';
import { ServiceErrors } from '../src/errors.js';
import { type ChannelPair, portPair, recordingLog, socketPair } from './support/worker/channel-pairs.js';

const Numbers = defineContract('test.numbers', '1.0.0', {
  double: { input: z.object({ n: z.number() }), output: z.object({ n: z.number() }) },
  fail: { input: z.object({ how: z.string() }), output: z.object({}) },
  hang: { input: z.object({}), output: z.object({}) },
  count: { input: z.object({ to: z.number() }), output: z.object({ n: z.number() }), stream: true },
  weird: { input: z.any(), output: z.any() },
});

const TestErrors = defineErrors('TST', {
  Full: error(1, 'conflict', ({ shelf }: { shelf: string }) => `The shelf ${shelf} is full.`),
});

/** Handlers that note what becomes of them. */
class NumbersService implements Service<typeof Numbers> {
  produced = 0;
  readonly notes: string[] = [];
  lastCall: Call | undefined;
  /** Called when a call has begun that waits for its signal. */
  onHang = () => {};
  /** Called when there is a note more. */
  onNote = () => {};

  double({ n }: { n: number }, call: Call) {
    this.lastCall = call;
    return { n: n * 2 };
  }

  fail({ how }: { how: string }): never {
    if (how === 'by name') throw new TestErrors.Full({ shelf: 'A4' }, { cause: new Error('secret') });
    if (how === 'with a function') throw new TestErrors.Full({ shelf: (() => 'A4') as unknown as string });
    throw new Error('the disk is full');
  }

  hang(_: object, { signal }: Call): Promise<Record<string, never>> {
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        this.notes.push(`aborted: ${signal.reason.message}`);
        this.onNote();
        reject(signal.reason);
      });
      this.onHang();
    });
  }

  async *count({ to }: { to: number }, { signal }: Call) {
    try {
      for (let n = 1; n <= to; n += 1) {
        if (signal.aborted) throw signal.reason;
        this.produced = n;
        yield { n };
      }
      if (to === 13) throw new TestErrors.Full({ shelf: 'M' });
    } finally {
      this.notes.push('ended');
      this.onNote();
    }
  }

  weird(input: unknown) {
    return input === 'give a function' ? { items: [{ onDone: () => {} }] } : input;
  }
}

const call = (signal = new AbortController().signal): Call => ({ signal, caller: 'test' });

describe.each([
  ['a message port', portPair],
  ['a unix socket', socketPair],
])('calls over %s', (_, open) => {
  const log = recordingLog();
  let pair: ChannelPair;
  let service: NumbersService;
  let proxy: Service<typeof Numbers>;

  beforeEach(async () => {
    log.lines.length = 0;
    pair = await open(log);
    service = new NumbersService();
    serveChannel(pair.far, (name) => (name === Numbers.name ? checkedService(Numbers, service) : undefined));
    proxy = channelProxy(Numbers, pair.near);
  });
  afterEach(() => pair.close());

  /** The values of a stream of numbers. */
  const numbers = (to: number, signal?: AbortSignal) =>
    proxy.count({ to }, call(signal)) as AsyncGenerator<{ n: number }>;

  it('bring input, caller and result across', async () => {
    expect(await proxy.double({ n: 21 }, call())).toEqual({ n: 42 });
    expect(service.lastCall?.caller).toBe('test');
  });

  it('run side by side, and each gets its own answer', async () => {
    const results = await Promise.all(Array.from({ length: 200 }, (_, n) => proxy.double({ n }, call())));
    expect(results).toEqual(Array.from({ length: 200 }, (_, n) => ({ n: n * 2 })));
  });

  it('can be made in both directions at once', async () => {
    const nearService = new NumbersService();
    serveChannel(pair.near, () => checkedService(Numbers, nearService));
    const back = channelProxy(Numbers, pair.far);
    const [there, here] = await Promise.all([proxy.double({ n: 1 }, call()), back.double({ n: 2 }, call())]);
    expect([there, here]).toEqual([{ n: 2 }, { n: 4 }]);
    expect(nearService.lastCall).toBeDefined();
  });

  it('bring our errors back as what they were, without their cause', async () => {
    const problem = await Promise.resolve(proxy.fail({ how: 'by name' }, call())).catch((thrown: unknown) => thrown);
    expect(TestErrors.Full.is(problem)).toBe(true);
    expect(problem).toMatchObject({ code: 'CRS-TST-001', kind: 'conflict', data: { shelf: 'A4' }, name: 'Full' });
    expect(String((problem as Error).stack) + String((problem as Error).cause)).not.toContain('secret');
  });

  it('bring any other error back with its message; its stack goes to the log of the other side', async () => {
    const problem = await Promise.resolve(proxy.fail({ how: 'badly' }, call())).catch((thrown: unknown) => thrown);
    expect(ServiceErrors.OperationFailed.is(problem)).toBe(true);
    expect(problem).toMatchObject({ message: 'test.numbers.fail failed: the disk is full' });
    expect(log.lines).toContain('error test.numbers.fail failed: the disk is full');
  });

  it('are refused when the input does not fit the contract of the other side', async () => {
    const wrong = proxy.double({ n: 'x' } as unknown as { n: number }, call());
    await expect(wrong).rejects.toMatchObject({ code: ServiceErrors.InvalidInput.code });
  });

  it('are refused by name when the contract or the operation is unknown there', async () => {
    const Other = defineContract('test.other', '1.0.0', { double: Numbers.operations.double });
    await expect(channelProxy(Other, pair.near).double({ n: 1 }, call())).rejects.toMatchObject({
      code: ServiceErrors.UnknownService.code,
    });
    const Newer = defineContract(Numbers.name, '1.1.0', { triple: Numbers.operations.double });
    await expect(channelProxy(Newer, pair.near).triple({ n: 1 }, call())).rejects.toMatchObject({
      code: ServiceErrors.UnknownOperation.code,
    });
    const Streaming = defineContract(Numbers.name, '1.1.0', { double: { ...Numbers.operations.double, stream: true } });
    const stream = channelProxy(Streaming, pair.near).double({ n: 1 }, call()) as AsyncGenerator;
    await expect(stream.next()).rejects.toMatchObject({ code: ServiceErrors.UnknownOperation.code });
  });

  it('abort the signal of the handler with the reason of the caller', async () => {
    const giveUp = new AbortController();
    service.onHang = () => giveUp.abort(new ServiceErrors.TimedOut({ contract: 'a', operation: 'b', timeoutMs: 5 }));
    await expect(proxy.hang({}, call(giveUp.signal))).rejects.toMatchObject({ code: ServiceErrors.TimedOut.code });
    expect(service.notes).toEqual(['aborted: a.b did not answer within 5 ms.']);
  });

  it('reach a handler also when they were given up before', async () => {
    const aborted = AbortSignal.abort();
    await expect(proxy.hang({}, call(aborted))).rejects.toMatchObject({ code: ServiceErrors.Cancelled.code });
  });

  it('reject when the channel closes, and the handlers at the other end are told', async () => {
    const begun = new Promise<void>((resolve) => {
      service.onHang = resolve;
    });
    const hanging = Promise.resolve(proxy.hang({}, call()));
    await begun;
    const stream = numbers(1_000);
    await stream.next();
    const ended = new Promise<void>((resolve) => {
      service.onNote = () => service.notes.length === 2 && resolve();
    });

    pair.near.close();
    await expect(hanging).rejects.toMatchObject({ code: ServiceErrors.ChannelClosed.code, kind: 'unavailable' });
    await expect(Promise.resolve(proxy.double({ n: 1 }, call()))).rejects.toThrow(
      'There is no connection to the far end',
    );
    await ended;
    expect(service.notes).toEqual(
      expect.arrayContaining(['ended', expect.stringMatching(/^aborted: There is no connection/)]),
    );
  });

  it('reject when what they give cannot be sent, and say where it is', async () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;
    const value = open === portPair ? { deep: [{ onDone: () => {} }] } : circle;
    const problem = await Promise.resolve(proxy.weird(value, call())).catch((thrown: Error) => thrown);
    expect(ServiceErrors.CannotCross.is(problem)).toBe(true);
    if (open === portPair) expect(problem.message).toContain('input.deep.0.onDone is the function "onDone"');
    expect(await proxy.double({ n: 1 }, call())).toEqual({ n: 2 });
  });

  it('stay in the channel when a message makes no sense', async () => {
    pair.sendRaw('null');
    pair.sendRaw('{"type":"call","id":1}');
    pair.sendRaw('{"type":"credit","id":1,"count":"many"}');
    pair.sendRaw('{"type":"nonsense","id":-1}');
    pair.sendRaw('{"type":"result","id":77,"value":{}}');
    expect(await proxy.double({ n: 1 }, call())).toEqual({ n: 2 });
    expect(log.lines).toEqual([
      ...Array.from({ length: 4 }, () => 'warn the far end sent what is no message; it is ignored'),
      'warn An answer from the far end fits no call',
    ]);
  });

  it('end as failed when the other side answers with what is no error', async () => {
    const hanging = proxy.hang({}, call());
    pair.sendRaw('{"type":"error","id":1,"error":{"code":"EPERM"}}');
    await expect(hanging).rejects.toMatchObject({ code: ServiceErrors.OperationFailed.code });
  });

  it('bring streams across, in order and whole', async () => {
    const got: number[] = [];
    for await (const { n } of numbers(1_000)) got.push(n);
    expect(got).toEqual(Array.from({ length: 1_000 }, (_, n) => n + 1));
    expect(service.notes).toEqual(['ended']);
  });

  it('bring the values before an error, and then the error', async () => {
    const got: number[] = [];
    const read = async () => {
      for await (const { n } of numbers(13)) got.push(n);
    };
    await expect(read()).rejects.toMatchObject({ code: 'CRS-TST-001' });
    expect(got).toHaveLength(13);
  });

  it('produce no more of a stream than its consumer has room for', async () => {
    const stream = numbers(1_000_000);
    await stream.next();
    // A call made now is answered after all that the stream was allowed to produce.
    for (let i = 0; i < 3; i += 1) await proxy.double({ n: 1 }, call());
    expect(service.produced).toBe(STREAM_WINDOW);
    for (let i = 0; i < STREAM_WINDOW; i += 1) await stream.next();
    for (let i = 0; i < 3; i += 1) await proxy.double({ n: 1 }, call());
    expect(service.produced).toBeLessThanOrEqual(2 * STREAM_WINDOW);
    await stream.return(undefined);
  });

  it('end the generator at the other end when the consumer returns early', async () => {
    for await (const { n } of numbers(1_000_000)) if (n === 40) break;
    expect(service.notes).toEqual(['ended']);
    expect(service.produced).toBeLessThan(40 + 2 * STREAM_WINDOW);
  });

  it('make nothing of a stream that is never asked', async () => {
    const stream = numbers(10);
    await stream.return(undefined);
    await proxy.double({ n: 1 }, call());
    expect(service.notes).toEqual([]);
  });

  it('abort a stream by the signal of its consumer', async () => {
    const giveUp = new AbortController();
    const read = async () => {
      for await (const { n } of numbers(1_000_000, giveUp.signal)) if (n === 100) giveUp.abort();
    };
    await expect(read()).rejects.toMatchObject({ code: ServiceErrors.Cancelled.code });
    expect(service.notes).toEqual(['ended']);
  });

  it('close a channel whose other side sends more of a stream than it was asked for', async () => {
    const stream = channelProxy(Numbers, pair.near).count({ to: 0 }, call()) as AsyncGenerator;
    const first = stream.next();
    for (let i = 0; i < STREAM_WINDOW + 1; i += 1) pair.sendRaw('{"type":"next","id":1,"value":{"n":1}}');
    await first;
    await new Promise((resolve) => pair.near.onClose(resolve));
    expect(pair.near.closed?.message).toContain('it sends more values than it was asked for');
  });

  it('are answered by a stub with the signal and the terms of the caller', async () => {
    const given: unknown[] = [];
    const Echo = defineContract('test.echo', '1.0.0', { say: Numbers.operations.weird });
    const stub = {
      say: async (input: unknown, options?: unknown) => {
        given.push(options);
        return input;
      },
    };
    serveChannel(pair.far, (_name, caller) => {
      given.push(caller);
      return stubService(Echo, stub);
    });
    const echo = channelStub(Echo, pair.near, 'cli');
    const actor = { id: 'ann', roles: ['agent'] };
    expect(await echo.say('hello', { timeoutMs: 50, retries: 2, actor })).toBe('hello');
    expect(await echo.say('hello again')).toBe('hello again');
    const signal = expect.any(AbortSignal);
    expect(given).toEqual(['cli', { signal, timeoutMs: 50, retries: 2, actor }, 'cli', { signal }]);
  });
});

describe('what crosses a message port', () => {
  it('keeps dates, maps and bytes, and refuses a result with a function by name', async () => {
    const log = recordingLog();
    const pair = await portPair(log);
    serveChannel(pair.far, () => checkedService(Numbers, new NumbersService()));
    const proxy = channelProxy(Numbers, pair.near);
    const value = { at: new Date(0), names: new Map([['a', 1n]]), bytes: new Uint8Array([1, 2]) };
    expect(await proxy.weird(value, call())).toEqual(value);
    await expect(proxy.weird('give a function', call())).rejects.toThrow(
      'value.items.0.onDone is the function "onDone"',
    );
    const problem = await Promise.resolve(proxy.fail({ how: 'with a function' }, call())).catch(
      (thrown: unknown) => thrown,
    );
    expect(CarusoError.is(problem)).toBe(true);
    expect(problem).toMatchObject({ code: 'CRS-TST-001', data: undefined });
    await pair.close();
  });
});

describe('a channel over a socket', () => {
  it('does not send a message larger than its limit, and goes on', async () => {
    const pair = await socketPair(recordingLog(), 1_000);
    serveChannel(pair.far, () => checkedService(Numbers, new NumbersService()));
    const proxy = channelProxy(Numbers, pair.near);
    await expect(proxy.weird('x'.repeat(1_000), call())).rejects.toMatchObject({
      code: ServiceErrors.MessageTooLarge.code,
    });
    expect(await proxy.double({ n: 1 }, call())).toEqual({ n: 2 });
    await pair.close();
  });

  it('closes when a larger message comes, also one without an end', async () => {
    const pair = await socketPair(recordingLog(), 1_000);
    channelProxy(Numbers, pair.near);
    pair.sendRaw('x'.repeat(100_000));
    await new Promise((resolve) => pair.near.onClose(resolve));
    expect(ServiceErrors.MessageTooLarge.is(pair.near.closed)).toBe(true);
    await pair.close();
  });

  it('closes when the other side does not read', async () => {
    const pair = await socketPair(recordingLog(), 100_000);
    for (let i = 0; i < 100; i += 1) pair.near.send({ type: 'result', id: i, value: 'x'.repeat(90_000) });
    expect(pair.near.closed?.message).toContain('it does not read what is sent to it');
    await pair.close();
  });
});
