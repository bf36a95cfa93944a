import { describe, expect, it } from 'vitest';
import { catalogueOf, engineNamed } from './catalogue-of.js';

const SQL = `
CREATE TABLE customer (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- a comment, with "quotes" and (parentheses
  [Last Name] NVARCHAR(80) NOT NULL DEFAULT 'O''Brien, (Pat)' COLLATE NOCASE,
  "group" TEXT CHECK ("group" IN ('a,b', ')')) /* CHECK (1) */,
  \`ti\`\`ck\` DECIMAL(12, 2) CONSTRAINT positive CHECK (\`ti\`\`ck\` > (0)),
  twice REAL GENERATED ALWAYS AS ("ti\`ck" * 2) STORED,
  short TEXT AS (substr("Last Name", 1, 3)),
  since DATETIME DEFAULT CURRENT_TIMESTAMP,
  anything,
  CONSTRAINT one_name UNIQUE ("Last Name", "group"),
  CHECK (length(short) < 4) CONSTRAINT two CHECK (twice >= 0 OR anything IS NULL)
);
INSERT INTO customer (id, "Last Name") VALUES (7, 'x');
DELETE FROM customer;
CREATE TABLE plain (number INTEGER PRIMARY KEY, parent INTEGER REFERENCES plain DEFERRABLE INITIALLY DEFERRED);
INSERT INTO plain VALUES (41, NULL);
CREATE TABLE "Order Details" (
  "order" INT, line INT, customer INT CONSTRAINT buyer REFERENCES CUSTOMER(ID) ON DELETE SET NULL ON UPDATE CASCADE,
  other_order INT, other_line INT,
  PRIMARY KEY (line, "order"),
  CONSTRAINT other FOREIGN KEY (other_order, other_line) REFERENCES "Order Details" ("order", line) NOT DEFERRABLE
) WITHOUT ROWID;
CREATE UNIQUE INDEX "ix one" ON "Order Details" (customer, other_order DESC) WHERE customer IS NOT NULL AND line > 0;
CREATE INDEX ix_two ON customer (lower("Last Name") DESC, "group" COLLATE BINARY, "Last Name" COLLATE BINARY);
CREATE TABLE checked (a INT, b ANY, c BLOB NOT NULL, UNIQUE (c)) STRICT;
CREATE TABLE descending (id INTEGER PRIMARY KEY DESC, n TEXT);
CREATE TABLE "price.list" (id INTEGER PRIMARY KEY);
CREATE TABLE "Größe_und_ein_Name_von_genau_64_Zeichen_der_auch_so_lang_bleibt_" (id TEXT PRIMARY KEY);
CREATE VIEW shown (number, n) AS SELECT id, "Last Name" FROM customer;
CREATE TABLE gone (id INT);
CREATE VIEW broken AS SELECT id FROM gone;
DROP TABLE gone;
CREATE VIRTUAL TABLE words USING fts5(title, body);
CREATE TABLE declared (
  a INT UNSIGNED, b UNSIGNED BIG INT, c VARCHAR (20), d CHARACTER(5), e CLOB, f DOUBLE PRECISION, g NUMERIC, h NUMBER(9),
  i BOOLEAN, j DATE, k TIMESTAMP, l TIME, m BINARY(16), n JSON, o UUID, p FANTASY, q STRING, r MONEY, s "weird (type"
);`;

