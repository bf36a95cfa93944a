import { newId } from '@caruso/core';
import { describe, expect, it } from 'vitest';
import { ServiceErrors } from '../src/errors.js';
import { both, thrownBy } from './support/nats/both.js';
import { subscriptionsOf } from './support/nats/links.js';
import { missing } from './support/nats/nats-server.js';
import { at, SumErrors } from './support/nats/sums.js';

describe.skipIf(missing)(`a call to another process${missing ? ` (${missing})` : ''}`, () => {
  it('gets the answer of the service', async () => {
    const { provider, sums, caller } = await both();
    expect(await caller.call(at(provider, sums, 'add'), { a: 1, b: 2 })).toEqual({ sum: 3 });
  });

  it('finds its answer among those of many calls', async () => {
    const { provider, sums, caller } = await both();
    const add = at(provider, sums, 'add');
    const answers = await Promise.all(Array.from({ length: 500 }, (_, i) => caller.call(add, { a: i, b: 1 })));
    expect(answers).toEqual(Array.from({ length: 500 }, (_, i) => ({ sum: i + 1 })));
    expect(caller.pending).toBe(0);
  });

  it('carries any JSON, and nothing at all', async () => {
    const { provider, sums, caller } = await both();
    for (const value of ['grüß dich ✓', 0, null, [1, { deep: [] }], undefined]) {
      expect(await caller.call(at(provider, sums, 'echo'), value)).toEqual(value);
    }
  });

  it('tells the service who calls, and what travels along', async () => {
    const { provider, sums, caller } = await both();
    const options = { caller: 'front-office', headers: { traceparent: '00-1-2-01' } };
    const who = at(provider, sums, 'whoCalls');
    expect(await caller.call(who, {}, options)).toEqual({ caller: 'front-office', trace: '00-1-2-01' });
    expect(await caller.call(who, {})).toEqual({ caller: 'nats' });
  });

  it('brings the error of the service with code, kind and data', async () => {
    const { provider, sums, caller } = await both();
    for (const [how, limit] of [
      ['ours', 9],
      ['later', 7],
    ] as const) {
      const problem = await thrownBy(caller.call(at(provider, sums, 'fail'), { how }));
      expect(SumErrors.TooMuch.is(problem)).toBe(true);
      expect(problem).toMatchObject({ code: 'CRS-TST-001', kind: 'conflict', data: { limit } });
    }
  });

  it('names the operation when the service throws anything else', async () => {
    const { provider, sums, caller } = await both();
    const problem = await thrownBy(caller.call(at(provider, sums, 'fail'), { how: 'plain' }));
    expect(problem).toMatchObject({
      code: ServiceErrors.OperationFailed.code,
      data: { contract: 'test.sums', operation: 'fail' },
    });
  });

  it('is checked by the contract of the provider', async () => {
    const { provider, sums, caller } = await both();
    const problem = await thrownBy(caller.call(at(provider, sums, 'add'), { a: 1, b: '2' }));
    expect(ServiceErrors.InvalidInput.is(problem)).toBe(true);
    expect(String(problem)).toContain('b: ');
  });

  it('of an operation that is not in the contract fails by name', async () => {
    const { provider, sums, caller } = await both();
    const problem = await thrownBy(caller.call(at(provider, sums, 'subtract'), {}));
    expect(problem).toMatchObject({ kind: 'not-found', data: { operation: 'subtract' } });
  });

  it('to a process that is not there was never begun', async () => {
    const { provider, consumer, sums, caller } = await both();
    const nowhere = {
      ...at(provider, sums, 'add'),
      subject: consumer.subjects.call('test.sums', 'add', 'no.body', 's'),
    };
    expect(ServiceErrors.NobodyThere.is(await thrownBy(caller.call(nowhere, { a: 1, b: 2 })))).toBe(true);
  });

  it('to a service that has left was never begun', async () => {
    const { provider, services, sums, caller } = await both();
    await services.remove(sums.id);
    expect(ServiceErrors.NobodyThere.is(await thrownBy(caller.call(at(provider, sums, 'add'), { a: 1, b: 2 })))).toBe(
      true,
    );
  });

  it('ends at its time-out, and is cancelled at the provider', async () => {
    const { provider, sums, caller } = await both();
    const problem = await thrownBy(caller.call(at(provider, sums, 'wait'), {}, { timeoutMs: 30 }));
    expect(problem).toMatchObject({ code: ServiceErrors.TimedOut.code, kind: 'timeout', data: { timeoutMs: 30 } });
    await sums.givenUp.reached;
    expect(ServiceErrors.TimedOut.is(sums.reason)).toBe(true);
  });

  it('is cancelled at the provider when the caller gives up', async () => {
    const { provider, sums, caller } = await both();
    const giveUp = new AbortController();
    const call = caller.call(at(provider, sums, 'wait'), {}, { signal: giveUp.signal });
    await sums.waiting.reached;
    giveUp.abort();
    expect(ServiceErrors.Cancelled.is(await thrownBy(call))).toBe(true);
    await sums.givenUp.reached;
    expect(ServiceErrors.Cancelled.is(sums.reason)).toBe(true);
    expect(caller.pending).toBe(0);
  });

  it('is not sent when the caller has already given up', async () => {
    const { provider, sums, caller } = await both();
    const problem = await thrownBy(caller.call(at(provider, sums, 'wait'), {}, { signal: AbortSignal.abort() }));
    expect(ServiceErrors.Cancelled.is(problem)).toBe(true);
  });

  it('fails with the process that serves it', async () => {
    const { provider, sums, caller } = await both();
    const call = caller.call(at(provider, sums, 'wait'), {});
    await sums.waiting.reached;
    caller.failNode(provider.node);
    expect(await thrownBy(call)).toMatchObject({
      code: ServiceErrors.NodeLost.code,
      kind: 'unavailable',
      data: { node: provider.node },
    });
  });

  it('too large for the server is refused before it is sent', async () => {
    const { provider, sums, caller } = await both();
    const problem = await thrownBy(caller.call(at(provider, sums, 'echo'), 'x'.repeat(provider.maxPayload)));
    expect(problem).toMatchObject({ code: ServiceErrors.PayloadTooLarge.code, data: { limit: provider.maxPayload } });
    expect(await caller.call(at(provider, sums, 'add'), { a: 1, b: 1 })).toEqual({ sum: 2 });
  });

  it('whose answer is too large for the server fails by name', async () => {
    const { provider, sums, caller } = await both();
    const input = Array.from({ length: 60_000 }, () => '"""""""');
    sums.invoke = () => [input, input, input];
    const problem = await thrownBy(caller.call(at(provider, sums, 'echo'), 1));
    expect(ServiceErrors.PayloadTooLarge.is(problem)).toBe(true);
  });

  it('with what JSON cannot express is refused before it is sent', async () => {
    const { provider, sums, caller } = await both();
    expect(ServiceErrors.InvalidInput.is(await thrownBy(caller.call(at(provider, sums, 'echo'), { n: 1n })))).toBe(
      true,
    );
  });

  it('whose answer JSON cannot express fails by name', async () => {
    const { provider, sums, caller } = await both();
    sums.invoke = () => ({ n: 1n });
    const problem = await thrownBy(caller.call(at(provider, sums, 'echo'), 1));
    expect(ServiceErrors.OperationFailed.is(problem)).toBe(true);
  });

  it('keeps the code of an error whose data JSON cannot express', async () => {
    const { provider, sums, caller } = await both();
    sums.invoke = () => {
      throw new SumErrors.TooMuch({ limit: 1n as unknown as number });
    };
    const problem = await thrownBy(caller.call(at(provider, sums, 'echo'), 1));
    expect(SumErrors.TooMuch.is(problem)).toBe(true);
  });
});

