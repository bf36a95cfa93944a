import type { Cell, Column, Row, Statement, TableDefinition, Value } from '@caruso/storage-manager/contract';
import type { OutboxPart } from '../contract.js';
import { wholeOf } from '../model/split-extensions.js';
import { cellsOf, column, columnDefinitions } from '../records/own-table.js';
import { giveBytes, keepBytes } from '../values/bytes-in-json.js';

/** What a change does to one object. */
export interface PartObject {
  readonly object: string;
  readonly key: string;
  readonly operation: 'create' | 'update' | 'delete';
  /** What it holds when it is done; absent when there is none then. */
  readonly after?: readonly Cell[] | undefined;
}

/** How a part is undone, should it have to be. */
export interface PartUndo {
  /** Of the part that undoes it. */
  readonly id: string;
  readonly objects: readonly PartObject[];
  readonly statements: readonly Statement[];
  /** What is written in the system store together with that part. */
  readonly inSystem: readonly Statement[];
}

/** The part of a change that lies in one store, with how it is carried out. */
export interface StoredPart extends Omit<OutboxPart, 'objects'> {
  /** In the order in which parts were written. */
  readonly sequence: number;
  readonly objects: readonly PartObject[];
  readonly statements: readonly Statement[];
  /**
   * Present when the parts of its change are carried out one after the other, and those before are undone when one is refused:
   * what undoes this one.
   */
  readonly undo?: PartUndo;
}

const TABLE = 'caruso_outbox';
export const outboxColumns = {
  sequence: column('sequence', 'integer'),
  id: column('id', 'uuid'),
  change: column('change_id', 'uuid'),
  store: column('store', 'string'),
  state: column('state', 'string'),
  reason: column('reason', 'text'),
  attempts: column('attempts', 'integer'),
  createdAt: column('created_at', 'instant'),
  updatedAt: column('updated_at', 'instant'),
  content: column('content', 'text'),
} as const;
const C = outboxColumns;

/** The table of the system store in which parts wait that lie in other stores. */
export const outboxTable = {
  name: TABLE,
  columns: columnDefinitions(C, {
    optional: [C.reason],
    sizes: new Map([
      [C.store, 100],
      [C.state, 10],
    ]),
  }),
  key: ['sequence'],
  unique: [['id']],
  indexes: [['state'], ['change_id']],
} satisfies TableDefinition;

export function insertPart(part: Omit<StoredPart, 'sequence'>): Statement {
  const { objects, statements, undo } = part;
  const content = JSON.stringify({ objects, statements, ...(undo === undefined ? {} : { undo }) }, keepBytes);
  const values: readonly (readonly [Column, Value])[] = [
    [C.id, part.id],
    [C.change, part.change],
    [C.store, part.store],
    [C.state, part.state],
    [C.reason, part.reason ?? null],
    [C.attempts, part.attempts],
    [C.createdAt, part.createdAt],
    [C.updatedAt, part.updatedAt],
    [C.content, content],
  ];
  return { insert: { table: TABLE, cells: cellsOf(values) } };
}

/** A part's new state; only the one that it was in before is changed, so that nobody's news is lost. */
export function updatePart(
  { id, state: before }: StoredPart,
  now: {
    readonly state: OutboxPart['state'];
    readonly reason?: string;
    readonly attempts: number;
    readonly at: string;
  },
): Statement {
  return {
    update: {
      table: TABLE,
      set: [
        { column: C.state, value: now.state },
        { column: C.reason, value: now.reason ?? null },
        { column: C.attempts, value: now.attempts },
        { column: C.updatedAt, value: now.at },
      ],
      where: {
        all: [
          { column: C.id, op: 'eq', value: id },
          { column: C.state, op: 'eq', value: before },
        ],
      },
    },
  };
}

export function readPart(row: Row): StoredPart {
  const content = JSON.parse(String(row.content), giveBytes) as Pick<StoredPart, 'objects' | 'statements' | 'undo'>;
  const reason = row.reason === null ? {} : { reason: String(row.reason) };
  return {
    ...content,
    ...reason,
    sequence: Number(row.sequence),
    id: String(row.id),
    change: String(row.change_id),
    store: String(row.store),
    state: row.state as OutboxPart['state'],
    attempts: Number(row.attempts),
    createdAt: String(row.created_at),
    updatedAt: String(row.updated_at),
  };
}

/** A part as others see it. */
export function publicPart({ objects, sequence: _, statements: __, undo: ___, ...part }: StoredPart): OutboxPart {
  return {
    ...part,
    objects: objects.map(({ object, key, operation }) => {
      const whole = wholeOf(object);
      return { object: whole, key, operation: whole === object ? operation : 'update' };
    }),
  };
}
