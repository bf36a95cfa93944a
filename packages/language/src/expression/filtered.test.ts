import { describe, expect, it } from 'vitest';
import { compileExpression } from './compile-expression.js';
import { type Type, types } from './type.js';

const invoice = types.object({ amount: types.number, paid: types.yesno, due: types.date }, 'Invoice');
const contract = types.object({ invoices: types.list(invoice), open: types.yesno }, 'Contract');
const scope = new Map<string, Type>([
  ['invoices', types.list(invoice)],
  ['contracts', types.list(contract)],
  ['name', types.text],
  ['paid', types.yesno],
]);
const values = {
  invoices: [
    { amount: '10.10', paid: false, due: '2026-01-01' },
    { amount: '5', paid: true, due: '2026-02-01' },
    { amount: '0.90', paid: null, due: null },
  ],
  contracts: [
    {
      open: true,
      invoices: [
        { amount: '1', paid: false },
        { amount: '2', paid: true },
      ],
    },
    { open: false, invoices: null },
  ],
  paid: true,
};

function evaluated(text: string): unknown {
  const compiled = compileExpression(text, scope);
  if (!compiled.ok) return compiled.diagnostics.map(({ code, message, hint }) => [code, message, hint].join(' | '));
  return compiled.evaluate(values, { now: 0, zone: 'UTC' });
}

describe('a list that is filtered', () => {
  it.each([
    ['sum(invoices.amount where paid == false)', '10.1'],
    ['sum(invoices.amount where paid != true)', '11'],
    ['count(invoices where not paid)', '1'],
    ['count(invoices where amount > 1 and paid)', '1'],
    ["max(invoices.amount where due < '2026-01-15')", '10.1'],
    ['min(invoices.due where amount > 1)', '2026-01-01'],
    ['sum(contracts.invoices.amount where paid)', '2'],
    ['count(contracts where open)', '1'],
    ['sum(invoices.amount where amount > 100)', '0'],
    ['max(invoices.amount where amount > 100)', null],
  ])('%s', (text, result) => expect(evaluated(text)).toBe(result));

  it('gives its condition the fields of the elements, and only those', () => {
    expect(evaluated('sum(invoices.amount where name)')).toEqual(["unknown-name | 'name' | "]);
    expect(evaluated('sum(invoices.amount where amount)')).toMatchObject([expect.stringMatching(/^wrong-type/)]);
    expect(evaluated('count(name where paid)')).toContain(
      "wrong-type | 'where' wants a list of objects before it, this is a text | write sum(orders.total where open == true)",
    );
  });

  it('says what it reads', () => {
    const compiled = compileExpression('sum(contracts.invoices.amount where paid)', scope);
    expect(compiled.ok && compiled.names).toEqual(['contracts.invoices.amount', 'contracts.invoices.paid']);
  });
});

describe('a list of which nothing is known', () => {
  const open = new Map<string, Type>([['found', types.unknown]]);
  const found = {
    list: [
      { id: 'a', price: '30.5', parts: [{ kg: 1 }, { kg: 5 }] },
      { id: 'b', price: 2, parts: [{ kg: 7 }] },
      'no object',
    ],
    empty: [],
  };

  it.each([
    ["sum(found.list.price where id == 'a')", '30.5'],
    ['count(found.list where price gt 1 + 1)', '1'],
    ['sum(found.list.parts.kg where kg ge 5)', '12'],
    ['count(found.empty where id == 1)', '0'],
    ['count(found.nothing.here where id == 1)', '0'],
    ['count(found where constructor != null)', '0'],
  ])('is filtered as the data have it: %s', (text, value) => {
    const compiled = compileExpression(text, open);
    expect(compiled.ok && compiled.evaluate({ found }, { now: 0, zone: 'UTC' })).toBe(value);
  });

  it('has its condition checked as far as it goes', () => {
    expect(compileExpression('count(found.list where id + 1 and totl(id))', open)).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'unknown-function' }],
    });
  });
});
