import { describe, expect, it } from 'vitest';
import { clockOffset } from './server-clock.js';

const noon = Date.UTC(2026, 0, 1, 12);
const header = new Date(noon).toUTCString();

describe('clockOffset', () => {
  it('is how far the server is ahead', () => {
    expect(clockOffset(header, noon - 90_000)).toBe(90_000);
    expect(clockOffset(header, noon + 5_000)).toBe(-5_000);
  });

  it('passes over differences the header cannot show', () => {
    expect(clockOffset(header, noon + 1_500)).toBe(0);
  });

  it('trusts the browser when the server says nothing useful', () => {
    expect(clockOffset(null, noon)).toBe(0);
    expect(clockOffset('yesterday', noon)).toBe(0);
  });
});
