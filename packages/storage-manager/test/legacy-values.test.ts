import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Column, LogicalType, Value } from '../src/contract.js';
import { openStore, StorageErrors, type Store } from '../src/index.js';
import { engines, type TestDatabase, type TestEngine, titleOf } from './engines.js';

/** A table of one row with id 1, and a store that reads it, on one engine. */
function legacy(engine: TestEngine, columns: string, values: string, before = '') {
  let database: TestDatabase;
  let store: Store;
  const id = { name: 'id', type: 'integer' } as const;
  const one = { column: id, op: 'eq', value: 1 } as const;
  const columnOf = (name: string, type: LogicalType, more: Partial<Column> = {}): Column => ({ name, type, ...more });
  beforeAll(async () => {
    database = await engine.create();
    await database.run(
      `${before} CREATE TABLE t (id INTEGER PRIMARY KEY, ${columns}); INSERT INTO t VALUES (1, ${values});`,
    );
    store = await openStore('legacy', { url: database.url, zone: 'Europe/Berlin' });
  });
  afterAll(async () => {
    await store?.close();
    await database?.drop();
  });
  return {
    run: (sql: string) => database.run(sql),
    async read(name: string, type: LogicalType, more: Partial<Column> = {}): Promise<Value | undefined> {
      const [row] = await store.select({ table: 't', columns: [columnOf(name, type, more)], where: one });
      return row?.[name];
    },
    async write(name: string, type: LogicalType, value: Value, more: Partial<Column> = {}): Promise<void> {
      const set = [{ column: columnOf(name, type, more), value }];
      await store.write([{ update: { table: 't', set, where: one, expect: 1 } }]);
    },
    /** Whether the row is found by a value of one of its columns. */
    async found(name: string, type: LogicalType, value: Value, more: Partial<Column> = {}): Promise<boolean> {
      const where = { column: columnOf(name, type, more), op: 'eq', value } as const;
      return (await store.select({ table: 't', columns: [id], where })).length === 1;
    },
  };
}

type Legacy = ReturnType<typeof legacy>;

/** A value is written, read again as it is, and the row is found by it. */
async function keeps(table: Legacy, name: string, type: LogicalType, value: Value, more: Partial<Column> = {}) {
  await table.write(name, type, value, more);
  expect(await table.read(name, type, more)).toEqual(value);
  if (type !== 'json') expect(await table.found(name, type, value, more)).toBe(true);
}

const misfit = (reason: RegExp) => (thrown: unknown) =>
  StorageErrors.ValueDoesNotFit.is(thrown) && reason.test(thrown.message);
const unreadable = (found: RegExp) => (thrown: unknown) =>
  StorageErrors.UnreadableValue.is(thrown) && found.test(thrown.message);

const [sqlite, postgres, mariadb] = engines as readonly [TestEngine, TestEngine, TestEngine];

