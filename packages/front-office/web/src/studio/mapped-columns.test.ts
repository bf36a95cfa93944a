import { describe, expect, it } from 'vitest';
import type { OutlinedObject } from '../../../src/api-types.js';
import { mappedColumns } from './mapped-columns.js';

const member = (name: string, table: string, ...columns: string[]) => ({
  ...{ name, label: name, type: 'string', key: false, required: false },
  mapped: { table, columns },
});
const customer: OutlinedObject = {
  ...{ name: 'Customer', label: 'Customer', store: 'billing', table: 'KD', tables: ['KD', 'KDADR'] },
  members: [member('name', 'KD', 'NAME'), member('region', 'KD', 'REG', 'LAND'), member('city', 'KDADR', 'ORT')],
  used: [{ table: 'KD', columns: ['NAME', 'LOEKZ'] }],
};

describe('the columns of a table', () => {
  it('tell what lies in them, also what only a condition names', () => {
    expect(Object.fromEntries(mappedColumns([customer], { store: 'billing', table: 'public.KD' }))).toEqual({
      NAME: ['Customer.name'],
      REG: ['Customer.region'],
      LAND: ['Customer.region'],
      LOEKZ: ['Customer, in a condition or a key'],
    });
    expect([...mappedColumns([customer], { store: 'billing', table: 'KDADR' }).keys()]).toEqual(['ORT']);
  });

  it('are those of their own store', () => {
    expect(mappedColumns([customer], { store: 'crm', table: 'KD' }).size).toBe(0);
  });
});
