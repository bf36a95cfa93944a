import { defineContract } from '@caruso/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contractText } from '../exchange/contract-library.js';
import type { Change } from '../exchange/protocol.js';
import type { DirectoryEntry } from '../exchange/statement.js';
import { Grants, type UserGrants } from './grants.js';
import { HubDirectory } from './hub-directory.js';

const contracts = new Map(
  ['demo.names', 'demo.secrets'].map((name) => [
    name,
    defineContract(name, '1.0.0', { get: { input: z.object({}), output: z.object({}) } }),
  ]),
);

function directory(grants?: UserGrants) {
  const told: [string, number, Change][] = [];
  const hub = new HubDirectory(new Grants(grants), (user, number, change) => told.push([user, number, change]));
  for (const contract of contracts.values()) hub.library.addOwn(contract);
  return { hub, told, kinds: () => told.map(([user, number, { kind }]) => `${user} ${number} ${kind}`) };
}

function entry(id: string, names: readonly string[], node = 'shop.n1'): DirectoryEntry {
  return {
    node,
    id,
    service: id,
    component: id,
    version: '1.0.0',
    contracts: names.map((name) => {
      const contract = contracts.get(name);
      return { name, version: '1.0.0', digest: contract ? contractText(contract).digest : '' };
    }),
    ranking: 0,
    properties: {},
    state: 'active',
    drainMs: 1_000,
  };
}

describe('the directory of the hub', () => {
  it('tells each user of changes, numbered without a gap, each document once and before its first entry', () => {
    const { hub, kinds } = directory();
    hub.join('ann.n2');
    hub.join('bob.n3');
    hub.set(entry('a', ['demo.names']));
    hub.set({ ...entry('a', ['demo.names']), state: 'maintenance' });
    hub.remove('shop.n1', 'a');
    hub.remove('shop.n1', 'a');
    expect(kinds().filter((line) => line.startsWith('ann'))).toEqual([
      'ann 1 contract',
      'ann 2 entry',
      'ann 3 entry',
      'ann 4 gone',
    ]);
    expect(kinds().filter((line) => line.startsWith('bob'))).toHaveLength(4);
  });

  it('gives a snapshot that says which number it reaches', () => {
    const { hub } = directory();
    hub.join('ann.n2');
    hub.set(entry('a', ['demo.names']));
    hub.set(entry('b', ['demo.names', 'demo.secrets']));
    const parts = hub.snapshot('ann', 'e1');
    expect(parts[0]).toEqual({ kind: 'begin', epoch: 'e1', number: 4 });
    expect(parts.map(({ kind }) => kind)).toEqual(['begin', 'contract', 'contract', 'entry', 'entry']);
    expect(hub.number('ann')).toBe(4);
    expect(hub.snapshot('nobody', 'e1')[0]).toMatchObject({ number: 0 });
  });

  it('shows a user only the contracts it may call', () => {
    const { hub, told, kinds } = directory({ ann: { call: ['demo.names'] }, bob: {} });
    hub.join('ann.n2');
    hub.join('bob.n3');
    hub.set(entry('both', ['demo.names', 'demo.secrets']));
    hub.set(entry('secret', ['demo.secrets']));
    hub.remove('shop.n1', 'secret');
    expect(kinds()).toEqual(['ann 1 contract', 'ann 2 entry']);
    expect(told[1]?.[2]).toMatchObject({ entry: { id: 'both', contracts: [{ name: 'demo.names' }] } });
    expect(JSON.stringify([hub.snapshot('ann', 'e'), told])).not.toContain('demo.secrets');
    expect(hub.snapshot('bob', 'e')).toHaveLength(1);
    expect(hub.snapshot('carl', 'e')).toHaveLength(1);
  });

  it('tells that an entry is gone when it is replaced by what the user may not see', () => {
    const { hub, kinds } = directory({ ann: { call: ['demo.names'] } });
    hub.join('ann.n2');
    hub.set(entry('a', ['demo.names']));
    hub.set(entry('a', ['demo.secrets']));
    hub.set(entry('a', ['demo.secrets']));
    expect(kinds()).toEqual(['ann 1 contract', 'ann 2 entry', 'ann 3 gone']);
  });

  it('loses all that a dead process had, and tells everybody of the process', () => {
    const { hub, kinds } = directory({ ann: { call: ['*'] }, bob: {} });
    hub.join('ann.n2');
    hub.join('bob.n3');
    hub.set(entry('a', ['demo.names']));
    hub.set(entry('b', ['demo.names'], 'shop.n9'));
    hub.lose('shop.n1');
    expect(kinds().slice(3)).toEqual(['ann 4 lost', 'bob 1 lost']);
    expect([...hub.entries].map(({ id }) => id)).toEqual(['b']);
  });

  it('tells a user that came later what goes, and gives it the documents it has missed', () => {
    const { hub, kinds } = directory();
    hub.set(entry('a', ['demo.names']));
    hub.join('ann.n2');
    hub.snapshot('ann', 'e');
    hub.remove('shop.n1', 'a');
    expect(kinds()).toEqual(['ann 1 gone']);
    hub.set(entry('a', ['demo.names']));
    hub.remove('shop.n1', 'a');
    hub.join('ann.n4');
    hub.set(entry('b', ['demo.names']));
    expect(kinds().slice(1)).toEqual(['ann 2 contract', 'ann 3 entry', 'ann 4 gone', 'ann 5 contract', 'ann 6 entry']);
  });

  it('tells nobody who has left', () => {
    const { hub, kinds } = directory();
    hub.join('ann.n2');
    hub.join('ann.n4');
    hub.part('ann.n2');
    hub.set(entry('a', ['demo.names']));
    hub.part('ann.n4');
    hub.set(entry('b', ['demo.names']));
    expect(kinds()).toEqual(['ann 1 contract', 'ann 2 entry']);
  });
});
