import { expect, it } from 'vitest';
import { receiptLines } from './outcome-lines.js';

const receipt = {
  ...{ id: 'a', component: 'centre', from: '1.0.0', to: '1.1.0', startMs: 40 },
  ...{ inFlightAtFlip: 0, drained: 0, aborted: 0, lost: 0, parked: 2, longestMs: 0 },
};

it('a replacement says whether calls went to the old version meanwhile or waited', () => {
  expect(receiptLines(receipt)[1]).toBe('  started and checked in 40 ms, while 1.0.0 took the calls');
  expect(receiptLines({ ...receipt, pausedMs: 600 })[1]).toBe(
    '  started and checked in 40 ms, after 1.0.0 had stopped; calls waited 600 ms',
  );
});
