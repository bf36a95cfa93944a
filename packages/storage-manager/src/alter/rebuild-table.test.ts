import { describe, expect, it } from 'vitest';
import { rebuildTable, withoutNotNull } from './rebuild-table.js';

const SQL = `CREATE TABLE "my table" (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- a number, (counted)
  [a,b] TEXT NOT NULL DEFAULT 'x, (y' CHECK ([a,b] <> ')'),
  n DECIMAL(12, 2),
  CONSTRAINT one UNIQUE ("a,b", n), FOREIGN KEY (n) REFERENCES other (n)
) STRICT`;
const table = {
  name: 'my table',
  sql: SQL,
  belongings: ['CREATE INDEX ix ON "my table" (n)'],
  columns: ['id', 'a,b', 'n'],
  sequence: '41',
};

describe('a table of SQLite that is made anew', () => {
  it('keeps everything but the columns that are written otherwise', () => {
    expect(rebuildTable(table, { columns: new Map([['n', '"n" TEXT']]) })).toEqual([
      `CREATE TABLE "caruso_rebuilt" (id INTEGER PRIMARY KEY AUTOINCREMENT, [a,b] TEXT NOT NULL DEFAULT 'x, (y' CHECK ([a,b] <> ')'), "n" TEXT, CONSTRAINT one UNIQUE ("a,b", n), FOREIGN KEY (n) REFERENCES other (n)) STRICT`,
      'INSERT INTO "caruso_rebuilt" ("id", "a,b", "n") SELECT "id", "a,b", "n" FROM "my table"',
      "DELETE FROM sqlite_sequence WHERE name = 'caruso_rebuilt'",
      "INSERT INTO sqlite_sequence (name, seq) VALUES ('caruso_rebuilt', 41)",
      'DROP TABLE "my table"',
      'ALTER TABLE "caruso_rebuilt" RENAME TO "my table"',
      'CREATE INDEX ix ON "my table" (n)',
    ]);
  });

  it('leaves a column out, and takes the values of another one', () => {
    const columns = new Map([
      ['a,b', '"a,b" TEXT'],
      ['n', undefined],
    ]);
    const [create, insert] = rebuildTable(table, { columns, from: new Map([['a,b', 'n']]) });
    expect(create).not.toContain('DECIMAL');
    expect(insert).toBe('INSERT INTO "caruso_rebuilt" ("id", "a,b") SELECT "id", "n" FROM "my table"');
  });

  it('frees a column of the duty to have a value', () => {
    expect(withoutNotNull(SQL, 'a,b')).toBe(`[a,b] TEXT DEFAULT 'x, (y' CHECK ([a,b] <> ')')`);
    expect(withoutNotNull(SQL, 'n')).toBe('n DECIMAL(12, 2)');
    expect(withoutNotNull(SQL, 'none')).toBeUndefined();
  });
});
