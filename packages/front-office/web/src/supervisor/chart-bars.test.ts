import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/api-types.js';
import { chartGroups, scaleTop } from './chart-bars.js';

const report = (ids: readonly string[], rows: Report['rows']): Report => ({
  report: 'r',
  title: 'R',
  from: '2026-01-01',
  to: '2026-01-01',
  zone: 'UTC',
  columns: ids.map((id) => ({ id, label: id, kind: 'count' })),
  rows,
  total: [],
  event: 1,
});

describe('chartGroups', () => {
  it('finds its columns by id, wherever they stand', () => {
    expect(chartGroups(report(['queue', 'abandoned', 'offered', 'answered'], [['Care', 1, 10, 9]]))).toEqual([
      { label: 'Care', counts: { offered: 10, answered: 9, abandoned: 1 } },
    ]);
  });

  it('draws nothing when a column is missing', () => {
    expect(chartGroups(report(['queue', 'offered'], [['Care', 1]]))).toEqual([]);
  });
});

describe('scaleTop', () => {
  it('is never below a bar, wastes at most a good half of the height, and has a whole number in its middle', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), (offered) => {
        const top = scaleTop([{ label: '', counts: { offered, answered: 0, abandoned: 0 } }]);
        expect(top).toBeGreaterThanOrEqual(offered);
        expect(top).toBeLessThanOrEqual(offered * 2.5);
        expect(top % 2).toBe(0);
      }),
    );
  });
});
