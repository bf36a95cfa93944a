import { describe, expect, it } from 'vitest';
import { formatDuration } from './duration.js';

describe('formatDuration', () => {
  it('shows minutes and seconds', () => {
    expect(formatDuration(0)).toBe('0:00');
    expect(formatDuration(9)).toBe('0:09');
    expect(formatDuration(754)).toBe('12:34');
  });

  it('shows hours when there are some', () => {
    expect(formatDuration(3_600)).toBe('1:00:00');
    expect(formatDuration(36_061)).toBe('10:01:01');
  });

  it('never shows a second that is not over', () => {
    expect(formatDuration(59.999)).toBe('0:59');
  });
});