describe('the catalogue of SQLite', () => {
  const { names, table, column, types } = catalogueOf(engineNamed('sqlite'), SQL);

  it('lists tables and views under their own names, and nothing that SQLite keeps for itself', () => {
    expect(names()).toEqual([
      'Größe_und_ein_Name_von_genau_64_Zeichen_der_auch_so_lang_bleibt_',
      'Order Details',
      'broken',
      'checked',
      'customer',
      'declared',
      'descending',
      'plain',
      '"price.list"',
      'shown',
      'words',
    ]);
  });

  it('tells columns with their defaults, collations and what they are computed from', () => {
    expect(table('customer').columns).toEqual([
      {
        name: 'id',
        engineType: 'INTEGER',
        type: { kind: 'integer', bits: 64, unsigned: false },
        nullable: false,
        generated: true,
        identity: { always: false, next: '8' },
      },
      {
        name: 'Last Name',
        engineType: 'NVARCHAR(80)',
        type: { kind: 'text', length: 80, fixed: false },
        nullable: false,
        generated: false,
        default: "'O''Brien, (Pat)'",
        collation: 'NOCASE',
      },
      { name: 'group', engineType: 'TEXT', type: { kind: 'text', fixed: false }, nullable: true, generated: false },
      {
        name: 'ti`ck',
        engineType: 'DECIMAL(12, 2)',
        type: { kind: 'decimal', precision: 12, scale: 2, unsigned: false },
        nullable: true,
        generated: false,
      },
      {
        name: 'twice',
        engineType: 'REAL',
        type: { kind: 'float', bits: 64 },
        nullable: true,
        generated: true,
        computed: { expression: '"ti`ck" * 2', stored: true },
      },
      {
        name: 'short',
        engineType: 'TEXT',
        type: { kind: 'text', fixed: false },
        nullable: true,
        generated: true,
        computed: { expression: 'substr("Last Name", 1, 3)', stored: false },
      },
      {
        name: 'since',
        engineType: 'DATETIME',
        type: { kind: 'timestamp', fraction: 6, zoned: false },
        nullable: true,
        generated: false,
        default: 'CURRENT_TIMESTAMP',
      },
      { name: 'anything', engineType: '', type: { kind: 'any' }, nullable: true, generated: false },
    ]);
  });

  it('reads checks out of the text of the table, with their names', () => {
    expect(table('customer').checks).toEqual([
      { expression: `"group" IN ('a,b', ')')` },
      { name: 'positive', expression: '`ti``ck` > (0)' },
      { expression: 'length(short) < 4' },
      { name: 'two', expression: 'twice >= 0 OR anything IS NULL' },
    ]);
  });

  it('tells keys: row numbers count up, and a key in descending order is none', () => {
    expect(table('plain')).toMatchObject({ key: ['number'] });
    expect(column('plain', 'number')).toMatchObject({ nullable: false, identity: { always: false, next: '42' } });
    expect(table('Order Details')).toMatchObject({ key: ['line', 'order'], traits: ['without rowid'] });
    expect(column('Order Details', 'order')).toMatchObject({ nullable: false, generated: false });
    expect(column('descending', 'id')).toMatchObject({ nullable: true, generated: false });
  });

  it('tells unique constraints with their names, and other indexes with all their parts', () => {
    expect(table('customer').unique).toEqual([{ name: 'one_name', columns: ['Last Name', 'group'] }]);
    expect(table('checked')).toMatchObject({ unique: [{ columns: ['c'] }], indexes: [], traits: ['strict'] });
    expect(table('customer').indexes).toEqual([
      {
        name: 'ix_two',
        unique: false,
        parts: [
          { expression: 'lower("Last Name")', descending: true },
          { column: 'group', descending: false },
          { column: 'Last Name', descending: false, collation: 'BINARY' },
        ],
      },
    ]);
    expect(table('Order Details').indexes).toEqual([
      {
        name: 'ix one',
        unique: true,
        parts: [
          { column: 'customer', descending: false },
          { column: 'other_order', descending: true },
        ],
        where: 'customer IS NOT NULL AND line > 0',
      },
    ]);
  });

  it('tells foreign keys as the tables themselves are written, whatever the reference says', () => {
    expect(table('Order Details').foreignKeys).toEqual([
      {
        name: 'buyer',
        columns: ['customer'],
        table: 'customer',
        to: ['id'],
        onUpdate: 'cascade',
        onDelete: 'set null',
        deferrable: false,
        deferred: false,
      },
      {
        name: 'other',
        columns: ['other_order', 'other_line'],
        table: 'Order Details',
        to: ['order', 'line'],
        onUpdate: 'no action',
        onDelete: 'no action',
        deferrable: false,
        deferred: false,
      },
    ]);
    expect(table('plain').foreignKeys).toMatchObject([{ to: ['number'], deferrable: true, deferred: true }]);
  });

  it('tells the query of a view, also of one whose tables are gone', () => {
    expect(table('shown')).toMatchObject({ kind: 'view', definition: 'SELECT id, "Last Name" FROM customer' });
    expect(table('shown').columns.map(({ name }) => name)).toEqual(['number', 'n']);
    expect(table('broken')).toMatchObject({ kind: 'view', columns: [], definition: 'SELECT id FROM gone' });
    expect(table('words')).toMatchObject({ kind: 'table', traits: ['virtual'] });
    expect(table('words').columns.map(({ name }) => name)).toEqual(['title', 'body']);
  });

  it('takes declared types for what they say', () => {
    const integer = { kind: 'integer', bits: 64, unsigned: false };
    expect(types('declared')).toEqual({
      a: integer,
      b: integer,
      c: { kind: 'text', length: 20, fixed: false },
      d: { kind: 'text', length: 5, fixed: true },
      e: { kind: 'text', fixed: false },
      f: { kind: 'float', bits: 64 },
      g: { kind: 'decimal', unsigned: false },
      h: { kind: 'decimal', precision: 9, scale: 0, unsigned: false },
      i: { kind: 'boolean' },
      j: { kind: 'date' },
      k: { kind: 'timestamp', fraction: 6, zoned: false },
      l: { kind: 'time', fraction: 6, zoned: false },
      m: { kind: 'binary', length: 16, fixed: false },
      n: { kind: 'json' },
      o: { kind: 'uuid' },
      p: { kind: 'any' },
      q: { kind: 'text', fixed: false },
      r: { kind: 'decimal', unsigned: false },
      s: { kind: 'any' },
    });
  });
});
