import type { Column, Condition, TableDefinition } from '@caruso/storage-manager/contract';

const text = (name: string): Column => ({ name, type: 'string' });
const instant = (name: string): Column => ({ name, type: 'instant' });

/** Columns of the users. */
export const userColumns = {
  login: text('login'),
  name: text('name'),
  role: text('role'),
  agent: text('agent'),
  customer: text('customer'),
  password: text('password_hash'),
  createdAt: instant('created_at'),
} as const;

/** Columns of the sessions. The token itself is stored nowhere, only its SHA-256. */
export const sessionColumns = {
  id: text('id'),
  token: text('token_hash'),
  csrf: text('csrf_token'),
  login: text('login'),
  startedAt: instant('started_at'),
  seenAt: instant('seen_at'),
} as const;

export const USERS = 'front_office_user';
export const SESSIONS = 'front_office_session';

/** The tables of the front office, as it defines them at its start. */
export const tables: TableDefinition[] = [
  {
    name: USERS,
    columns: [
      { ...userColumns.login, size: 100, required: true },
      { ...userColumns.name, size: 200, required: true },
      { ...userColumns.role, size: 20, required: true },
      { ...userColumns.agent, size: 100 },
      { ...userColumns.customer, size: 200 },
      { ...userColumns.password, size: 200, required: true },
      { ...userColumns.createdAt, required: true },
    ],
    key: ['login'],
  },
  {
    name: SESSIONS,
    columns: [
      { ...sessionColumns.id, size: 36, required: true },
      { ...sessionColumns.token, size: 64, required: true },
      { ...sessionColumns.csrf, size: 64, required: true },
      { ...sessionColumns.login, size: 100 },
      { ...sessionColumns.startedAt, required: true },
      { ...sessionColumns.seenAt, required: true },
    ],
    key: ['id'],
    unique: [['token_hash']],
    indexes: [['seen_at']],
  },
];

/** Rows whose `column` has `value`. */
export const equals = (column: Column, value: string): Condition => ({ column, op: 'eq', value });
