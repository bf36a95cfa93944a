import { CarusoError, systemClock } from '@caruso/core';
import { openStore, type Store } from '@caruso/storage-manager';
import { expect } from 'vitest';
import {
  checkModel,
  compileModel,
  type DraftModel,
  type Entity,
  introspect,
  type Model,
  type ObjectModel,
  Repository,
  writeTogether,
} from '../../src/index.js';

/** A database with what the modeler made of it. */
export interface Introspected {
  readonly draft: DraftModel;
  readonly text: string;
  readonly model: Model;
  readonly repository: Repository;
  readonly store: Store;
}

/** Introspects the database at an address, and checks the result against it: there must be no error. */
export async function introspected(
  url: string,
  options: { readonly tables?: readonly string[] } = {},
): Promise<Introspected> {
  const store = await openStore('legacy', { url, schema: 'readonly' });
  const storage = {
    stores: async () => [{ name: 'legacy', engine: store.engine, schema: store.schema }],
    catalogue: async () => [...(await store.catalogue())],
    select: (selection: Parameters<Store['select']>[0]) => store.select(selection),
    write: async ({ statements }: { statements: Parameters<Store['write']>[0] }) => [
      ...(await store.write(statements)),
    ],
  };
  const draft = await introspect(storage, { store: 'legacy', company: 'acme', model: 'shop', ...options });
  const text = writeTogether(draft);
  const model = compileModel([{ file: 'model.xml', text }]);
  const found = await checkModel(model, storage);
  expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
  return { draft, text, model, store, repository: new Repository(model, { storage, clock: systemClock, zone: 'UTC' }) };
}

/** Reads every object page by page, and changes, deletes and makes again one of each that may be. */
export async function tryOut({
  draft,
  model,
  repository,
  store,
}: Introspected): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const object of model.objects.values()) {
    const entities = await allPages(repository, object.name);
    counts[object.name] = entities.length;
    const { table } = draft.objects.find(({ name }) => name === object.name) ?? { table: '' };
    expect(entities.length, object.name).toBe(await rowsOf(store, table, object));
    const [first] = entities;
    if (first === undefined || object.key.length === 0 || object.mapping?.write !== 'all') continue;
    const read = await repository.get(object.name, first.key);
    expect(read, object.name).toEqual(first);
    await changeAndBack(repository, object, first);
    await deleteAndBack(repository, object, first.key);
  }
  return counts;
}

async function allPages(repository: Repository, object: string): Promise<readonly Entity[]> {
  const found: Entity[] = [];
  let after: string | undefined;
  do {
    const page = await repository.find(object, { sort: [], limit: 997, include: [], after });
    found.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return found;
}

async function rowsOf(store: Store, table: string, { mapping }: ObjectModel): Promise<number> {
  const [column] = [...(mapping?.columns.values() ?? [])].map((each) => each.column);
  const joined = [...(mapping?.joins.values() ?? [])].flat()[0] ?? '';
  return (await store.select({ table, columns: [column ?? { name: joined, type: 'string' }] })).length;
}

async function changeAndBack(repository: Repository, object: ObjectModel, entity: Entity): Promise<void> {
  const attribute = [...object.attributes.values()].find(({ name, type, size = 99 }) => {
    const { readOnly, conversion, nullMarkers } = object.mapping?.columns.get(name) ?? {};
    const plain = readOnly !== true && nullMarkers?.length === 0 && conversion?.columnType === undefined && size > 3;
    return type === 'string' && plain && !object.key.includes(name) && typeof entity.values[name] === 'string';
  });
  if (attribute === undefined) return;
  const before = String(entity.values[attribute.name]);
  const changes = { [attribute.name]: `${before.slice(0, -1)}${before.endsWith('q') ? 'r' : 'q'}` };
  const changed = await repository.update(object.name, entity.key, entity.version, changes);
  const expected = withoutComputed(object, { ...entity.values, ...changes });
  expect(withoutComputed(object, changed.values), object.name).toEqual(expected);
  const back = await repository.update(object.name, entity.key, changed.version, { [attribute.name]: before });
  expect(back.values, object.name).toEqual(entity.values);
}

function withoutComputed({ mapping }: ObjectModel, values: Entity['values']): Entity['values'] {
  return Object.fromEntries(Object.entries(values).filter(([name]) => mapping?.columns.get(name)?.readOnly !== true));
}

async function deleteAndBack(repository: Repository, object: ObjectModel, key: string): Promise<void> {
  const entity = await repository.get(object.name, key);
  if (entity === null) throw new Error(`${object.name} ${key} is gone`);
  try {
    await repository.delete(object.name, key, entity.version);
  } catch (thrown) {
    // Others refer to it, and the database says so.
    if (CarusoError.is(thrown) && thrown.name === 'BrokenReference') return;
    throw thrown;
  }
  const given = Object.entries(entity.values).filter(([name, value]) => {
    const column = object.mapping?.columns.get(name);
    return value !== null && column?.readOnly !== true;
  });
  const again = await repository.create(object.name, Object.fromEntries(given));
  expect(again.values, object.name).toEqual(entity.values);
}
