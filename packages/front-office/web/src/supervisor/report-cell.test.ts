import { describe, expect, it } from 'vitest';
import { formatCell } from './report-cell.js';

describe('formatCell', () => {
  it('shows "no data" apart from zero', () => {
    expect(formatCell(null, 'ratio')).toBe('–');
    expect(formatCell(0, 'ratio')).toBe('0.0 %');
    expect(formatCell(0, 'seconds')).toBe('0:00');
  });

  it('shows seconds as minutes, rounded to the next second', () => {
    expect(formatCell(65.6, 'seconds')).toBe('1:06');
  });

  it('shows shares in per cent', () => {
    expect(formatCell(0.8734, 'ratio')).toBe('87.3 %');
  });

  it('parts the thousands of counts', () => {
    expect(formatCell(12_345, 'count')).toBe('12,345');
  });

  it('leaves text alone', () => {
    expect(formatCell('Care', 'text')).toBe('Care');
  });
});
