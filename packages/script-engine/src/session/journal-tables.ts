import type { Column, TableDefinition } from '@caruso/storage-manager/contract';

/** Columns by the names that their values have in TypeScript. */
export type LogicalColumns = Readonly<Record<string, Column & { required: boolean; size?: number }>>;

export const text = (name: string, size = 200): Column & { required: boolean; size: number } => ({
  name,
  type: 'string',
  required: true,
  size,
});
const optional = (column: Column & { size: number }) => ({ ...column, required: false });

/** The columns of a dialog beside its journal. */
export const DIALOG = {
  dialog: text('dialog', 40),
  script: text('script'),
  version: text('version'),
  hash: text('hash', 64),
  title: { name: 'title', type: 'text', required: true },
  channel: text('channel', 20),
  owner: text('owner'),
  contact: optional(text('contact')),
  customer: optional(text('customer')),
  state: text('state', 20),
  outcome: optional(text('outcome')),
  startedAt: { name: 'started_at', type: 'instant', required: true },
  changedAt: { name: 'changed_at', type: 'instant', required: true },
  seq: { name: 'seq', type: 'integer', required: true },
} as const satisfies LogicalColumns;

/** The columns of an entry; `fact` holds what is particular to its event. */
export const ENTRY = {
  dialog: text('dialog', 40),
  seq: { name: 'seq', type: 'integer', required: true },
  event: text('event', 20),
  node: optional(text('node')),
  at: { name: 'at', type: 'instant', required: true },
  who: text('who'),
  channel: text('channel', 20),
  language: text('language', 40),
  fact: { name: 'fact', type: 'json', required: true },
} as const satisfies LogicalColumns;

/** The columns of a version of a script. */
export const SCRIPT = {
  hash: text('hash', 64),
  id: text('id'),
  version: text('version'),
  file: { name: 'file', type: 'text', required: true },
  text: { name: 'text', type: 'text', required: true },
} as const satisfies LogicalColumns;

/** The columns of what a version of a script calls. */
export const SCRIPT_CALL = {
  hash: text('hash', 64),
  called: text('called', 64),
} as const satisfies LogicalColumns;

export const DIALOGS = 'caruso_dialog';
export const ENTRIES = 'caruso_dialog_entry';
export const SCRIPTS = 'caruso_script';
export const SCRIPT_CALLS = 'caruso_script_call';

/** The tables of journals, as they are created where they are absent. */
export const TABLES: TableDefinition[] = [
  {
    name: DIALOGS,
    columns: Object.values(DIALOG),
    key: ['dialog'],
    indexes: [['owner', 'state'], ['contact'], ['customer'], ['started_at']],
  },
  { name: ENTRIES, columns: Object.values(ENTRY), key: ['dialog', 'seq'] },
  { name: SCRIPTS, columns: Object.values(SCRIPT), key: ['hash'] },
  { name: SCRIPT_CALLS, columns: Object.values(SCRIPT_CALL), key: ['hash', 'called'] },
];
