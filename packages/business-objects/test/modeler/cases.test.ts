import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { engines, type TestDatabase } from '@caruso/test-databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENGINE_NAMES } from './schemas.js';
import { type Introspected, introspected, tryOut } from './try-out.js';

const folder = join(process.env.CARUSO_CASES ?? '', 'databases');
const cases = [
  { script: 'chinook/Chinook_Sqlite.sql', on: 'sqlite', objects: 11, links: 11 },
  { script: 'chinook/Chinook_PostgreSql.sql', on: 'postgres', objects: 11, links: 11 },
  { script: 'chinook/Chinook_MySql.sql', on: 'mariadb', objects: 11, links: 11 },
  { script: 'northwind/northwind_sqlite_create.sql', on: 'sqlite', objects: 29, links: 13 },
  { script: 'northwind/northwind_postgres.sql', on: 'postgres', objects: 14, links: 13 },
  { script: 'utility-billing/Utility-Billing-Management-System.sql', on: 'mariadb', objects: 6, links: 4 },
] as const;

describe.each(cases)('the database $script, introspected on $on', ({ script, on, objects, links }) => {
  const engine = engines.find(({ name }) => ENGINE_NAMES[name] === on);
  const file = join(folder, script);
  const missing =
    process.env.CARUSO_CASES && existsSync(file) ? engine?.missing : 'CARUSO_CASES does not name the cases';
  let database: TestDatabase | undefined;
  let found: Introspected;

  beforeAll(async () => {
    if (missing !== undefined) return;
    database = await engine?.create();
    // The scripts make a database of their own name and go there; the test has one already.
    const text = readFileSync(file, 'utf8');
    const plain = text.replaceAll(/^(DROP\s+DATABASE|CREATE\s+DATABASE|USE)\s[^;]*;|^\\c .*$/gim, '');
    await database?.run(on === 'sqlite' ? `PRAGMA synchronous = off; PRAGMA journal_mode = memory; ${plain}` : plain);
    found = await introspected(database?.url ?? '');
  });
  afterAll(async () => {
    await found?.store.close();
    await database?.drop();
  });

  it.skipIf(missing)(
    `gives an object for each table and a link for each reference${missing ? ` (${missing})` : ''}`,
    async () => {
      expect(found.draft.objects).toHaveLength(objects);
      const toOne = found.draft.objects.flatMap((object) =>
        object.links.filter(({ columns }) => columns !== undefined),
      );
      expect(toOne).toHaveLength(links);
      expect(found.draft.notes).toEqual([]);
    },
  );

  it.skipIf(missing)('reads every object, and changes, deletes and creates where that is allowed', async () => {
    const counts = await tryOut(found);
    expect(Object.values(counts).every((count) => count >= 0)).toBe(true);
  });
});
