import { beforeAll } from 'vitest';
import type { CatalogueColumn, CatalogueTable } from '../../src/contract.js';
import { openStore } from '../../src/index.js';
import { engines, type TestEngine } from '../engines.js';

/** One engine by its name. */
export function engineNamed(name: TestEngine['name']): TestEngine {
  const engine = engines.find((candidate) => candidate.name === name);
  if (!engine) throw new Error(`there is no engine ${name}`);
  return engine;
}

/** Before the tests, reads the catalogue of a database in which `sql` was carried out, and drops it again. */
export function catalogueOf(engine: TestEngine, sql: string) {
  let found: readonly CatalogueTable[] = [];
  beforeAll(async () => {
    const database = await engine.create();
    try {
      await database.run(sql);
      const store = await openStore('legacy', database.url);
      found = await store.catalogue();
      await store.close();
    } finally {
      await database.drop();
    }
  });
  const table = (wanted: string): CatalogueTable => {
    const known = found.find(({ name }) => name === wanted);
    if (!known) throw new Error(`there is no table ${wanted}, only ${found.map(({ name }) => name).join(', ')}`);
    return known;
  };
  return {
    names: () => found.map(({ name }) => name),
    table,
    column: (wanted: string, name: string): CatalogueColumn | undefined =>
      table(wanted).columns.find((candidate) => candidate.name === name),
    types: (wanted: string) => Object.fromEntries(table(wanted).columns.map(({ name, type }) => [name, type])),
  };
}
