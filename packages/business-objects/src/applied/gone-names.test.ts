import { describe, expect, it } from 'vitest';
import type { NameChange } from './applied-step.js';
import { GoneNames } from './gone-names.js';

const after = (...changes: readonly NameChange[]) =>
  new GoneNames(
    changes.map((names) => ({ began: '2026-01-02T03:04:05.000Z', by: 'ann', model: 'shop', version: '2.0.0', names })),
  );

describe('names that have gone', () => {
  it('are those that were dropped or renamed, with what is known of it', () => {
    const gone = after(
      { did: 'dropped', table: 'a', column: 'x' },
      { did: 'renamed', table: 'a', column: 'y', to: 'z' },
      { did: 'dropped', table: 'b' },
    );
    const when = 'when shop 2.0.0 was applied (2026-01-02 03:04 UTC, by ann)';
    expect(gone.of('a', 'x')).toBe(`was dropped ${when}`);
    expect(gone.of('a', 'y')).toBe(`was renamed to 'z' ${when}`);
    expect(gone.of('b')).toBe(`was dropped ${when}`);
    expect([gone.of('a'), gone.of('a', 'z'), gone.of('b', 'x')]).toEqual([undefined, undefined, undefined]);
  });

  it('are no longer gone when they were added again, or something is called so', () => {
    const gone = after(
      { did: 'dropped', table: 'a', column: 'x' },
      { did: 'added', table: 'a', column: 'x' },
      { did: 'dropped', table: 'a', column: 'y' },
      { did: 'renamed', table: 'a', column: 'z', to: 'y' },
      { did: 'dropped', table: 'b', column: 'x' },
      { did: 'dropped', table: 'b' },
      { did: 'added', table: 'b' },
    );
    expect([gone.of('a', 'x'), gone.of('a', 'y'), gone.of('b'), gone.of('b', 'x')]).toEqual(Array(4).fill(undefined));
    expect(gone.of('a', 'z')).toContain("renamed to 'y'");
  });

  it('have gone from a table that is called otherwise, too', () => {
    const gone = after({ did: 'dropped', table: 'a', column: 'x' }, { did: 'renamed', table: 'a', to: 'b' });
    expect(gone.of('a')).toContain("renamed to 'b'");
    expect(gone.of('b', 'x')).toContain('dropped');
  });
});
