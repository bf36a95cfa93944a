import type { Stub } from '@caruso/core';
import type { Cell, Column, Row, Statement, Storage, TableDefinition } from '@caruso/storage-manager/contract';
import { ReportingErrors } from '../errors.js';
import type { LiveSnapshot } from '../live/live-state.js';
import type { Outcome, Segment } from '../live/segment.js';

const STORE = 'system';
const SEGMENTS = 'rep_segment';
const CHECKPOINT = 'rep_checkpoint';
const READ_AT_ONCE = 50_000;
const ONLY = 1;

const segment = { name: 'segment', type: 'long' } as const satisfies Column;
const contact = { name: 'contact', type: 'string' } as const satisfies Column;
const queue = { name: 'queue', type: 'string' } as const satisfies Column;
const queuedAt = { name: 'queued_at', type: 'long' } as const satisfies Column;
const thresholdMs = { name: 'threshold_ms', type: 'long' } as const satisfies Column;
const outcome = { name: 'outcome', type: 'string' } as const satisfies Column;
const agent = { name: 'agent', type: 'string' } as const satisfies Column;
const answeredAt = { name: 'answered_at', type: 'long' } as const satisfies Column;
const leftAt = { name: 'left_at', type: 'long' } as const satisfies Column;
const wrappedAt = { name: 'wrapped_at', type: 'long' } as const satisfies Column;
const all = [segment, contact, queue, queuedAt, thresholdMs, outcome, agent, answeredAt, leftAt, wrappedAt];

const id = { name: 'id', type: 'integer' } as const satisfies Column;
const event = { name: 'event', type: 'long' } as const satisfies Column;
const shape = { name: 'shape', type: 'string' } as const satisfies Column;
const state = { name: 'state', type: 'json' } as const satisfies Column;

const tables: readonly TableDefinition[] = [
  {
    name: SEGMENTS,
    columns: [
      { ...segment, required: true },
      { ...contact, size: 100, required: true },
      { ...queue, size: 100, required: true },
      { ...queuedAt, required: true },
      { ...thresholdMs, required: true },
      { ...outcome, size: 20, required: true },
      { ...agent, size: 100 },
      answeredAt,
      leftAt,
      wrappedAt,
    ],
    key: [segment.name],
    indexes: [[queuedAt.name]],
  },
  {
    name: CHECKPOINT,
    columns: [
      { ...id, required: true },
      { ...event, required: true },
      { ...shape, size: 100, required: true },
      { ...state, required: true },
    ],
    key: [id.name],
  },
];

/** How far the facts go, and the live state at that event in the shape that is noted with it. */
export interface Checkpoint {
  readonly event: number;
  readonly shape: string;
  readonly state: LiveSnapshot;
}

/** The segments as a table in the store `system`, with the number of the last event they reflect. */
export class FactStore {
  readonly #storage: Stub<typeof Storage>;

  constructor(storage: Stub<typeof Storage>) {
    this.#storage = storage;
  }

  async define(): Promise<void> {
    await this.#storage.define({ store: STORE, tables: [...tables] });
  }

  async checkpoint(): Promise<Checkpoint | undefined> {
    const [row] = await this.#storage.select({ store: STORE, table: CHECKPOINT, columns: [event, shape, state] });
    if (!row) return undefined;
    return { event: Number(row.event), shape: String(row.shape), state: row.state as unknown as LiveSnapshot };
  }

  /**
   * Stores what a batch of events has changed, and the checkpoint with it: both or neither, so each event counts once.
   *
   * @param before - the event up to which the facts went before; 0 at the very first write
   * @throws ReportingErrors.AnotherProjection when somebody else has carried them on meanwhile
   */
  async write(changed: Iterable<Segment>, before: number, checkpoint: Checkpoint): Promise<void> {
    const facts = [...changed].map((fact): Statement => {
      if (fact.segment > before) return { insert: { table: SEGMENTS, cells: cellsOf(fact) } };
      const where = { column: segment, op: 'eq', value: String(fact.segment) } as const;
      return { update: { table: SEGMENTS, set: cellsOf(fact).slice(1), where, expect: 1 } };
    });
    try {
      await this.#storage.write({ store: STORE, statements: [checkpointStatement(before, checkpoint), ...facts] });
    } catch (thrown) {
      const now = await this.checkpoint();
      if ((now?.event ?? 0) !== before)
        throw new ReportingErrors.AnotherProjection({ event: before }, { cause: thrown });
      throw thrown;
    }
  }

  /** Reads the segments enqueued in [start, end), milliseconds since 1970 UTC, in their order. */
  async *segments(start: number, end: number): AsyncGenerator<Segment> {
    for (let last = '0'; ; ) {
      const rows = await this.#storage.select({
        store: STORE,
        table: SEGMENTS,
        columns: all,
        where: {
          all: [
            { column: queuedAt, op: 'gte', value: String(start) },
            { column: queuedAt, op: 'lt', value: String(end) },
            { column: segment, op: 'gt', value: last },
          ],
        },
        order: [{ column: segment }],
        limit: READ_AT_ONCE,
      });
      for (const row of rows) yield segmentOf(row);
      if (rows.length < READ_AT_ONCE) return;
      last = String(rows.at(-1)?.segment);
    }
  }
}

function checkpointStatement(before: number, checkpoint: Checkpoint): Statement {
  const only = { column: id, value: ONLY };
  const cells: Cell[] = [
    { column: event, value: String(checkpoint.event) },
    { column: shape, value: checkpoint.shape },
    { column: state, value: { ...checkpoint.state } },
  ];
  if (before === 0) return { insert: { table: CHECKPOINT, cells: [only, ...cells] } };
  const unchanged = { column: event, op: 'eq', value: String(before) } as const;
  const where = { all: [{ ...only, op: 'eq' } as const, unchanged] };
  return { update: { table: CHECKPOINT, set: cells, where, expect: 1 } };
}

function cellsOf(fact: Segment): Cell[] {
  const time = (value: number | null) => (value === null ? null : String(value));
  return [
    { column: segment, value: String(fact.segment) },
    { column: contact, value: fact.contact },
    { column: queue, value: fact.queue },
    { column: queuedAt, value: String(fact.queuedAt) },
    { column: thresholdMs, value: String(fact.thresholdMs) },
    { column: outcome, value: fact.outcome },
    { column: agent, value: fact.agent },
    { column: answeredAt, value: time(fact.answeredAt) },
    { column: leftAt, value: time(fact.leftAt) },
    { column: wrappedAt, value: time(fact.wrappedAt) },
  ];
}

function segmentOf(row: Row): Segment {
  const time = (value: unknown) => (value === null || value === undefined ? null : Number(value));
  return {
    segment: Number(row.segment),
    contact: String(row.contact),
    queue: String(row.queue),
    queuedAt: Number(row.queued_at),
    thresholdMs: Number(row.threshold_ms),
    outcome: String(row.outcome) as Outcome,
    agent: row.agent === null ? null : String(row.agent),
    answeredAt: time(row.answered_at),
    leftAt: time(row.left_at),
    wrappedAt: time(row.wrapped_at),
  };
}
