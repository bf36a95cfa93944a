import { describe, expect, it } from 'vitest';
import { titleOf } from '../engines.js';
import { catalogueOf, engineNamed } from './catalogue-of.js';

const SQL = `
CREATE SEQUENCE counter START WITH 100 NOCACHE;
CREATE TABLE town (id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY) COMMENT 'where';
INSERT INTO town VALUES (41);
CREATE TABLE Town (id INT PRIMARY KEY, only_here INT);
CREATE TABLE \`we "ird\`\`. name'\` (\`select\` INT, \`d.ot\` INT, \`ünï\` INT, \`bl ank\` INT, PRIMARY KEY (\`bl ank\`, \`select\`));
CREATE TABLE customer (
  id BIGINT UNSIGNED NOT NULL DEFAULT (NEXT VALUE FOR counter),
  flag TINYINT(1) DEFAULT 1, tiny TINYINT UNSIGNED, medium MEDIUMINT, filled INT(5) ZEROFILL,
  name VARCHAR(80) CHARACTER SET latin1 NOT NULL DEFAULT 'O\\'Brien' COMMENT 'it''s', code CHAR(5), text1 MEDIUMTEXT,
  how ENUM('a,b','it''s','') DEFAULT 'a,b', several SET('x','y''z') , doc JSON, words LONGTEXT CHECK (json_valid(words) AND words <> ''),
  balance DECIMAL(12,2) UNSIGNED DEFAULT 0.00 CHECK (balance < 1000), r FLOAT, dp DOUBLE,
  b BIT(8) DEFAULT b'101', bin BINARY(16), vb VARBINARY(20), bl BLOB,
  d DATE, t TIME(3), dt DATETIME(6), y YEAR, nullable_default INT DEFAULT NULL,
  ts TIMESTAMP(3) NOT NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3),
  twice DECIMAL(13,2) AS (balance * 2) PERSISTENT, short VARCHAR(3) AS (left(name, 3)) VIRTUAL,
  town INT UNSIGNED, other INT, place POINT,
  PRIMARY KEY (id), UNIQUE KEY one_code (code, flag), UNIQUE KEY part (text1(20)),
  KEY ix (balance DESC, name(10)), FULLTEXT KEY words_ix (text1),
  CONSTRAINT fk_town FOREIGN KEY (town) REFERENCES town (id) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT fk_other FOREIGN KEY (other) REFERENCES Town (id),
  CONSTRAINT both_of_them CHECK (balance > 0 OR flag = 1)
) DEFAULT CHARSET utf8mb4;
CREATE TABLE versioned (id INT PRIMARY KEY) WITH SYSTEM VERSIONING;
CREATE VIEW shown AS SELECT id, name FROM customer;
CREATE TABLE gone (id INT); CREATE VIEW broken AS SELECT id FROM gone; DROP TABLE gone;`;

const engine = engineNamed('mariadb');

