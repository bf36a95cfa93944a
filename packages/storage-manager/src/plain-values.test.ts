import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Storage } from './contract.js';

const { input } = Storage.operations.write;

/** Values that are right, nearly right, and anything else. */
const type = fc.oneof(fc.constantFrom('string', 'decimal', 'integer'), fc.constantFrom('texts', undefined, 7));
const column = fc.record(
  {
    name: fc.oneof(fc.constantFrom('id', ''), fc.anything()),
    type,
    scale: fc.oneof(fc.constantFrom(0, 2, -1, 1.5, Number.NaN, 2 ** 60), fc.anything()),
    also: fc.oneof(fc.constant(['']), fc.array(fc.anything()), fc.anything()),
  },
  { requiredKeys: [] },
);
const plainColumn = fc.record({ name: fc.constant('id'), type: fc.constantFrom('string', 'long') });
const value = fc.oneof(fc.constantFrom('x', 7, null, undefined), fc.anything());
const cells = fc.array(fc.oneof(fc.record({ column: fc.oneof(plainColumn, column), value }), fc.anything()));

describe('what is taken at first sight', () => {
  it('is what the schema takes, and nothing else', () => {
    fc.assert(
      fc.property(cells, (given) => {
        const written = input.safeParse({ store: 's', statements: [{ insert: { table: 't', cells: given } }] });
        expect(written.success).toBe(given.every(isCell));
      }),
    );
  });

  it('is so for what is compared, too', () => {
    const op = fc.oneof(fc.constantFrom('eq', 'contains'), fc.anything());
    fc.assert(
      fc.property(fc.oneof(plainColumn, column), op, value, (given, by, sought) => {
        const where = { column: given, op: by, value: sought };
        const taken = input.safeParse({ store: 's', statements: [{ delete: { table: 't', where } }] }).success;
        const isComparison = ['eq', 'contains'].includes(by as string) && isCell({ column: given, value: sought });
        const isPresence = ['isNull', 'notNull'].includes(by as string) && isColumn(given);
        expect(taken).toBe(isComparison || isPresence);
      }),
    );
  });

  it('is looked at again when it may have changed', () => {
    const select = (columns: unknown) => Storage.operations.select.input.safeParse({ store: 's', table: 't', columns });
    const column = { name: 'id', type: 'string' };
    for (const columns of [[column], Object.freeze([column])]) {
      column.name = 'id';
      expect(select(columns).success).toBe(true);
      column.name = '';
      expect(select(columns).success).toBe(false);
    }
    const fixed = Object.freeze([Object.freeze({ name: 'id', type: 'string' })]);
    expect([select(fixed).success, select(fixed).success]).toEqual([true, true]);
  });

  it('takes no condition for one of another kind because of what stands beside it', () => {
    const column = { name: 'id', type: 'string' } as const;
    const where = { column, op: 'eq', value: 'x', all: 'anything' } as const;
    const taken = input.parse({ store: 's', statements: [{ delete: { table: 't', where } }] });
    expect(taken.statements).toEqual([{ delete: { table: 't', where: { column, op: 'eq', value: 'x' } } }]);
  });

  it('is so for conditions of conditions', () => {
    const comparison = fc.oneof(
      fc.constant({ column: { name: 'id', type: 'string' }, op: 'eq', value: 'x' }),
      fc.constant({ column: { name: 'id', type: 'string' }, op: 'isNull' }),
      fc.constant({ column: { name: 'id', type: 'string' }, op: 'eq' }),
      fc.anything(),
    );
    const { condition } = fc.letrec((tie) => ({
      condition: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        comparison,
        fc.record({ all: fc.array(tie('condition')) }),
        fc.record({ any: fc.oneof(fc.array(tie('condition')), fc.anything()) }),
        fc.record({ not: tie('condition') }),
      ),
    }));
    fc.assert(
      fc.property(condition, (where) => {
        const taken = input.safeParse({ store: 's', statements: [{ delete: { table: 't', where } }] }).success;
        expect(taken).toBe(isCondition(where));
      }),
    );
  });
});

/** The rules once more, in words of their own. */
function isColumn(given: unknown): boolean {
  const { name, type: kind, scale, also } = (given ?? {}) as Record<string, unknown>;
  const hasScale = scale === undefined || (typeof scale === 'number' && Number.isSafeInteger(scale) && scale >= 0);
  const hasAlso = also === undefined || (Array.isArray(also) && [...also].every((text) => typeof text === 'string'));
  const types = ['string', 'decimal', 'integer', 'long'];
  return typeof name === 'string' && name.length > 0 && types.includes(kind as string) && hasScale && hasAlso;
}

function isCell(given: unknown): boolean {
  const cell = (given ?? {}) as Record<string, unknown>;
  return typeof given === 'object' && cell.value !== undefined && isColumn(cell.column);
}

function isCondition(given: unknown): boolean {
  const { all, any, not, op, column: compared } = (given ?? {}) as Record<string, unknown>;
  const isEach = (list: unknown) => Array.isArray(list) && list.every(isCondition);
  if (op === 'isNull') return isColumn(compared);
  return op === 'eq' ? isCell(given) : isEach(all) || isEach(any) || (not !== undefined && isCondition(not));
}
