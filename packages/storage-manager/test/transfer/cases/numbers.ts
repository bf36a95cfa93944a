import type { TransferCase } from '../transfer-case.js';

const DIGITS = '12345678901234567890.123456789012345678901234567890';

export const numbers: readonly TransferCase[] = [
  {
    title: '1: whole numbers of 64 bits keep every digit',
    source: {
      sqlite:
        'CREATE TABLE c01 (n BIGINT); INSERT INTO c01 VALUES (9007199254740993), (9223372036854775807), (-9223372036854775808);',
      postgres:
        'CREATE TABLE c01 (n BIGINT); INSERT INTO c01 VALUES (9007199254740993), (9223372036854775807), (-9223372036854775808);',
      mariadb:
        'CREATE TABLE c01 (n BIGINT); INSERT INTO c01 VALUES (9007199254740993), (9223372036854775807), (-9223372036854775808);',
    },
    target: everywhere('SELECT n FROM c01 ORDER BY n', [
      ['-9223372036854775808'],
      ['9007199254740993'],
      ['9223372036854775807'],
    ]),
  },
  {
    title: '2: decimals keep every digit',
    source: {
      sqlite: "CREATE TABLE c02 (n DECIMALTEXT(20,4)); INSERT INTO c02 VALUES ('1234567890123456.7891'), ('-0.0001');",
      postgres: 'CREATE TABLE c02 (n DECIMAL(20,4)); INSERT INTO c02 VALUES (1234567890123456.7891), (-0.0001);',
      mariadb: 'CREATE TABLE c02 (n DECIMAL(20,4)); INSERT INTO c02 VALUES (1234567890123456.7891), (-0.0001);',
    },
    target: everywhere('SELECT n FROM c02 ORDER BY n', [['-0.0001'], ['1234567890123456.7891']]),
  },
  {
    title: '3: decimals of 50 digits keep their digits, their sum and their scale',
    source: {
      sqlite: `CREATE TABLE c03 (n DECIMALTEXT(65,30), m DECIMAL(10,2)); INSERT INTO c03 VALUES ('${DIGITS}', 1.10);`,
      postgres: `CREATE TABLE c03 (n DECIMAL(65,30), m DECIMAL(10,2)); INSERT INTO c03 VALUES (${DIGITS}, 1.10);`,
      mariadb: `CREATE TABLE c03 (n DECIMAL(65,30), m DECIMAL(10,2)); INSERT INTO c03 VALUES (${DIGITS}, 1.10);`,
    },
    target: {
      sqlite: ["SELECT rtrim(n, '0'), printf('%.2f', m) FROM c03", [[DIGITS.replace(/0+$/, ''), '1.10']]],
      postgres: ['SELECT n, SUM(m) FROM c03 GROUP BY n', [[DIGITS, '1.10']]],
      mariadb: ['SELECT n, SUM(m) FROM c03 GROUP BY n', [[DIGITS, '1.10']]],
    },
  },
  {
    title: '4: floating point numbers keep every bit; the negative zero equals zero',
    source: {
      sqlite:
        'CREATE TABLE c04 (k INTEGER PRIMARY KEY, n DOUBLE); INSERT INTO c04 VALUES (1, 0.1 + 0.2), (2, 5e-324), (3, 1.7e308), (4, -0.0);',
      postgres:
        "CREATE TABLE c04 (k INTEGER PRIMARY KEY, n DOUBLE PRECISION); INSERT INTO c04 VALUES (1, 0.1::float8 + 0.2::float8), (2, 5e-324), (3, 1.7e308), (4, '-0.0');",
      mariadb:
        'CREATE TABLE c04 (k INTEGER PRIMARY KEY, n DOUBLE); INSERT INTO c04 VALUES (1, 0.1e0 + 0.2e0), (2, 5e-324), (3, 1.7e308), (4, -0.0e0);',
    },
    target: {
      sqlite: ['SELECT n FROM c04 ORDER BY k', [['0.30000000000000004'], ['5e-324'], ['1.7e+308'], ['0']]],
      postgres: [
        'SELECT n FROM c04 ORDER BY k',
        (from) => [['0.30000000000000004'], ['5e-324'], ['1.7e+308'], [from === 'postgres' ? '-0' : '0']],
      ],
      mariadb: ['SELECT CONCAT(n) FROM c04 ORDER BY k', [['0.30000000000000004'], ['5e-324'], ['1.7e308'], ['0']]],
    },
  },
  {
    title: '5: unsigned numbers find a type that is wide enough',
    source: {
      sqlite: { absent: 'its whole numbers end at 2^63-1, and greater ones lose digits when they are written' },
      postgres:
        'CREATE TABLE c05 (a NUMERIC(20,0), b INTEGER, c SMALLINT, d BIGINT); INSERT INTO c05 VALUES (18446744073709551615, 65535, 255, 42);',
      mariadb:
        'CREATE TABLE c05 (a BIGINT UNSIGNED, b SMALLINT UNSIGNED, c TINYINT UNSIGNED, d INT UNSIGNED ZEROFILL); INSERT INTO c05 VALUES (18446744073709551615, 65535, 255, 42);',
    },
    target: everywhere('SELECT a, b, c, d FROM c05', [['18446744073709551615', '65535', '255', '42']]),
  },
  {
    title: '6: a TINYINT(1) that holds 2 is no boolean',
    source: {
      sqlite:
        'CREATE TABLE c06 (k INTEGER PRIMARY KEY, n TINYINT(1)); INSERT INTO c06 VALUES (1, 2), (2, NULL), (3, 1);',
      postgres: 'CREATE TABLE c06 (k INT PRIMARY KEY, n SMALLINT); INSERT INTO c06 VALUES (1, 2), (2, NULL), (3, 1);',
      mariadb: 'CREATE TABLE c06 (k INT PRIMARY KEY, n TINYINT(1)); INSERT INTO c06 VALUES (1, 2), (2, NULL), (3, 1);',
    },
    target: everywhere('SELECT n FROM c06 ORDER BY k', [['2'], [null], ['1']]),
  },
  {
    title: '7: a truth is the same however it is spelt',
    source: {
      sqlite:
        "CREATE TABLE c07 (k INTEGER PRIMARY KEY, n BOOLEAN); INSERT INTO c07 VALUES (1, 1), (2, 't'), (3, 'true'), (4, NULL), (5, 'F');",
      postgres:
        'CREATE TABLE c07 (k INT PRIMARY KEY, n BOOLEAN); INSERT INTO c07 VALUES (1, TRUE), (2, TRUE), (3, TRUE), (4, NULL), (5, FALSE);',
      mariadb: { absent: 'it has no truths: BOOLEAN is TINYINT(1), a number that may be 2' },
    },
    target: {
      sqlite: ['SELECT n FROM c07 ORDER BY k', [['1'], ['1'], ['1'], [null], ['0']]],
      postgres: ['SELECT n FROM c07 ORDER BY k', [['t'], ['t'], ['t'], [null], ['f']]],
      mariadb: ['SELECT n FROM c07 ORDER BY k', [['1'], ['1'], ['1'], [null], ['0']]],
    },
  },
  {
    title: '8: bits stay bits',
    source: {
      sqlite: { absent: 'it has no type for bits' },
      postgres: "CREATE TABLE c08 (a BIT(8), b BIT(1)); INSERT INTO c08 VALUES (B'00000101', B'1');",
      mariadb: "CREATE TABLE c08 (a BIT(8), b BIT(1)); INSERT INTO c08 VALUES (b'101', b'1');",
    },
    target: {
      sqlite: ['SELECT a, b FROM c08', [['00000101', '1']]],
      postgres: ['SELECT a, b FROM c08', [['00000101', '1']]],
      mariadb: ['SELECT LPAD(BIN(a), 8, 0), BIN(b) FROM c08', [['00000101', '1']]],
    },
  },
];

function everywhere(query: string, rows: readonly (readonly (string | null)[])[]): TransferCase['target'] {
  return { sqlite: [query, rows], postgres: [query, rows], mariadb: [query, rows] };
}
