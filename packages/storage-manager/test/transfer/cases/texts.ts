import type { TransferCase } from '../transfer-case.js';

const POLISH = 'Zażółć 😀 e\u0301';
const same = (sql: string): TransferCase['source'] => ({ sqlite: sql, postgres: sql, mariadb: sql });
const UNIQUE = "INSERT INTO c20 VALUES ('a'), ('A'), ('é'), ('e'), ('ss'), ('ß'), ('a ');";
const JSON_TEXT = '{"b": 12345678901234567890, "a": 1.10, "b": null}';

export const texts: readonly TransferCase[] = [
  {
    title: '16: text keeps every byte, whatever the default of the database is',
    source: same(
      `CREATE TABLE c16 (n VARCHAR(40)); INSERT INTO c16 VALUES ('${POLISH}');`.replace('VARCHAR(40)', 'VARCHAR(40)'),
    ),
    target: everywhere('SELECT n FROM c16', [[POLISH]]),
  },
  {
    title: '18: an empty text is not an absent one; blanks at the end stay, but for those that fill a CHAR',
    source: {
      sqlite:
        "CREATE TABLE c18 (k INTEGER PRIMARY KEY, n VARCHAR(5), f CHAR(5)); INSERT INTO c18 VALUES (1, '', 'ab'), (2, NULL, NULL), (3, 'x  ', '');",
      postgres:
        "CREATE TABLE c18 (k INTEGER PRIMARY KEY, n VARCHAR(5), f CHAR(5)); INSERT INTO c18 VALUES (1, '', 'ab'), (2, NULL, NULL), (3, 'x  ', '');",
      mariadb:
        "CREATE TABLE c18 (k INTEGER PRIMARY KEY, n VARCHAR(5), f CHAR(5)); INSERT INTO c18 VALUES (1, '', 'ab'), (2, NULL, NULL), (3, 'x  ', '');",
    },
    target: {
      sqlite: [
        'SELECT n, f FROM c18 ORDER BY k',
        [
          ['', 'ab'],
          [null, null],
          ['x  ', ''],
        ],
      ],
      postgres: [
        'SELECT n, f::text FROM c18 ORDER BY k',
        [
          ['', 'ab'],
          [null, null],
          ['x  ', ''],
        ],
      ],
      mariadb: [
        'SELECT n, f FROM c18 ORDER BY k',
        [
          ['', 'ab'],
          [null, null],
          ['x  ', ''],
        ],
      ],
    },
  },
  {
    title: '19: the length of a text is counted in characters, not in bytes',
    source: same("CREATE TABLE c19 (n VARCHAR(3)); INSERT INTO c19 VALUES ('😀😀😀');"),
    target: everywhere('SELECT n FROM c19', [['😀😀😀']]),
  },
  {
    title: '20: texts that differ in case, accents or a blank stay different in a unique column',
    source: {
      sqlite: `CREATE TABLE c20 (n VARCHAR(10) UNIQUE); ${UNIQUE}`,
      postgres: `CREATE TABLE c20 (n VARCHAR(10) UNIQUE); ${UNIQUE}`,
      mariadb: `CREATE TABLE c20 (n VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin UNIQUE); ${UNIQUE}`,
    },
    target: everywhere('SELECT COUNT(*), COUNT(DISTINCT n) FROM c20', [['7', '7']]),
  },
  {
    title: '22: enumerations, sets, arrays and domains keep their values',
    source: {
      sqlite: { absent: 'it has no enumerations, sets, arrays or domains' },
      postgres:
        "CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy'); CREATE DOMAIN positive AS INT CHECK (VALUE > 0); CREATE TABLE c22 (k INT PRIMARY KEY, e mood, a TEXT[], d positive); INSERT INTO c22 VALUES (1, 'happy', ARRAY['x', NULL, 'y\"z'], 5), (2, 'sad', '{}', NULL);",
      mariadb:
        "CREATE TABLE c22 (k INT PRIMARY KEY, e ENUM('sad', 'ok', 'happy'), a SET('a', 'b', 'c'), d INT); INSERT INTO c22 VALUES (1, 'happy', 'b,a', 5), (2, 'sad', '', NULL);",
    },
    target: {
      sqlite: ['SELECT e, a, d FROM c22 ORDER BY k', lists],
      postgres: ['SELECT e, a, d FROM c22 ORDER BY e DESC', lists],
      mariadb: ['SELECT e, a, d FROM c22 ORDER BY e DESC', lists],
    },
  },
  {
    title: '23: bytes are kept, whether none, any, or a million; a UUID is the same in capitals',
    source: {
      sqlite:
        "CREATE TABLE c23 (k INTEGER PRIMARY KEY, n BLOB, u UUID); INSERT INTO c23 VALUES (1, x'', '6F9619FF-8B86-D011-B42D-00C04FC964FF'), (2, x'00ff80', NULL), (3, zeroblob(1000000), NULL);",
      postgres:
        "CREATE TABLE c23 (k INTEGER PRIMARY KEY, n BYTEA, u UUID); INSERT INTO c23 VALUES (1, '', '6F9619FF-8B86-D011-B42D-00C04FC964FF'), (2, '\\x00ff80', NULL), (3, decode(repeat('00', 1000000), 'hex'), NULL);",
      mariadb:
        "CREATE TABLE c23 (k INTEGER PRIMARY KEY, n LONGBLOB, u BINARY(16)); INSERT INTO c23 VALUES (1, '', x'6F9619FF8B86D011B42D00C04FC964FF'), (2, x'00ff80', NULL), (3, REPEAT(CHAR(0), 1000000), NULL);",
    },
    target: {
      sqlite: [
        "SELECT hex(n), length(n), CASE typeof(u) WHEN 'blob' THEN lower(hex(u)) ELSE u END FROM c23 WHERE k < 3 UNION ALL SELECT '', length(n), NULL FROM c23 WHERE k = 3",
        bytes,
      ],
      postgres: [
        "SELECT upper(encode(n, 'hex')), length(n), ltrim(u::text, '\\x') FROM c23 WHERE k < 3 UNION ALL SELECT '', length(n), NULL FROM c23 WHERE k = 3",
        bytes,
      ],
      mariadb: [
        "SELECT HEX(n), LENGTH(n), u FROM c23 WHERE k < 3 UNION ALL SELECT '', LENGTH(n), NULL FROM c23 WHERE k = 3",
        bytes,
      ],
    },
  },
  {
    title: '24: JSON keeps its large numbers, equal keys, order and zeros',
    source: {
      sqlite: `CREATE TABLE c24 (n JSONTEXT); INSERT INTO c24 VALUES ('${JSON_TEXT}');`,
      postgres: `CREATE TABLE c24 (n JSON); INSERT INTO c24 VALUES ('${JSON_TEXT}');`,
      mariadb: `CREATE TABLE c24 (n JSON); INSERT INTO c24 VALUES ('${JSON_TEXT}');`,
    },
    target: everywhere('SELECT n FROM c24', [[JSON_TEXT]]),
  },
];

function lists(from: string): readonly (readonly (string | null)[])[] {
  return from === 'mariadb'
    ? [
        ['happy', 'a,b', '5'],
        ['sad', '', null],
      ]
    : [
        ['happy', '["x",null,"y\\"z"]', '5'],
        ['sad', '[]', null],
      ];
}

function bytes(from: string): readonly (readonly (string | null)[])[] {
  const uuid = from === 'mariadb' ? '6f9619ff8b86d011b42d00c04fc964ff' : '6f9619ff-8b86-d011-b42d-00c04fc964ff';
  return [
    ['', '0', uuid],
    ['00FF80', '3', null],
    ['', '1000000', null],
  ];
}

function everywhere(query: string, rows: readonly (readonly (string | null)[])[]): TransferCase['target'] {
  return { sqlite: [query, rows], postgres: [query, rows], mariadb: [query, rows] };
}
