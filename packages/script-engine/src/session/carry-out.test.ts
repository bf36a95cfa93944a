import { VirtualClock } from '@caruso/core';
import { SourceSlice } from '@caruso/language';
import { ServiceErrors } from '@caruso/service-manager';
import { describe, expect, it } from 'vitest';
import type { Effect } from '../step/pending-effect.js';
import { carryOut } from './carry-out.js';

const effect: Effect = {
  kind: 'do',
  node: 'book',
  key: 'book',
  id: 'd/book/1',
  target: { contract: 'billing', operation: 'book', slice: SourceSlice.of('billing.book', 's.xml') },
  input: { amount: 1 },
  timeoutMs: undefined,
  retries: 2,
  repeatable: false,
};
const where = { contract: 'billing', operation: 'book' };
const down = () => new ServiceErrors.Unavailable({ contract: 'billing', waitedMs: 0, candidates: [] });
const late = () => new ServiceErrors.TimedOut({ ...where, timeoutMs: 5 });

/** Carries out an effect whose first calls fail so, and lets all pauses pass. */
async function carry(effect: Effect, failures: (() => Error)[]) {
  const clock = new VirtualClock();
  let calls = 0;
  const call = async () => {
    const failure = failures[calls];
    calls += 1;
    if (failure) throw failure();
    return 'booked';
  };
  let outcome: Awaited<ReturnType<typeof carryOut>> | undefined;
  const running = carryOut(effect, call, clock).then((result) => {
    outcome = result;
  });
  while (!outcome) {
    clock.advance(5_000);
    await Promise.resolve();
  }
  await running;
  return { outcome, calls };
}

describe('carryOut', () => {
  it('tries again as often as the script says', async () => {
    expect(await carry(effect, [down, down])).toEqual({ outcome: { result: 'booked' }, calls: 3 });
    const { outcome, calls } = await carry(effect, [down, down, down]);
    expect(calls).toBe(3);
    expect(outcome).toMatchObject({ failure: { step: 'book', code: 'CRS-SVC-002', uncertain: false } });
  });

  it('does not try again what cannot be mended', async () => {
    const invalid = () => new ServiceErrors.InvalidInput({ ...where, issues: 'amount' });
    expect((await carry(effect, [invalid])).calls).toBe(1);
  });

  it('does not repeat a call that may have taken effect, unless it can be repeated', async () => {
    expect(await carry(effect, [late])).toMatchObject({ outcome: { failure: { uncertain: true } }, calls: 1 });
    expect(await carry({ ...effect, repeatable: true }, [late])).toEqual({ outcome: { result: 'booked' }, calls: 2 });
  });
});
