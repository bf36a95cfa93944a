import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readableReport, transferStore, verifyStores } from '../../src/index.js';
import { engines, type TestDatabase, type TestEngine, titleOf } from '../engines.js';

const sqlite = engines[0] as TestEngine;
const IDS = 20;
const ROWS = Array.from({ length: IDS }, (_, at) => `(${at + 1}, 'row ${at + 1}', ${at + 1}.5)`).join(', ');
const LOG = "INSERT INTO log VALUES (1, 'same'), (1, 'same'), (2, NULL)";
const sorted = (ids: readonly number[]) => ids.map((id) => `id = ${id}`).sort();

describe.each(engines.map((engine) => [titleOf(engine), engine] as const))(
  'rows that differ: SQLite and %s',
  (_, engine) => {
    let source: TestDatabase;
    let target: TestDatabase;

    beforeAll(async () => {
      if (engine.missing) return;
      source = await sqlite.create();
      target = await engine.create();
      await source.run(
        `CREATE TABLE item (id INTEGER PRIMARY KEY, name VARCHAR(40), amount DECIMAL(8,2)); INSERT INTO item VALUES ${ROWS};
       CREATE TABLE log (n INT, line VARCHAR(40)); ${LOG}; CREATE TABLE quiet (id INTEGER PRIMARY KEY); INSERT INTO quiet VALUES (1);`,
      );
      expect((await transferStore({ from: source.url, to: target.url })).outcome).toBe('moved');
    });
    afterAll(async () => {
      await source?.drop();
      await target?.drop();
    });
    const verify = (examples = 100) => verifyStores({ from: source.url, to: target.url, examples });

    it.skipIf(engine.missing)('exactly those are named that were edited', { timeout: 60_000 }, async () => {
      const ids = fc.uniqueArray(fc.integer({ min: 1, max: IDS }), { maxLength: 6 });
      await fc.assert(
        fc.asyncProperty(ids, ids, ids, fc.boolean(), async (deleted, edited, added, isLogged) => {
          const changed = edited.filter((id) => !deleted.includes(id));
          await target.run(
            [
              `DELETE FROM item; DELETE FROM log; INSERT INTO item VALUES ${ROWS}; ${LOG};`,
              ...deleted.map((id) => `DELETE FROM item WHERE id = ${id};`),
              ...changed.map(
                (id) => `UPDATE item SET ${id % 2 ? 'name = NULL' : 'amount = amount + 1'} WHERE id = ${id};`,
              ),
              ...added.map((id) => `INSERT INTO item VALUES (${id + IDS}, 'new', 0);`),
              isLogged ? "INSERT INTO log VALUES (1, 'same'); DELETE FROM log WHERE n = 2;" : '',
            ].join('\n'),
          );
          const report = await verify();
          const [item, log, quiet] = report.tables.map(({ differences }) => differences);
          const isEdited = deleted.length + changed.length + added.length > 0;
          expect(report.outcome).toBe(isEdited || isLogged ? 'differs' : 'equal');
          expect(item === undefined).toBe(!isEdited);
          expect(item?.examples.onlyInSource.map(({ row }) => row).sort() ?? []).toEqual(sorted(deleted));
          expect(item?.examples.onlyInTarget.map(({ row }) => row).sort() ?? []).toEqual(
            sorted(added.map((id) => id + IDS)),
          );
          expect(item?.examples.changed.map(({ row }) => row).sort() ?? []).toEqual(sorted(changed));
          for (const { row, columns } of item?.examples.changed ?? []) {
            const id = Number(row.slice('id = '.length));
            expect(columns).toEqual([
              id % 2
                ? { column: 'name', source: `"row ${id}"`, target: 'NULL' }
                : { column: 'amount', source: `${id}.5`, target: `${id + 1}.5` },
            ]);
          }
          const logged = {
            key: [],
            onlyInSource: 1,
            onlyInTarget: 1,
            changed: 0,
            examples: {
              onlyInSource: [{ row: 'n = 2, line = NULL', times: 1 }],
              onlyInTarget: [{ row: 'n = 1, line = "same"', times: 1 }],
              changed: [],
            },
          };
          expect(log).toEqual(isLogged ? logged : undefined);
          expect(quiet).toBeUndefined();
        }),
        { numRuns: 12 },
      );
    });

    it.skipIf(engine.missing)('are in the report for people, as many as asked for', async () => {
      await target.run(
        `DELETE FROM item; INSERT INTO item VALUES ${ROWS}; UPDATE item SET name = 'a|b' WHERE id <= 3; DELETE FROM item WHERE id = 9;`,
      );
      const text = readableReport(await verify(1));
      expect(text).toContain('| item | 1 | 0 | 3 | id |');
      expect(text).toContain('| item | id = 9 | only there |  |  |  |');
      expect(text.match(/\| changed \|/g)).toHaveLength(2);
      expect(text).toMatch(/\| item \| id = [123] \| changed \| name \| "row [123]" \| "a\\\|b" \|/);
    });
  },
);