describe.skipIf(missing)('a service that leaves', () => {
  it('answers what is under way first', async () => {
    const { provider, services, sums, caller } = await both();
    const call = caller.call(at(provider, sums, 'wait'), {});
    await sums.waiting.reached;
    let left = false;
    const leaving = services.remove(sums.id).then(() => {
      left = true;
    });
    await provider.synced();
    expect(left).toBe(false);
    sums.release.reach();
    expect(await call).toEqual({});
    await leaving;
    expect(left).toBe(true);
  });

  it('sends new calls back at once, so that a drain under load ends', async () => {
    const { provider, services, sums, caller } = await both();
    const call = caller.call(at(provider, sums, 'wait'), {});
    await sums.waiting.reached;
    const leaving = services.remove(sums.id);
    const late = await thrownBy(caller.call(at(provider, sums, 'add'), { a: 1, b: 1 }));
    expect(ServiceErrors.NobodyThere.is(late)).toBe(true);
    sums.release.reach();
    await Promise.all([call, leaving]);
  });

  it('may leave twice', async () => {
    const { services, sums } = await both();
    await services.remove(sums.id);
    await services.remove(sums.id);
    await services.remove(newId());
  });

  it('leaves no subscription, no timer and no call behind', async () => {
    const { provider, consumer, services, sums, caller } = await both();
    const call = thrownBy(caller.call(at(provider, sums, 'wait'), {}, { timeoutMs: 60_000 }));
    await sums.waiting.reached;
    caller.close();
    expect(ServiceErrors.ConnectionLost.is(await call)).toBe(true);
    await sums.givenUp.reached;
    await services.close();
    expect([caller.pending, services.running]).toEqual([0, 0]);
    expect([subscriptionsOf(provider.connection), subscriptionsOf(consumer.connection)]).toEqual([0, 0]);
    expect(ServiceErrors.NotConnected.is(await thrownBy(caller.call(at(provider, sums, 'add'), {})))).toBe(true);
  });
});
