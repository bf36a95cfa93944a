import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTableDefinition } from './table-definition.js';
import { tokens } from './tokens.js';

describe('tokens of SQL', () => {
  it('leaves out blanks and comments, and takes quotes off names and texts', () => {
    const sql = `a -- "b\n/* c */ [d e] "f""g" \`h\` 'i''j' 1.5(`;
    expect(tokens(sql).map(({ kind, value }) => `${kind} ${value}`)).toEqual([
      'word a',
      'name d e',
      'name f"g',
      'name h',
      "string i'j",
      'word 1.5',
      'symbol (',
    ]);
  });

  it('ends with any text, also where a quote or a comment is never closed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('"', "'", '[', '`', '-', '/', '*', '(', ')', ',', ' ', 'a') }),
        (sql) => {
          for (const { start, end } of tokens(sql)) expect(end).toBeGreaterThan(start);
          readTableDefinition(`CREATE TABLE t (a CHECK ${sql}`);
        },
      ),
    );
  });
});

describe('the text of a CREATE TABLE', () => {
  it('is read where references, defaults and checks follow each other without commas', () => {
    const { checks, foreignKeys, unique, autoincrement } = readTableDefinition(`
      CREATE TABLE IF NOT EXISTS main."t (1)" (
        id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id > 0) DEFAULT (1 + (2)) UNIQUE,
        other REFERENCES t ON DELETE SET NULL MATCH FULL ON UPDATE NO ACTION NOT DEFERRABLE INITIALLY DEFERRED,
        "check" TEXT CONSTRAINT a CONSTRAINT named CHECK ("check" <> 'CHECK ('),
        third INT DEFAULT -1 CONSTRAINT led REFERENCES "x"("y") DEFERRABLE INITIALLY IMMEDIATE,
        UNIQUE (other COLLATE NOCASE, "check") ON CONFLICT REPLACE CONSTRAINT last CHECK (1)
      )`);
    expect(autoincrement).toBe(true);
    expect(checks).toEqual([
      { expression: 'id > 0' },
      { name: 'named', expression: `"check" <> 'CHECK ('` },
      { name: 'last', expression: '1' },
    ]);
    expect(foreignKeys).toEqual([
      { deferrable: false, deferred: false },
      { name: 'led', deferrable: true, deferred: false },
    ]);
    expect(unique).toEqual([{ columns: ['id'] }, { columns: ['other', 'check'] }]);
  });
});
