import { expect, it } from 'vitest';
import type { Entity, ObjectType } from '../api-types.js';
import { inListOrder } from './list-order.js';

const typeWith = (type: string, sort?: string) =>
  ({
    attributes: [{ name: 'at', type }],
    presentation: sort === undefined ? {} : { list: { columns: [], filters: [], sort } },
  }) as unknown as ObjectType;
const entities = (...values: readonly unknown[]) =>
  values.map((at, index) => ({ key: `${index}`, values: { at } })) as unknown as Entity[];
const sorted = (type: ObjectType | undefined, ...values: readonly unknown[]) =>
  inListOrder(type, entities(...values)).map((entity) => entity.values.at);

it('puts linked objects into the order of their lists, what has no value last', () => {
  expect(sorted(typeWith('instant', '-at'), '2026-01-01', null, '2026-03-01')).toEqual([
    '2026-03-01',
    '2026-01-01',
    null,
  ]);
  expect(sorted(typeWith('instant', 'at'), '2026-03-01', null, '2026-01-01')).toEqual([
    '2026-01-01',
    '2026-03-01',
    null,
  ]);
});

it('sorts numbers by their value, whatever form they have', () => {
  expect(sorted(typeWith('decimal', 'at'), '10.00', '9.50')).toEqual(['9.50', '10.00']);
  expect(sorted(typeWith('string', 'at'), '10', '9')).toEqual(['10', '9']);
});

it('leaves objects as they came where no list says otherwise', () => {
  expect(sorted(typeWith('string'), 'b', 'a')).toEqual(['b', 'a']);
  expect(sorted(undefined, 'b', 'a')).toEqual(['b', 'a']);
});
