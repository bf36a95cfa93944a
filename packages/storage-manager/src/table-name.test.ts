import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinTableName, splitTableName } from './table-name.js';

describe('names of tables', () => {
  it.each([
    ['mtr', { name: 'mtr' }],
    ['grid.mtr', { schema: 'grid', name: 'mtr' }],
    ['"price.list"', { name: 'price.list' }],
    ['grid."price.list"', { schema: 'grid', name: 'price.list' }],
    ['"odd.schema".mtr', { schema: 'odd.schema', name: 'mtr' }],
    ['inch"es', { name: 'inch"es' }],
    ['"""quoted"""', { name: '"quoted"' }],
    ['Order Details', { name: 'Order Details' }],
    ['grid.price.list', { schema: 'grid', name: 'price.list' }],
  ])('%s is %o', (written, expected) => {
    expect(splitTableName(written)).toEqual(expected);
  });

  it('are the same after they have been written and read, whatever is in them', () => {
    const part = fc.string({ unit: fc.constantFrom('a', '.', '"', '`', ' ', 'ü'), minLength: 1 });
    fc.assert(
      fc.property(fc.option(part, { nil: undefined }), part, (schema, name) => {
        const given = schema === undefined ? { name } : { schema, name };
        expect(splitTableName(joinTableName(given))).toEqual(given);
      }),
    );
  });
});
