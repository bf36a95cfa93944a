import { describe, expect, it } from 'vitest';
import type { Receipt, ServiceOrder } from '../../../src/api-types.js';
import { orderFigures, orderProgress, orderResult, orderTitle } from './order-words.js';

const receipt: Receipt = {
  id: '1',
  component: 'mail',
  from: '1.0.0',
  to: '1.1.0',
  startMs: 240,
  inFlightAtFlip: 3,
  drained: 3,
  aborted: 0,
  lost: 0,
  parked: 1,
  longestMs: 1_500,
};
const order = (more: Partial<ServiceOrder> = {}): ServiceOrder => ({
  id: '1',
  kind: 'replace',
  service: '1',
  component: 'mail',
  module: 'mail-1.1.0.mjs',
  by: 'ada',
  startedAt: 0,
  state: 'done',
  ...more,
});

describe('an order in words', () => {
  it('is named by what is replaced by what, as far as that is known', () => {
    expect(orderTitle(order({ state: 'running' }))).toBe('mail: being replaced by mail-1.1.0.mjs');
    expect(orderTitle(order({ state: 'failed' }))).toBe('mail: not replaced by mail-1.1.0.mjs');
    expect(orderTitle(order({ receipt }))).toBe('mail: 1.0.0 → 1.1.0');
    const takenBack = { ...receipt, rolledBack: 'it failed' };
    expect(orderTitle(order({ receipt: takenBack }))).toBe('mail: 1.1.0 taken back, 1.0.0 stays');
    expect(orderTitle(order({ kind: 'drain', state: 'running' }))).toBe('mail: being taken out');
    expect(orderTitle(order({ kind: 'drain' }))).toBe('mail: taken out');
  });

  it('says what happens until it is done', () => {
    expect(orderProgress(order({ kind: 'drain' }))).toBe('Calls in flight come to their end…');
    expect(orderProgress(order())).not.toContain('watched');
    expect(orderProgress(order({ watchedMs: 30_000 }))).toContain('It is watched for 30 s');
  });

  it('is good only when nothing was lost and nothing taken back', () => {
    expect(orderResult(order({ state: 'running' }))).toBe('running');
    expect(orderResult(order({ receipt }))).toBe('good');
    expect(orderResult(order({ receipt: { ...receipt, lost: 1 } }))).toBe('bad');
    expect(orderResult(order({ receipt: { ...receipt, rolledBack: 'it failed' } }))).toBe('bad');
    expect(orderResult(order({ state: 'failed', problem: 'no such module' }))).toBe('bad');
  });

  it('shows what it has cost, the lost calls marked', () => {
    const figures = orderFigures(order({ receipt }));
    expect(figures.map(({ label, value }) => `${label} ${value}`)).toEqual([
      'Start and check 240 ms',
      'In flight 3',
      'Ended by themselves 3',
      'Told to end 0',
      'Lost 0',
      'Longest 1.5 s',
      'Had waited 1',
    ]);
    expect(figures.filter(({ isLost }) => isLost).map(({ label }) => label)).toEqual(['Lost']);
  });

  it('has no longest call when there was none', () => {
    const drained = { inFlight: 0, drained: 0, aborted: 0, lost: 0, longestMs: 0 };
    expect(orderFigures(order({ kind: 'drain', drained })).at(-1)).toEqual({ label: 'Longest', value: '–' });
    expect(orderFigures(order({ state: 'running' }))).toEqual([]);
  });
});
