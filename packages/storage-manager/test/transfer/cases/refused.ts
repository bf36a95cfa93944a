import type { EngineName, RefusedCase } from '../transfer-case.js';

const NO_FLOAT = /no number that it knows/;
const NO_DATE = /no date/;
const ZERO_DATES =
  "SET sql_mode = ''; CREATE TABLE r13 (k INT PRIMARY KEY, n DATE, m DATETIME NOT NULL); INSERT INTO r13 VALUES (1, '0000-00-00', '2024-01-01'), (2, '2024-01-01', '0000-00-00 00:00:00'), (3, NULL, '2024-01-01');";
const MIXED_DATES =
  "CREATE TABLE r14 (k INTEGER PRIMARY KEY, n DATETIME); INSERT INTO r14 VALUES (1, '2024-02-29T12:00:00'), (2, '29/02/2024'), (3, 1709164800);";
const TOO_LONG =
  "CREATE TABLE r19 (k INTEGER PRIMARY KEY, n VARCHAR(3)); INSERT INTO r19 VALUES (1, 'abc'), (2, 'toolong');";
const ORPHANS =
  'CREATE TABLE r27_parent (id INTEGER PRIMARY KEY); CREATE TABLE r27 (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES r27_parent (id)); INSERT INTO r27_parent VALUES (1); PRAGMA foreign_keys = OFF; INSERT INTO r27 VALUES (10, 1), (11, NULL), (12, 99);';

const fromSqlite = (
  title: string,
  source: string,
  problems: RefusedCase['problems'],
  targets: readonly EngineName[] = ['postgres', 'mariadb'],
): readonly RefusedCase[] => targets.map((to) => ({ title, from: 'sqlite', to, source, problems }));

/** What a target cannot hold. */
export const refusedCases: readonly RefusedCase[] = [
  {
    title: '4: NaN and infinity have no place in MariaDB',
    from: 'postgres',
    to: 'mariadb',
    source:
      "CREATE TABLE r04 (k INT PRIMARY KEY, n FLOAT8, m NUMERIC(5,2)); INSERT INTO r04 VALUES (1, 'NaN', 1), (2, '-Infinity', 1), (3, 1, 'NaN'), (4, 1, 1);",
    problems: [
      ['n', 'k = "1"', NO_FLOAT],
      ['n', 'k = "2"', NO_FLOAT],
      ['m', 'k = "3"', NO_FLOAT],
    ],
  },
  {
    title: '12: dates before Christ and without end have no place in MariaDB',
    from: 'postgres',
    to: 'mariadb',
    source:
      "CREATE TABLE r12 (k INT PRIMARY KEY, n DATE, m TIMESTAMP); INSERT INTO r12 VALUES (1, 'infinity', NULL), (2, '4712-01-01 BC', NULL), (3, '2024-01-01', '12000-01-01');",
    problems: [
      ['n', 'k = "1"', NO_DATE],
      ['n', 'k = "2"', /before the year 0/],
      ['m', 'k = "3"', /after the year 9999/],
    ],
  },
  {
    title: '13: zero dates have no place in PostgreSQL',
    from: 'mariadb',
    to: 'postgres',
    source: ZERO_DATES,
    problems: [
      ['n', 'k = 1', NO_DATE],
      ['m', 'k = 2', NO_DATE],
    ],
  },
  ...fromSqlite('14: a column of dates that holds other texts and numbers is not guessed at', MIXED_DATES, [
    ['n', 'k = 2', NO_DATE],
    ['n', 'k = 3', /is a number/],
  ]),
  {
    title: '15: a span of months has no place in MariaDB',
    from: 'postgres',
    to: 'mariadb',
    source:
      "CREATE TABLE r15 (k INT PRIMARY KEY, n INTERVAL); INSERT INTO r15 VALUES (1, '1 month'), (2, '900 hours');",
    problems: [
      ['n', 'k = "1"', /months/],
      ['n', 'k = "2"', /longer than 838/],
    ],
  },
  ...fromSqlite(
    '17: text with the character NUL has no place in PostgreSQL',
    "CREATE TABLE r17 (k INTEGER PRIMARY KEY, n TEXT); INSERT INTO r17 VALUES (1, 'a' || char(0) || 'b'), (2, 'ab');",
    [['n', 'k = 1', /NUL/]],
    ['postgres'],
  ),
  {
    title: '17: text with the character NUL has no place in PostgreSQL, also from MariaDB',
    from: 'mariadb',
    to: 'postgres',
    source: "CREATE TABLE r17 (k INT PRIMARY KEY, n VARCHAR(5)); INSERT INTO r17 VALUES (1, 'a\\0b'), (2, 'ab');",
    problems: [['n', 'k = 1', /NUL/]],
  },
  ...fromSqlite('19: text that is longer than its column says is listed', TOO_LONG, [
    ['n', 'k = 2', /7 characters, and the column takes 3/],
  ]),
  {
    title: '22: the error value of an enumeration has no place elsewhere',
    from: 'mariadb',
    to: 'postgres',
    source:
      "SET sql_mode = ''; CREATE TABLE r22 (k INT PRIMARY KEY, n ENUM('a', 'b')); INSERT INTO r22 VALUES (1, 'a'), (2, 'wrong');",
    problems: [['n', 'k = 2', /none of the values/]],
  },
  {
    title: '25: tables that differ by case only, and names that are too long, are listed',
    from: 'postgres',
    to: 'sqlite',
    source: 'CREATE TABLE "Thing" (n INT); CREATE TABLE thing (n INT, "N" INT);',
    problems: [
      [undefined, undefined, /does not tell the name from the table "Thing"/],
      ['N', undefined, /does not tell the name from the column "n"/],
    ],
  },
  {
    title: '25: a name of 64 characters has no place in PostgreSQL',
    from: 'mariadb',
    to: 'postgres',
    source: `CREATE TABLE ${'a'.repeat(64)} (n INT);`,
    problems: [[undefined, undefined, /longer than the 63 bytes/]],
  },
  ...fromSqlite('27: rows whose foreign key leads to no row are listed', ORPHANS, [
    ['parent', 'id = 12, parent = 99', /leads to no row of "r27_parent"/],
  ]),
];
