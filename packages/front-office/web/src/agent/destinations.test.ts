import { expect, it } from 'vitest';
import type { Destinations } from '../../../src/api-types.js';
import { destinationGroups, partyOf, targetOf } from './destinations.js';

const everywhere: Destinations = {
  colleagues: [{ agent: 'bob', name: 'Bob', state: 'busy', takes: true, answers: false }],
  queues: [
    { queue: 'sales', name: 'Sales' },
    { queue: 'service', name: 'Service' },
  ],
  numbers: true,
  scripts: [{ script: 'survey', title: 'Survey' }],
};

it('lists colleagues with what they do, queues but the contact\u2019s own, and scripts', () => {
  const groups = destinationGroups(everywhere, 'service');
  expect(groups.map(({ group, items }) => [group, ...items.map(({ label }) => label)])).toEqual([
    ['Colleagues', 'Bob (Busy)'],
    ['Queues', 'Sales'],
    ['Scripts that lead the customer', 'Survey'],
  ]);
  expect(groups.flatMap(({ items }) => items.map(targetOf))).toEqual([
    { agent: 'bob' },
    { queue: 'sales' },
    { script: 'survey' },
  ]);
});

it('lets people be asked first, and nobody in a queue', () => {
  const parties = destinationGroups(everywhere, 'service').flatMap(({ items }) => items.map(partyOf));
  expect(parties).toEqual([{ agent: 'bob' }, undefined, undefined]);
});

it('leaves out groups without anything', () => {
  expect(destinationGroups({ ...everywhere, colleagues: [], scripts: [] }, 'service')).toHaveLength(1);
});
