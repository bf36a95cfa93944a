import { describe, expect, it } from 'vitest';
import { silentLog } from '../../log.js';
import { ContractLibrary } from '../exchange/contract-library.js';
import type { Imports } from '../exchange/imports.js';
import type { Change, SnapshotPart } from '../exchange/protocol.js';
import { type DirectoryEntry, keyOf } from '../exchange/statement.js';
import type { HubClient } from './hub-client.js';
import { Replica } from './replica.js';

const entry = (id: string, node = 'shop.n1'): DirectoryEntry => ({
  node,
  id,
  service: id,
  component: id,
  version: '1.0.0',
  contracts: [],
  ranking: 0,
  properties: {},
  state: 'active',
  drainMs: 0,
});

/** A replica with a hub that gives the snapshots it is told to, and imports that only remember. */
function setting() {
  const imported = new Map<string, DirectoryEntry>();
  const lost: string[] = [];
  const seen: string[] = [];
  const snapshots: (readonly SnapshotPart[])[] = [];
  const during: (() => void)[] = [];
  const imports = {
    get keys() {
      return [...imported.keys()];
    },
    set: (it: DirectoryEntry) => imported.set(keyOf(it), it),
    remove: (key: string) => imported.delete(key),
    of: (node: string) => [...imported].flatMap(([key, it]) => (it.node === node ? [key] : [])),
    settled: async () => {},
  } as unknown as Imports;
  const hub = {
    async *snapshot() {
      for (const part of snapshots.shift() ?? []) {
        during.shift()?.();
        yield part;
      }
    },
    seen: (epoch: string, number: number) => seen.push(`${epoch} ${number}`),
  } as unknown as HubClient;
  const replica = new Replica({
    hub,
    imports,
    library: new ContractLibrary(),
    log: silentLog,
    node: 'me.n0',
    lost: (node) => lost.push(node),
  });
  const change = (epoch: string, number: number, what: Change, confirm?: true) =>
    replica.receive({ epoch, number, change: what, ...(confirm ? { confirm } : {}) });
  return { replica, imported, lost, seen, snapshots, during, change };
}

const begin = (epoch: string, number: number): SnapshotPart => ({ kind: 'begin', epoch, number });
const there = (id: string, node?: string): Change => ({ kind: 'entry', entry: entry(id, node) });

describe('the replica of the directory', () => {
  it('follows the changes after its snapshot, and confirms those that are to be', async () => {
    const { replica, imported, snapshots, change, seen } = setting();
    snapshots.push([begin('e', 7), there('a')]);
    expect(await replica.refresh('hub')).toBe(true);
    expect(change('e', 8, there('b'), true)).toBe(true);
    expect(change('e', 9, { kind: 'gone', node: 'shop.n1', id: 'a' })).toBe(true);
    expect([...imported.keys()]).toEqual(['shop.n1/b']);
    expect(replica.isAt('e', 9)).toBe(true);
    await new Promise((resolve) => setImmediate(resolve));
    expect(seen).toEqual(['e 7', 'e 8']);
  });

  it('notices that a change is missing, and that one comes twice', async () => {
    const { replica, imported, snapshots, change } = setting();
    snapshots.push([begin('e', 1)]);
    await replica.refresh('hub');
    expect(change('e', 3, there('b'))).toBe(false);
    expect(imported.size).toBe(0);
    expect(replica.isAt('e', 3)).toBe(false);
    snapshots.push([begin('e', 3), there('b')]);
    await replica.refresh('hub');
    expect(change('e', 3, { kind: 'gone', node: 'shop.n1', id: 'b' })).toBe(true);
    expect(imported.size).toBe(1);
  });

  it('takes over what has changed while the snapshot was taken, and only that', async () => {
    const { replica, imported, snapshots, change, during } = setting();
    snapshots.push([begin('e', 5), there('a'), there('b')]);
    during.push(
      () => {},
      () => {
        change('e', 5, there('known already'));
        change('e', 6, { kind: 'gone', node: 'shop.n1', id: 'a' });
      },
    );
    expect(await replica.refresh('hub')).toBe(true);
    expect([...imported.keys()]).toEqual(['shop.n1/b']);
    expect(replica.isAt('e', 6)).toBe(true);
  });

  it('says that a snapshot is not enough when a change was missed meanwhile', async () => {
    const { replica, snapshots, change, during } = setting();
    snapshots.push([begin('e', 5), there('a')]);
    during.push(
      () => {},
      () => change('e', 8, there('c')),
    );
    expect(await replica.refresh('hub')).toBe(false);
  });

  it('does not import what runs in this process', async () => {
    const { replica, imported, snapshots, change } = setting();
    snapshots.push([begin('e', 1), there('own', 'me.n0'), there('a')]);
    await replica.refresh('hub');
    change('e', 2, there('own too', 'me.n0'));
    expect([...imported.keys()]).toEqual(['shop.n1/a']);
  });

  it('takes out what is not in a snapshot any more', async () => {
    const { replica, imported, snapshots } = setting();
    snapshots.push([begin('e', 1), there('a'), there('b')], [begin('e', 5), there('b')]);
    await replica.refresh('hub');
    await replica.refresh('hub');
    expect([...imported.keys()]).toEqual(['shop.n1/b']);
  });

  it('keeps what a new hub does not know yet, until it is stated again or the time is over', async () => {
    const { replica, imported, snapshots, change, lost } = setting();
    snapshots.push([begin('e1', 1), there('a'), there('b', 'shop.n2'), there('c', 'shop.n3'), there('d', 'shop.n3')]);
    await replica.refresh('hub');
    snapshots.push([begin('e2', 0)], [begin('e2', 2), there('a')]);
    await replica.refresh('hub2');
    expect(imported.size).toBe(4);
    expect(change('e2', 1, there('a'))).toBe(true);
    expect(change('e2', 2, there('c', 'shop.n3'))).toBe(true);
    replica.dropUnconfirmed();
    expect([...imported.keys()]).toEqual(['shop.n1/a', 'shop.n3/c']);
    expect(lost).toEqual(['shop.n2']);
    replica.dropUnconfirmed();
    expect(imported.size).toBe(2);
  });

  it('does not follow another start of the hub without a snapshot', async () => {
    const { replica, snapshots, change } = setting();
    snapshots.push([begin('e1', 1)]);
    await replica.refresh('hub');
    expect(change('e2', 2, there('a'))).toBe(false);
  });

  it('survives what cannot be read', async () => {
    const { replica, snapshots, change, imported } = setting();
    snapshots.push([begin('e', 0)]);
    await replica.refresh('hub');
    expect(replica.receive({ what: 'ever' })).toBe(true);
    expect(replica.receive(undefined)).toBe(true);
    expect(change('e', 1, { kind: 'contract', digest: 'x', text: '{' })).toBe(true);
    expect(change('e', 2, there('a'))).toBe(true);
    expect(imported.size).toBe(1);
  });
});