describe.skipIf(mariadb.missing)(`values of others on ${titleOf(mariadb)}`, () => {
  const table = legacy(
    mariadb,
    `big BIGINT UNSIGNED, wide DECIMAL(65,0), deep DECIMAL(65,30), price DECIMAL(10,2), tiny TINYINT(1), b8 BIT(8), b1 BIT(1),
     day DATE NOT NULL, at DATETIME, fine DATETIME(6), stamp TIMESTAMP NULL, clock TIME, span TIME, year YEAR, e ENUM('a,b','c'),
     s SET('x','y'), u BINARY(16), u36 CHAR(36), c CHAR(5), v VARCHAR(9), flag CHAR(1), f FLOAT, doc JSON, latin VARCHAR(20) CHARACTER SET latin1`,
    `18446744073709551615, 1, 1, 1, 2, b'10000001', b'1', '0000-00-00', '0000-00-00 00:00:00', NULL, '2024-07-01 10:00:00', '12:00:00',
     '-838:59:59', 2024, 'c', 'x,y', 0x00112233445566778899aabbccddeeff, 'AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE', 'ab', 'ab ', 'Y', 0.1,
     '{"n":12345678901234567890}', 'ä'`,
  );

  it('a BIGINT UNSIGNED is a long up to 2^64-1', async () => {
    expect(await table.read('big', 'long')).toBe('18446744073709551615');
    for (const value of ['18446744073709551615', '9007199254740993', '0']) await keeps(table, 'big', 'long', value);
    await expect(table.write('big', 'long', '-1')).rejects.toSatisfy(misfit(/big/));
  });

  it('decimals of 65 digits are kept, and found', async () => {
    await keeps(table, 'wide', 'decimal', '9'.repeat(65));
    await keeps(table, 'deep', 'decimal', `-${'1'.repeat(35)}.${'2'.repeat(29)}1`, { scale: 30 });
  });

  it('a TINYINT(1) that holds 2 is no boolean, and a BIT(1) is one', async () => {
    await expect(table.read('tiny', 'boolean')).rejects.toSatisfy(unreadable(/"2"/));
    expect(await table.read('tiny', 'integer')).toBe(2);
    await keeps(table, 'b1', 'boolean', false);
    await keeps(table, 'b1', 'boolean', true);
  });

  it('a BIT(8) is a number, or text of its bits', async () => {
    expect(await table.read('b8', 'string')).toBe('10000001');
    await keeps(table, 'b8', 'integer', 5);
    await keeps(table, 'b8', 'string', '00000101');
    await expect(table.write('b8', 'integer', 256)).rejects.toSatisfy(misfit(/b8/));
  });

  it('a boolean in a column of text is read in any spelling, and found', async () => {
    expect(await table.read('flag', 'boolean')).toBe(true);
    expect(await table.found('flag', 'boolean', true)).toBe(true);
    expect(await table.found('flag', 'boolean', false)).toBe(false);
  });

  it('a zero date is said to be none, and can be agreed on as one of the texts that the column also holds', async () => {
    await expect(table.read('day', 'date')).rejects.toSatisfy(unreadable(/"0000-00-00".*not a date/));
    await expect(table.read('at', 'localDateTime')).rejects.toSatisfy(unreadable(/0000-00-00 00:00:00/));
    const zero = { also: ['0000-00-00'] };
    expect(await table.read('day', 'date', zero)).toBe('0000-00-00');
    expect(await table.found('day', 'date', '0000-00-00', zero)).toBe(true);
    await keeps(table, 'day', 'date', '0001-01-01', zero);
    await keeps(table, 'day', 'date', '9999-12-31', zero);
    await keeps(table, 'day', 'date', '0000-00-00', zero);
    expect(await table.read('at', 'instant', { also: ['0000-00-00 00:00:00'] })).toBe('0000-00-00 00:00:00');
  });

  it('a TIMESTAMP is an instant whatever the zone of the store, a DATETIME is a clock on the wall', async () => {
    expect(await table.read('stamp', 'instant')).toBe('2024-07-01T10:00:00.000Z');
    await keeps(table, 'stamp', 'instant', '2024-12-01T10:00:00.000Z');
    await keeps(table, 'fine', 'instant', '2024-07-01T10:00:00.123456Z');
    expect(await table.read('fine', 'localDateTime')).toBe('2024-07-01T12:00:00.123456');
    await keeps(table, 'fine', 'localDateTime', '2024-03-31T02:30:00.123456');
  });

  it('fractions of a second that a column has no room for are refused', async () => {
    await expect(table.write('at', 'localDateTime', '2024-01-01T00:00:00.500')).rejects.toSatisfy(misfit(/fraction/));
    await expect(table.write('stamp', 'instant', '2024-01-01T00:00:00.001Z')).rejects.toSatisfy(misfit(/fraction/));
    await expect(table.write('clock', 'time', '12:00:00.5')).rejects.toSatisfy(misfit(/fraction/));
    expect(await table.found('at', 'localDateTime', '2024-01-01T00:00:00.500')).toBe(false);
    await keeps(table, 'clock', 'time', '23:59:59');
  });

  it('digits that a decimal has no room for are refused', async () => {
    await expect(table.write('price', 'decimal', '1.005')).rejects.toSatisfy(
      misfit(/3 digits behind the point, the column 2/),
    );
    await expect(table.write('price', 'decimal', '123456789.00')).rejects.toSatisfy(misfit(/price/));
    await keeps(table, 'price', 'decimal', '1.10', { scale: 2 });
  });

  it('a TIME of 838 hours is no time of a day, but text', async () => {
    await expect(table.read('span', 'time')).rejects.toSatisfy(unreadable(/-838:59:59/));
    expect(await table.read('span', 'string')).toBe('-838:59:59');
    await keeps(table, 'span', 'string', '-12:00:00');
  });

  it('a YEAR is a number of four digits, and 0, which the server would take for 2000', async () => {
    for (const year of [1999, 2155, 1901, 0, 2024]) await keeps(table, 'year', 'integer', year);
    for (const year of [24, 1900, 2156]) {
      await expect(table.write('year', 'integer', year)).rejects.toSatisfy(misfit(/no year from 1901 to 2155/));
      expect(await table.found('year', 'integer', year)).toBe(false);
    }
  });

  it('an ENUM is text, and what it does not list is refused', async () => {
    await keeps(table, 'e', 'string', 'a,b');
    await expect(table.write('e', 'string', 'd')).rejects.toSatisfy(misfit(/e/));
    await table.run("SET sql_mode = ''; UPDATE t SET e = 'no such value'");
    expect(await table.read('e', 'string')).toBe('');
  });

  it('a SET is text, or a list', async () => {
    expect(await table.read('s', 'string')).toBe('x,y');
    await keeps(table, 's', 'json', ['y']);
    await keeps(table, 's', 'json', []);
    expect(await table.found('s', 'string', '')).toBe(true);
  });

  it('a UUID lies in 16 bytes or in 36 characters, upper case or lower', async () => {
    expect(await table.read('u', 'uuid')).toBe('00112233-4455-6677-8899-aabbccddeeff');
    await keeps(table, 'u', 'uuid', 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6');
    expect(await table.read('u36', 'uuid')).toBe('aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee');
    expect(await table.found('u36', 'uuid', 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee')).toBe(true);
  });

  it('blanks at the end are kept by a VARCHAR, and refused by a CHAR', async () => {
    expect(await table.read('v', 'string')).toBe('ab ');
    expect(await table.found('v', 'string', 'ab')).toBe(false);
    expect(await table.read('c', 'string')).toBe('ab');
    await expect(table.write('c', 'string', 'ab ')).rejects.toSatisfy(misfit(/ends with a blank/));
  });

  it('a FLOAT is the number it was given, and refuses digits it would lose', async () => {
    expect(await table.read('f', 'double')).toBe(0.1);
    await keeps(table, 'f', 'double', 0.7);
    await expect(table.write('f', 'double', 0.123456789)).rejects.toSatisfy(misfit(/more digits/));
  });

  it('a number in JSON that JavaScript would round is not read as JSON, but as text', async () => {
    await expect(table.read('doc', 'json')).rejects.toSatisfy(unreadable(/doc/));
    expect(await table.read('doc', 'text')).toBe('{"n":12345678901234567890}');
    await keeps(table, 'doc', 'json', { b: 1.5, a: [0.1, 1e21, '12345678901234567890'] });
  });

  it('a character that latin1 does not have is refused, and named', async () => {
    await keeps(table, 'latin', 'string', 'Müller €');
    await expect(table.write('latin', 'string', 'Łódź')).rejects.toSatisfy(misfit(/"latin".*has no "Ł" \(U\+0141\)/));
    expect(await table.read('latin', 'string')).toBe('Müller €');
  });

  it('a column that its owner changes is written as it is then', async () => {
    expect(await table.read('id', 'integer')).toBe(1);
    await table.run('ALTER TABLE t MODIFY at DATETIME(3)');
    await expect(table.write('at', 'localDateTime', '2024-01-01T00:00:00.500')).rejects.toSatisfy(misfit(/fraction/));
    await keeps(table, 'at', 'localDateTime', '2024-01-01T00:00:00.500');
  });
});

describe.skipIf(postgres.missing)(`values of others on ${titleOf(postgres)}`, () => {
  const table = legacy(
    postgres,
    `whole NUMERIC(20,0), i8 BIGINT, price NUMERIC(10,2), at TIMESTAMP(0), tz TIMESTAMPTZ(3), clock TIME(0), day DATE, c CHAR(5), v VARCHAR(9),
     b8 BIT(8), vb VARBIT, span INTERVAL, flag CHAR(1), num SMALLINT, r REAL, ub BYTEA, ut VARCHAR(36), arr TEXT[], js JSON, jb JSONB,
     mood mood, amount amount, tzt TIMETZ`,
    `18446744073709551615, 1, 1, now(), now(), '12:00', 'infinity', 'ab', 'ab ', B'10000001', B'101', '838:59:59', 'Y', 1, 0.1,
     '\\x00112233445566778899aabbccddeeff', 'AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE', '{a,NULL,"b,\\"c"}', '{"b":1,  "a":12345678901234567890}',
     '{"a":1}', 'sad', 5, '12:00+02'`,
    "CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE DOMAIN amount AS NUMERIC(5,2) CHECK (VALUE > 0);",
  );

  it('a long beyond 2^63-1 lies in a NUMERIC, and does not fit a BIGINT', async () => {
    expect(await table.read('whole', 'long')).toBe('18446744073709551615');
    expect(await table.found('whole', 'long', '18446744073709551615')).toBe(true);
    await expect(table.write('i8', 'long', '9223372036854775808')).rejects.toSatisfy(misfit(/bigint/));
    expect(await table.found('i8', 'long', '9223372036854775808')).toBe(false);
    await keeps(table, 'i8', 'long', '-9223372036854775808');
  });

  it('a decimal that the server would round is refused', async () => {
    await expect(table.write('price', 'decimal', '1.005')).rejects.toSatisfy(
      misfit(/3 digits behind the point, the column 2/),
    );
    await expect(table.write('amount', 'decimal', '1.005')).rejects.toSatisfy(misfit(/the column 2/));
    await expect(table.write('i8', 'decimal', '1.5')).rejects.toSatisfy(misfit(/the column 0/));
    await keeps(table, 'price', 'decimal', '1.1');
    await keeps(table, 'amount', 'decimal', '2.25');
  });

  it('fractions of a second that the server would round are refused', async () => {
    await expect(table.write('at', 'localDateTime', '2024-01-01T00:00:00.5')).rejects.toSatisfy(misfit(/fraction/));
    await expect(table.write('tz', 'instant', '2024-01-01T00:00:00.0001Z')).rejects.toSatisfy(misfit(/fraction/));
    await expect(table.write('clock', 'time', '12:00:00.5')).rejects.toSatisfy(misfit(/fraction/));
    await keeps(table, 'tz', 'instant', '2024-01-01T00:00:00.123Z');
  });

  it('infinity is no date, but one of the texts that the column also holds, if that is agreed', async () => {
    await expect(table.read('day', 'date')).rejects.toSatisfy(unreadable(/"infinity"/));
    const open = { also: ['infinity'] };
    expect(await table.read('day', 'date', open)).toBe('infinity');
    await keeps(table, 'day', 'date', 'infinity', open);
    await keeps(table, 'day', 'date', '0001-01-01', open);
    await table.run("UPDATE t SET day = '4712-01-01 BC'");
    await expect(table.read('day', 'date')).rejects.toSatisfy(unreadable(/4712-01-01 BC/));
  });

  it('a CHAR is read without the blanks it is filled with, a VARCHAR with those it was given', async () => {
    expect(await table.read('c', 'string')).toBe('ab');
    expect(await table.found('c', 'string', 'ab')).toBe(true);
    await expect(table.write('c', 'string', 'ab ')).rejects.toSatisfy(misfit(/ends with a blank/));
    expect(await table.read('v', 'string')).toBe('ab ');
    expect(await table.found('v', 'string', 'ab')).toBe(false);
  });

  it('bits are text, or a number', async () => {
    expect(await table.read('b8', 'integer')).toBe(129);
    await keeps(table, 'b8', 'integer', 5);
    await keeps(table, 'b8', 'string', '00000111');
    await keeps(table, 'vb', 'string', '1');
    await expect(table.write('b8', 'integer', 256)).rejects.toSatisfy(misfit(/./));
  });

  it('a boolean is read in any spelling from text and numbers, and found', async () => {
    expect(await table.read('flag', 'boolean')).toBe(true);
    expect(await table.found('flag', 'boolean', true)).toBe(true);
    await keeps(table, 'num', 'boolean', false);
    await keeps(table, 'num', 'boolean', true);
  });

  it('an interval is text in ISO 8601', async () => {
    expect(await table.read('span', 'string')).toBe('PT838H59M59S');
    await keeps(table, 'span', 'string', 'P1Y2M3DT4H5M6.7S');
  });

  it('a REAL is the number it was given, and refuses digits it would lose', async () => {
    await keeps(table, 'r', 'double', 0.1);
    await expect(table.write('r', 'double', 0.123456789)).rejects.toSatisfy(misfit(/more digits/));
  });

  it('a UUID lies in bytes or in text, upper case or lower', async () => {
    expect(await table.read('ub', 'uuid')).toBe('00112233-4455-6677-8899-aabbccddeeff');
    await keeps(table, 'ub', 'uuid', 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6');
    expect(await table.read('ut', 'uuid')).toBe('aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee');
    expect(await table.found('ut', 'uuid', 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee')).toBe(true);
  });

  it('an array is a list of JSON', async () => {
    expect(await table.read('arr', 'json')).toEqual(['a', null, 'b,"c']);
    await keeps(table, 'arr', 'json', ['x', null, '{"\\', '']);
  });

  it('a number in JSON that JavaScript would round is not read as JSON, but as the text that was written', async () => {
    await expect(table.read('js', 'json')).rejects.toSatisfy(unreadable(/js/));
    expect(await table.read('js', 'text')).toBe('{"b":1,  "a":12345678901234567890}');
    await keeps(table, 'jb', 'json', { b: [1.5], a: null });
  });

  it('an enumeration is text; a value it does not have is refused, and found nowhere', async () => {
    await keeps(table, 'mood', 'string', 'ok');
    expect(await table.found('mood', 'string', 'glad')).toBe(false);
    await expect(table.write('mood', 'string', 'glad')).rejects.toSatisfy(misfit(/glad/));
  });

  it('a time with an offset is no time of a day, but text', async () => {
    await expect(table.read('tzt', 'time')).rejects.toSatisfy(unreadable(/12:00:00\+02/));
    expect(await table.read('tzt', 'string')).toBe('12:00:00+02');
  });
});

describe('values of others on SQLite', () => {
  const table = legacy(
    sqlite,
    'big INTEGER, price NUMERIC, exact TEXT, flag, yes BOOLEAN, day DATE, ub BINARY(16), doc JSON, blank DATE, f REAL',
    `1, 1, '0', 't', -1, '29/02/2024', x'00112233445566778899aabbccddeeff', '{"n":1.00000000000000001}', '', 1`,
  );

  it('a long beyond 2^63-1 is refused, and found nowhere', async () => {
    await keeps(table, 'big', 'long', '9223372036854775807');
    await expect(table.write('big', 'long', '9223372036854775808')).rejects.toSatisfy(misfit(/9223372036854775807/));
    expect(await table.found('big', 'long', '9223372036854775808')).toBe(false);
  });

  it('decimals of any length are kept in text, whole ones of 18 digits in numbers, and others refused', async () => {
    await keeps(table, 'exact', 'decimal', '12345678901234567890.123456789012345678901234567891', { scale: 30 });
    await keeps(table, 'price', 'decimal', '123456789012345678');
    await expect(table.write('price', 'decimal', '1234567890123.4567')).rejects.toSatisfy(misfit(/15 digits/));
    await expect(table.write('f', 'decimal', '123456789012345678')).rejects.toSatisfy(misfit(/15 digits/));
  });

  it.each(['t', 'true', 'TRUE', 'Y', 'yes', '1', '-1', 'on'])('"%s" is true, and found as that', async (spelling) => {
    await table.run(`UPDATE t SET flag = '${spelling}'`);
    expect(await table.read('flag', 'boolean')).toBe(true);
    expect(await table.found('flag', 'boolean', true)).toBe(true);
    expect(await table.found('flag', 'boolean', false)).toBe(false);
  });

  it('a boolean of another program may be -1, but not 2', async () => {
    expect(await table.read('yes', 'boolean')).toBe(true);
    await table.run('UPDATE t SET yes = 2');
    await expect(table.read('yes', 'boolean')).rejects.toSatisfy(unreadable(/"2"/));
    await keeps(table, 'yes', 'boolean', false);
  });

  it('a date in another spelling is named, and the empty text can be agreed on', async () => {
    await expect(table.read('day', 'date')).rejects.toSatisfy(unreadable(/"29\/02\/2024"/));
    await expect(table.read('blank', 'date')).rejects.toSatisfy(unreadable(/""/));
    expect(await table.read('blank', 'date', { also: [''] })).toBe('');
  });

  it('a UUID lies in 16 bytes', async () => {
    expect(await table.read('ub', 'uuid')).toBe('00112233-4455-6677-8899-aabbccddeeff');
    await keeps(table, 'ub', 'uuid', 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6');
  });

  it('a number in JSON that JavaScript would round is not read as JSON, but as text', async () => {
    await expect(table.read('doc', 'json')).rejects.toSatisfy(unreadable(/doc/));
    expect(await table.read('doc', 'text')).toBe('{"n":1.00000000000000001}');
  });
});
