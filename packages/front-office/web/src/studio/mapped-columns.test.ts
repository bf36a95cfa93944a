import { describe, expect, it } from 'vitest';
import type { OutlinedObject } from '../../../src/api-types.js';
import { bareTable, mappedTables } from './mapped-columns.js';

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
    const tables = mappedTables([customer], 'billing');
    expect(Object.fromEntries(tables.get('KD') ?? [])).toEqual({
      NAME: ['Customer.name'],
      REG: ['Customer.region'],
      LAND: ['Customer.region'],
      LOEKZ: ['Customer, in a condition or a key'],
    });
    expect([...(tables.get('KDADR')?.keys() ?? [])]).toEqual(['ORT']);
  });

  it('are those of their own store', () => {
    expect(mappedTables([customer], 'crm').size).toBe(0);
  });
});

describe('the name of a table', () => {
  it('is without the schema that is looked in first', () => {
    expect(['public.KD', 'main.KD', 'crm.KD', 'KD'].map(bareTable)).toEqual(['KD', 'KD', 'crm.KD', 'KD']);
  });
});
