import type { TransferCase } from '../transfer-case.js';

export const times: readonly TransferCase[] = [
  {
    title: '9: an instant is the same for processes in New York and in Tokyo',
    source: {
      sqlite: "CREATE TABLE c09 (n TIMESTAMPTZ); INSERT INTO c09 VALUES ('2024-01-15T12:00:00+02:00');",
      postgres: "CREATE TABLE c09 (n TIMESTAMPTZ); INSERT INTO c09 VALUES ('2024-01-15 12:00:00+02');",
      mariadb:
        "SET time_zone = '+02:00'; CREATE TABLE c09 (n TIMESTAMP); INSERT INTO c09 VALUES ('2024-01-15 12:00:00');",
    },
    target: {
      sqlite: ['SELECT n FROM c09', [['2024-01-15 10:00:00Z']]],
      postgres: ["SELECT n AT TIME ZONE 'UTC' FROM c09", [['2024-01-15 10:00:00']]],
      mariadb: ['SELECT LEFT(n, 19) FROM c09', [['2024-01-15 10:00:00']]],
    },
  },
  {
    title: '10: a local time that no clock has shown stays as it is written',
    source: {
      sqlite: "CREATE TABLE c10 (n DATETIME); INSERT INTO c10 VALUES ('2024-03-10 02:30:00');",
      postgres: "CREATE TABLE c10 (n TIMESTAMP); INSERT INTO c10 VALUES ('2024-03-10 02:30:00');",
      mariadb: "CREATE TABLE c10 (n DATETIME); INSERT INTO c10 VALUES ('2024-03-10 02:30:00');",
    },
    target: {
      sqlite: ['SELECT n FROM c10', [['2024-03-10 02:30:00']]],
      postgres: ['SELECT n FROM c10', [['2024-03-10 02:30:00']]],
      mariadb: ['SELECT LEFT(n, 19) FROM c10', [['2024-03-10 02:30:00']]],
    },
  },
  {
    title: '11: microseconds are kept',
    source: {
      sqlite: "CREATE TABLE c11 (n DATETIME); INSERT INTO c11 VALUES ('2024-01-15T12:00:00.123456');",
      postgres: "CREATE TABLE c11 (n TIMESTAMP); INSERT INTO c11 VALUES ('2024-01-15 12:00:00.123456');",
      mariadb: "CREATE TABLE c11 (n DATETIME(6)); INSERT INTO c11 VALUES ('2024-01-15 12:00:00.123456');",
    },
    target: {
      sqlite: ['SELECT n FROM c11', [['2024-01-15 12:00:00.123456']]],
      postgres: ['SELECT n FROM c11', [['2024-01-15 12:00:00.123456']]],
      mariadb: ['SELECT n FROM c11', [['2024-01-15 12:00:00.123456']]],
    },
  },
  {
    title: '12: dates from the year 1 to the year 9999 are kept',
    source: {
      sqlite: "CREATE TABLE c12 (n DATE); INSERT INTO c12 VALUES ('0001-01-01'), ('9999-12-31');",
      postgres: "CREATE TABLE c12 (n DATE); INSERT INTO c12 VALUES ('0001-01-01'), ('9999-12-31');",
      mariadb: "CREATE TABLE c12 (n DATE); INSERT INTO c12 VALUES ('0001-01-01'), ('9999-12-31');",
    },
    target: {
      sqlite: ['SELECT n FROM c12 ORDER BY n', [['0001-01-01'], ['9999-12-31']]],
      postgres: ['SELECT n FROM c12 ORDER BY n', [['0001-01-01'], ['9999-12-31']]],
      mariadb: ['SELECT n FROM c12 ORDER BY n', [['0001-01-01'], ['9999-12-31']]],
    },
  },
  {
    title: '15: spans of hours, years and times with zones are kept',
    source: {
      sqlite: { absent: 'it has no spans, and no times with zones' },
      postgres:
        "CREATE TABLE c15 (k INT PRIMARY KEY, n INTERVAL, t TIME WITH TIME ZONE); INSERT INTO c15 VALUES (1, '838:59:59', '12:00:00+02'), (2, '-12:00:00', '23:59:59.5-08');",
      mariadb:
        "CREATE TABLE c15 (k INT PRIMARY KEY, n TIME, t YEAR); INSERT INTO c15 VALUES (1, '838:59:59', 2024), (2, '-12:00:00', 1999);",
    },
    target: {
      sqlite: [
        'SELECT n, t FROM c15 ORDER BY k',
        (from) =>
          from === 'mariadb'
            ? [
                ['838:59:59', '2024'],
                ['-12:00:00', '1999'],
              ]
            : [
                ['838:59:59', '12:00:00+02'],
                ['-12:00:00', '23:59:59.5-08'],
              ],
      ],
      postgres: [
        'SELECT n, t FROM c15 ORDER BY k',
        (from) =>
          from === 'mariadb'
            ? [
                ['838:59:59', '2024'],
                ['-12:00:00', '1999'],
              ]
            : [
                ['838:59:59', '12:00:00+02'],
                ['-12:00:00', '23:59:59.5-08'],
              ],
      ],
      mariadb: [
        'SELECT LEFT(n, 9), t FROM c15 ORDER BY k',
        (from) =>
          from === 'mariadb'
            ? [
                ['838:59:59', '2024'],
                ['-12:00:00', '1999'],
              ]
            : [
                ['838:59:59', '12:00:00+02'],
                ['-12:00:00', '23:59:59.5-08'],
              ],
      ],
    },
  },
];