describe.skipIf(engine.missing)(`the catalogue of ${titleOf(engine)}`, () => {
  const { names, table, column, types } = catalogueOf(engine, SQL);

  it('lists tables and views of the database under their own names, and no sequences', () => {
    expect(names()).toEqual(['Town', 'broken', 'customer', 'shown', 'town', 'versioned', '"we ""ird`. name\'"']);
  });

  it('keeps tables apart that differ by case only', () => {
    expect(table('town')).toMatchObject({ comment: 'where', foreignKeys: [] });
    expect(table('town').columns.map(({ name }) => name)).toEqual(['id']);
    expect(table('Town').columns.map(({ name }) => name)).toEqual(['id', 'only_here']);
    expect(column('town', 'id')).toMatchObject({ identity: { always: false, next: '42' } });
    expect(column('Town', 'id')).toMatchObject({ generated: false });
  });

  it('tells what each type holds', () => {
    expect(types('customer')).toMatchObject({
      id: { kind: 'integer', bits: 64, unsigned: true },
      flag: { kind: 'integer', bits: 8, unsigned: false },
      tiny: { kind: 'integer', bits: 8, unsigned: true },
      medium: { kind: 'integer', bits: 24, unsigned: false },
      filled: { kind: 'integer', bits: 32, unsigned: true },
      name: { kind: 'text', length: 80, fixed: false },
      code: { kind: 'text', length: 5, fixed: true },
      text1: { kind: 'text', fixed: false },
      how: { kind: 'enum', values: ['a,b', "it's", ''] },
      several: { kind: 'set', values: ['x', "y'z"] },
      doc: { kind: 'json' },
      words: { kind: 'text', fixed: false },
      balance: { kind: 'decimal', precision: 12, scale: 2, unsigned: true },
      r: { kind: 'float', bits: 32 },
      dp: { kind: 'float', bits: 64 },
      b: { kind: 'bits', length: 8, fixed: true },
      bin: { kind: 'binary', length: 16, fixed: true },
      vb: { kind: 'binary', length: 20, fixed: false },
      bl: { kind: 'binary', fixed: false },
      d: { kind: 'date' },
      t: { kind: 'interval', fraction: 3 },
      dt: { kind: 'timestamp', fraction: 6, zoned: false },
      ts: { kind: 'timestamp', fraction: 3, zoned: true },
      y: { kind: 'year' },
      place: { kind: 'other' },
    });
    expect(column('customer', 'filled')?.engineType).toBe('int(5) unsigned zerofill');
  });

  it('tells defaults, what happens at an update, what is computed, collations and comments', () => {
    expect(column('customer', 'name')).toMatchObject({
      default: "'O''Brien'",
      collation: 'latin1_swedish_ci',
      comment: "it's",
      nullable: false,
    });
    expect(column('customer', 'ts')).toMatchObject({
      default: 'current_timestamp(3)',
      onUpdate: 'current_timestamp(3)',
      generated: false,
    });
    expect(column('customer', 'nullable_default')?.default).toBeUndefined();
    expect(column('customer', 'b')?.default).toBe("b'101'");
    expect(column('customer', 'how')?.default).toBe("'a,b'");
    expect(column('customer', 'twice')).toMatchObject({
      generated: true,
      computed: { expression: '`balance` * 2', stored: true },
    });
    expect(column('customer', 'short')).toMatchObject({ computed: { stored: false } });
    expect(column('customer', 'id')).toMatchObject({ generated: true, identity: { always: false, next: '100' } });
  });

  it('tells keys, unique and foreign keys and checks, without the check that makes JSON of text', () => {
    expect(table('we "ird`. name\''.replace('"', '""').replace(/^|$/g, '"')).key).toEqual(['bl ank', 'select']);
    const customer = table('customer');
    expect(customer.key).toEqual(['id']);
    expect(customer.unique).toEqual([{ name: 'one_code', columns: ['code', 'flag'] }]);
    expect(customer.foreignKeys).toEqual([
      {
        name: 'fk_other',
        columns: ['other'],
        table: 'Town',
        to: ['id'],
        onUpdate: 'restrict',
        onDelete: 'restrict',
        deferrable: false,
      },
      {
        name: 'fk_town',
        columns: ['town'],
        table: 'town',
        to: ['id'],
        onUpdate: 'cascade',
        onDelete: 'set null',
        deferrable: false,
      },
    ]);
    expect(customer.checks).toEqual([
      { name: 'balance', expression: '`balance` < 1000' },
      { name: 'both_of_them', expression: '`balance` > 0 or `flag` = 1' },
      { name: 'words', expression: "json_valid(`words`) and `words` <> ''" },
    ]);
  });

  it('tells indexes: prefixes, descending parts and methods', () => {
    const found = table('customer').indexes.filter(({ name }) => !name.startsWith('fk_'));
    expect(found).toEqual([
      {
        name: 'ix',
        unique: false,
        parts: [
          { column: 'balance', descending: true },
          { column: 'name', descending: false, prefix: 10 },
        ],
        method: 'BTREE',
      },
      { name: 'part', unique: true, parts: [{ column: 'text1', descending: false, prefix: 20 }], method: 'BTREE' },
      { name: 'words_ix', unique: false, parts: [{ column: 'text1', descending: false }], method: 'FULLTEXT' },
    ]);
  });

  it('tells the query of a view, and what is special about a table', () => {
    expect(table('shown')).toMatchObject({ kind: 'view', key: [] });
    expect(table('shown').definition).toContain('select');
    expect(table('shown').comment).toBeUndefined();
    expect(table('broken')).toMatchObject({ kind: 'view' });
    expect(table('versioned').traits).toEqual(['system versioned']);
  });
});
