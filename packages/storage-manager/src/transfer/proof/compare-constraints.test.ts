import { describe, expect, it } from 'vitest';
import type { CatalogueIndex, CatalogueTable } from '../../catalogue/catalogue.js';
import { compareConstraints } from './compare-constraints.js';

const column = (name: string) => ({
  name,
  engineType: 'text',
  type: { kind: 'text', fixed: false } as const,
  nullable: true,
  generated: false,
});
const table = (more: Partial<CatalogueTable>): CatalogueTable => ({
  name: 'item',
  kind: 'table',
  columns: [column('id'), column('code')],
  key: ['id'],
  unique: [],
  foreignKeys: [],
  checks: [],
  indexes: [],
  ...more,
});
const index = (part: Partial<CatalogueIndex['parts'][number]>, unique = true): CatalogueIndex => ({
  name: 'ix',
  unique,
  parts: [{ descending: false, ...part }],
});
const missing = (source: Partial<CatalogueTable>, target: Partial<CatalogueTable>) =>
  compareConstraints(table(source), table(target), (name) => name).missing;

describe('compareConstraints', () => {
  it('takes a unique index for a unique constraint, when both say the same', () => {
    expect(missing({ unique: [{ columns: ['code'] }] }, { indexes: [index({ column: 'code' })] })).toEqual([]);
    expect(missing({ unique: [{ columns: ['code'] }] }, {})).toEqual(['unique (code)']);
  });

  it('misses a unique index of an expression, although its column is indexed', () => {
    const lower = index({ expression: 'lower(code)' });
    expect(missing({ indexes: [lower] }, { indexes: [index({ column: 'code' }, false)] })).toEqual([
      '1 of 1 unique indexes with an expression or a condition',
    ]);
    expect(missing({ indexes: [lower] }, { indexes: [lower] })).toEqual([]);
  });

  it('misses checks and plain indexes by their number', () => {
    const checks = [{ expression: 'code > 1' }, { expression: 'code < 9' }];
    expect(missing({ checks, indexes: [index({ column: 'code' }, false)] }, { checks: checks.slice(1) })).toEqual([
      '1 of 2 checks',
      '1 of 1 indexes',
    ]);
  });

  it('does not mind what the target has besides', () => {
    expect(missing({}, { unique: [{ columns: ['code'] }] })).toEqual([]);
  });
});
