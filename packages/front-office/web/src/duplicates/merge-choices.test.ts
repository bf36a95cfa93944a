import { describe, expect, it } from 'vitest';
import type { Entity, MergeReceipt, ObjectType } from '../../../src/api-types.js';
import { movedWords, reasonOf } from './duplicate-words.js';
import { differencesOf, presetChoices } from './merge-choices.js';

const attribute = (name: string, label: string, writable = true) =>
  ({ name, label, type: 'string', required: false, search: false, writable }) as const;
const customer: ObjectType = {
  ...{ name: 'Customer', label: 'Customer', key: ['number'], write: 'all', presentation: {} },
  may: { create: true, change: true, delete: true },
  attributes: [
    attribute('number', 'Number'),
    attribute('name', 'Name'),
    attribute('city', 'City'),
    attribute('email', 'E-mail'),
    attribute('balance', 'Balance', false),
  ],
  links: [
    { name: 'region', label: 'Region', to: 'Region', many: false, required: false },
    { name: 'orders', label: 'Orders', to: 'Order', many: true, required: false },
  ],
};
const entity = (key: string, values: Record<string, unknown>): Entity => ({
  ...{ object: 'Customer', key, version: '1', title: key, links: {} },
  values: { number: key, ...values },
});
const kim = entity('1', { name: 'Kim', city: 'Graz', email: null, balance: '1', region: 'S' });
const kym = entity('2', { name: 'Kym', city: 'Graz', email: 'kim@example.org', balance: '2', region: null });

describe('what can be chosen when two objects are merged', () => {
  const differences = differencesOf(customer, [kim, kym], 'en');

  it('is what differs and is written, apart from the key', () => {
    expect(differences).toEqual([
      { name: 'name', label: 'Name', texts: { '1': 'Kim', '2': 'Kym' } },
      { name: 'email', label: 'E-mail', texts: { '1': '–', '2': 'kim@example.org' } },
      { name: 'region', label: 'Region', texts: { '1': 'S', '2': '–' } },
    ]);
  });

  it('is preset to what the survivor has, and else to the other', () => {
    expect(presetChoices(differences, '1', '2')).toEqual({ name: '1', email: '2', region: '1' });
    expect(presetChoices(differences, '2', '1')).toEqual({ name: '2', email: '2', region: '1' });
  });
});

describe('what is said of duplicates', () => {
  it.each([
    [{ on: ['email'], score: 1 }, 'same E-mail'],
    [{ on: ['name', 'city'], score: 0.968 }, 'Name and City 96 % alike'],
  ])('why: %j', (reason, words) => {
    expect(reasonOf(customer, reason)).toBe(words);
  });

  it.each([
    [[], 'Nothing else is linked to what goes.'],
    [['Order'], '1 Order moves along.'],
    [['Order', 'Note', 'Order', 'Customer'], '2 Order, 1 Note and 1 Customer move along.'],
  ])('what moves: %j', (objects, words) => {
    const moved = objects.map((object, at) => ({ object, key: String(at), links: ['customer'] }));
    expect(movedWords({ moved } as unknown as MergeReceipt, new Map([['Customer', customer]]))).toBe(words);
  });
});
