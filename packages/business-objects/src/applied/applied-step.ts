import type { Alteration, Cell, Column, Row, Statement, TableDefinition } from '@caruso/storage-manager/contract';
import { cellsOf, column, columnDefinitions } from '../records/own-table.js';

/** A step of a model that was applied to a store: what was done, when, and by whom. */
export interface AppliedStep {
  readonly id: string;
  /** Steps of one application have the same one. */
  readonly run: string;
  /** ISO instants; without an end it was interrupted, or is being carried out. */
  readonly began: string;
  readonly ended?: string;
  readonly by: string;
  readonly model: string;
  readonly version: string;
  /** `drop:Customer.fax` */
  readonly step: string;
  readonly message: string;
  /** How many values or rows could go. */
  readonly loses: number;
  /** What it did to the names of tables and columns. */
  readonly names?: NameChange;
}

/** A table or column that came, went, is called otherwise from then on, or whose values have another form. */
export interface NameChange {
  readonly did: 'added' | 'dropped' | 'renamed' | 'converted';
  readonly table: string;
  /** Without it the table itself is meant. */
  readonly column?: string;
  readonly to?: string;
  /** The form that the values of a column had before; absent when that is what they have again. */
  readonly form?: string;
}

const C = {
  sequence: column('sequence', 'long'),
  id: column('id', 'uuid'),
  run: column('run', 'uuid'),
  began: column('began', 'instant'),
  ended: column('ended', 'instant'),
  by: column('author', 'text'),
  model: column('model', 'string'),
  version: column('version', 'string'),
  step: column('step', 'text'),
  message: column('message', 'text'),
  loses: column('loses', 'long'),
  names: column('names', 'text'),
} as const;

/** The table of a managed store in which is kept what models have been applied to it. */
export const appliedTable = {
  name: 'caruso_applied',
  columns: columnDefinitions(C, {
    optional: [C.ended, C.names],
    sizes: new Map<Column, number>([
      [C.model, 200],
      [C.version, 100],
    ]),
  }),
  key: [C.sequence.name],
  unique: [[C.id.name]],
} satisfies TableDefinition;

export const appliedColumns: readonly Column[] = Object.values(C);
export const inOrder = [{ column: C.sequence }];

/** What an alteration does to names; undefined when they stay as they are. */
export function nameChangeOf(alteration: Alteration): NameChange | undefined {
  const { table } = alteration;
  switch (alteration.do) {
    case 'createTable':
      return { did: 'added', table };
    case 'addColumn':
      return { did: 'added', table, column: alteration.column.name };
    case 'dropTable':
      return { did: 'dropped', table };
    case 'dropColumn':
      return { did: 'dropped', table, column: alteration.column };
    case 'renameTable':
      return { did: 'renamed', table, to: alteration.to };
    case 'renameColumn':
      return { did: 'renamed', table, column: alteration.column, to: alteration.to };
    default:
      return undefined;
  }
}

export function insertApplied(applied: Omit<AppliedStep, 'ended'>): Statement {
  const { names, loses, id, run, began, by, model, version, step, message } = applied;
  const cells: Cell[] = cellsOf([
    [C.id, id],
    [C.run, run],
    [C.began, began],
    [C.by, by],
    [C.model, model],
    [C.version, version],
    [C.step, step],
    [C.message, message],
    [C.loses, String(loses)],
    [C.names, names === undefined ? null : JSON.stringify(names)],
  ]);
  return { insert: { table: appliedTable.name, cells, generated: C.sequence } };
}

export const endApplied = (id: string, ended: string): Statement => ({
  update: {
    table: appliedTable.name,
    set: cellsOf([[C.ended, ended]]),
    where: { column: C.id, op: 'eq', value: id },
    expect: 1,
  },
});

export function readApplied(row: Row): AppliedStep {
  const text = (name: keyof typeof C) => String(row[C[name].name]);
  const { ended, names } = row;
  return {
    id: text('id'),
    run: text('run'),
    began: text('began'),
    ...(ended === null || ended === undefined ? {} : { ended: String(ended) }),
    by: text('by'),
    model: text('model'),
    version: text('version'),
    step: text('step'),
    message: text('message'),
    loses: Number(row.loses),
    ...(typeof names === 'string' ? { names: JSON.parse(names) as NameChange } : {}),
  };
}
