import { describe, expect, it } from 'vitest';
import { STREAM_WINDOW } from '../src/channel/incoming-stream.js';
import { ServiceErrors } from '../src/errors.js';
import { both, thrownBy } from './support/nats/both.js';
import { missing } from './support/nats/nats-server.js';
import { at, SumErrors } from './support/nats/sums.js';

async function collect(stream: AsyncIterable<unknown>): Promise<number[]> {
  const values: number[] = [];
  for await (const value of stream) values.push((value as { value: number }).value);
  return values;
}

describe.skipIf(missing)(`a stream from another process${missing ? ` (${missing})` : ''}`, () => {
  it('brings all values in their order, then ends', async () => {
    const { provider, sums, services, caller } = await both();
    const values = await collect(caller.stream(at(provider, sums, 'count'), { to: 1_000 }));
    expect(values).toEqual(Array.from({ length: 1_000 }, (_, i) => i + 1));
    expect([caller.pending, services.running]).toEqual([0, 0]);
  });

  it('is not opened before its first value is asked for', async () => {
    const { provider, sums, caller } = await both();
    const stream = caller.stream(at(provider, sums, 'count'), { to: 3 });
    expect(caller.pending).toBe(0);
    await stream.return(undefined);
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    await provider.synced();
    expect(sums.produced).toBe(0);
  });

  it('is produced no faster than it is consumed', async () => {
    const { provider, consumer, sums, caller } = await both();
    const stream = caller.stream(at(provider, sums, 'count'), { to: 10_000 });
    await stream.next();
    // What is on the way has arrived when both have talked with the server.
    for (let i = 0; i < 3; i += 1) await Promise.all([provider.synced(), consumer.synced()]);
    expect(sums.produced).toBeLessThanOrEqual(STREAM_WINDOW + 1);
    for (let i = 0; i < 100; i += 1) await stream.next();
    expect(sums.produced).toBeGreaterThan(100);
    await stream.return(undefined);
  });

  it('left early ends the generator at its provider', async () => {
    const { provider, sums, services, caller } = await both();
    for await (const value of caller.stream(at(provider, sums, 'count'), { to: 10_000 })) {
      if ((value as { value: number }).value === 5) break;
    }
    await sums.streamEnded.reached;
    expect(sums.produced).toBeLessThan(10_000);
    expect([caller.pending, services.running]).toEqual([0, 0]);
  });

  it('given up by its consumer ends the generator at its provider', async () => {
    const { provider, sums, caller } = await both();
    const giveUp = new AbortController();
    const stream = caller.stream(at(provider, sums, 'count'), { to: 10_000 }, { signal: giveUp.signal });
    await stream.next();
    giveUp.abort();
    expect(ServiceErrors.Cancelled.is(await thrownBy(collect(stream)))).toBe(true);
    await sums.streamEnded.reached;
    expect(caller.pending).toBe(0);
  });

  it('brings the values before an error, then the error', async () => {
    const { provider, sums, caller } = await both();
    sums.invoke = async function* () {
      yield { value: 1 };
      throw new SumErrors.TooMuch({ limit: 1 });
    };
    const stream = caller.stream(at(provider, sums, 'count'), { to: 2 });
    expect(await stream.next()).toEqual({ done: false, value: { value: 1 } });
    expect(SumErrors.TooMuch.is(await thrownBy(stream.next()))).toBe(true);
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });

  it('whose input does not fit the contract fails with its first value', async () => {
    const { provider, sums, caller } = await both();
    const problem = await thrownBy(collect(caller.stream(at(provider, sums, 'count'), { to: 'many' })));
    expect(ServiceErrors.InvalidInput.is(problem)).toBe(true);
  });

  it('of nobody was never begun', async () => {
    const { provider, services, sums, caller } = await both();
    await services.remove(sums.id);
    const problem = await thrownBy(collect(caller.stream(at(provider, sums, 'count'), { to: 1 })));
    expect(ServiceErrors.NobodyThere.is(problem)).toBe(true);
  });

  it('fails with the process that produces it', async () => {
    const { provider, sums, caller } = await both();
    const stream = caller.stream(at(provider, sums, 'count'), { to: 10_000 });
    await stream.next();
    caller.failNode(provider.node);
    expect(ServiceErrors.NodeLost.is(await thrownBy(collect(stream)))).toBe(true);
  });

  it('ends at its provider with the process that consumes it', async () => {
    const { provider, consumer, services, sums, caller } = await both();
    await caller.stream(at(provider, sums, 'count'), { to: 10_000 }).next();
    services.dropCaller(consumer.node);
    await sums.streamEnded.reached;
  });

  it('serves those who ask for several values at once in turn', async () => {
    const { provider, sums, caller } = await both();
    const stream = caller.stream(at(provider, sums, 'count'), { to: 2 });
    expect(await Promise.all([stream.next(), stream.next(), stream.next()])).toEqual([
      { done: false, value: { value: 1 } },
      { done: false, value: { value: 2 } },
      { done: true, value: undefined },
    ]);
  });

  it('ends for who waits for a value when it is left meanwhile', async () => {
    const { provider, sums, caller } = await both();
    sums.invoke = async function* (_contract, _operation, _input, { signal }) {
      yield { value: 1 };
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    };
    const stream = caller.stream(at(provider, sums, 'count'), { to: 2 });
    await stream.next();
    const waiting = stream.next();
    await stream.return(undefined);
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  it('without a word about how much can be taken is refused, so that nobody is flooded', async () => {
    const { provider, sums, consumer } = await both();
    const answer = await consumer.connection.request(at(provider, sums, 'count').subject, '{"to":3}');
    expect(answer.headers?.get('Nats-Service-Error-Code')).toBe('400');
    expect(answer.headers?.get('Nats-Service-Error')).toContain('Caruso-Credit');
  });
});
