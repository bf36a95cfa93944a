import type { Stub } from '@caruso/core';
import type {
  Cell,
  Column,
  Condition,
  Row,
  Statement,
  Storage,
  TableDefinition,
} from '@caruso/storage-manager/contract';
import { ReportingErrors } from '../errors.js';
import type { LiveSnapshot } from '../live/live-state.js';
import type { ReceivedMail } from '../live/received-mail.js';
import type { Outcome, Segment } from '../live/segment.js';

const STORE = 'system';
const SEGMENTS = 'rep_segment';
const MAILS = 'rep_mail';
const CHECKPOINT = 'rep_checkpoint';
const READ_AT_ONCE = 50_000;
const ONLY = 1;

const segment = { name: 'segment', type: 'long' } as const satisfies Column;
const contact = { name: 'contact', type: 'string' } as const satisfies Column;
const queue = { name: 'queue', type: 'string' } as const satisfies Column;
const queuedAt = { name: 'queued_at', type: 'long' } as const satisfies Column;
const arrivedAt = { name: 'arrived_at', type: 'long' } as const satisfies Column;
const thresholdMs = { name: 'threshold_ms', type: 'long' } as const satisfies Column;
const estimateMs = { name: 'estimate_ms', type: 'long' } as const satisfies Column;
const outcome = { name: 'outcome', type: 'string' } as const satisfies Column;
const agent = { name: 'agent', type: 'string' } as const satisfies Column;
const answeredAt = { name: 'answered_at', type: 'long' } as const satisfies Column;
const leftAt = { name: 'left_at', type: 'long' } as const satisfies Column;
const wrappedAt = { name: 'wrapped_at', type: 'long' } as const satisfies Column;
const replyMs = { name: 'reply_ms', type: 'long' } as const satisfies Column;
const overdue = { name: 'overdue', type: 'boolean' } as const satisfies Column;
const resolutionMs = { name: 'resolution_ms', type: 'long' } as const satisfies Column;
const stay = [segment, contact, queue, queuedAt, thresholdMs, outcome, agent, answeredAt, leftAt, wrappedAt];
const all = [...stay, arrivedAt, estimateMs, replyMs, overdue, resolutionMs];

const number = { name: 'number', type: 'long' } as const satisfies Column;
const at = { name: 'at', type: 'long' } as const satisfies Column;
const kind = { name: 'kind', type: 'string' } as const satisfies Column;

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
      arrivedAt,
      { ...thresholdMs, required: true },
      estimateMs,
      { ...outcome, size: 20, required: true },
      { ...agent, size: 100 },
      answeredAt,
      leftAt,
      wrappedAt,
      replyMs,
      overdue,
      resolutionMs,
    ],
    key: [segment.name],
    indexes: [[queuedAt.name], [leftAt.name]],
  },
  {
    name: MAILS,
    columns: [
      { ...number, required: true },
      { ...at, required: true },
      { ...queue, size: 100, required: true },
      { ...kind, size: 20, required: true },
    ],
    key: [number.name],
    indexes: [[at.name]],
  },
  {
    name: CHECKPOINT,
    columns: [
      { ...id, required: true },
      { ...event, required: true },
      at,
      { ...shape, size: 100, required: true },
      { ...state, required: true },
    ],
    key: [id.name],
  },
];

/** A live state, in the shape that is noted with it. */
interface KeptState {
  readonly shape: string;
  readonly state: LiveSnapshot;
}

/** How far the facts go: number and time (ms UTC) of the last event; and a live state at that event or before. */
export interface Checkpoint extends KeptState {
  readonly event: number;
  readonly at: number;
}

/** How far the facts go from now on; the live state that was kept stays if there is none. */
export interface Progress extends Pick<Checkpoint, 'event' | 'at'> {
  readonly kept: KeptState | undefined;
}

/** What a batch of events has changed: segments as they are now, and mails that have come. */
export interface ChangedFacts {
  readonly segments: Iterable<Segment>;
  readonly mails: readonly ReceivedMail[];
}

/** The segments and the mails received as tables in the store `system`, with the number of the last event they reflect. */
export class FactStore {
  readonly #storage: Stub<typeof Storage>;

  constructor(storage: Stub<typeof Storage>) {
    this.#storage = storage;
  }

  async define(): Promise<void> {
    await this.#storage.define({ store: STORE, tables: [...tables] });
  }

  async checkpoint(): Promise<Checkpoint | undefined> {
    const [row] = await this.#storage.select({ store: STORE, table: CHECKPOINT, columns: [event, at, shape, state] });
    if (!row) return undefined;
    const live = row.state as unknown as LiveSnapshot;
    // Checkpoints of former versions have the state of their event.
    return { event: Number(row.event), at: Number(row.at ?? live.at), shape: String(row.shape), state: live };
  }

  /**
   * Stores what a batch of events has changed, and the checkpoint with it: both or neither, so each event counts once.
   *
   * @param before - the event up to which the facts went before; 0 at the very first write, which keeps a live state
   * @throws ReportingErrors.AnotherProjection when somebody else has carried them on meanwhile
   */
  async write({ segments, mails }: ChangedFacts, before: number, progress: Progress): Promise<void> {
    const facts = [...segments].map((fact): Statement => {
      if (fact.segment > before) return { insert: { table: SEGMENTS, cells: cellsOf(fact) } };
      const where = { column: segment, op: 'eq', value: String(fact.segment) } as const;
      return { update: { table: SEGMENTS, set: cellsOf(fact).slice(1), where, expect: 1 } };
    });
    const came = mails.map((mail) => ({ insert: { table: MAILS, cells: mailCells(mail) } }));
    try {
      await this.#storage.write({
        store: STORE,
        statements: [checkpointStatement(before, progress), ...facts, ...came],
      });
    } catch (thrown) {
      const now = await this.checkpoint();
      if ((now?.event ?? 0) !== before)
        throw new ReportingErrors.AnotherProjection({ event: before }, { cause: thrown });
      throw thrown;
    }
  }

  /** Reads the segments enqueued in [start, end), milliseconds since 1970 UTC, in their order. */
  segments(start: number, end: number): AsyncGenerator<Segment> {
    const from: Condition = { column: queuedAt, op: 'gte', value: String(start) };
    return this.#segments({ all: [from, { column: queuedAt, op: 'lt', value: String(end) }] });
  }

  /** Reads the segments enqueued before a moment that were pending then. */
  async *pendingAt(moment: number): AsyncGenerator<Segment> {
    const before: Condition = { column: queuedAt, op: 'lt', value: String(moment) };
    yield* this.#segments({ all: [{ column: leftAt, op: 'isNull' }, before] });
    yield* this.#segments({ all: [{ column: leftAt, op: 'gte', value: String(moment) }, before] });
  }

  /** Reads the mails received in [start, end), milliseconds since 1970 UTC, in their order. */
  async *mails(start: number, end: number): AsyncGenerator<ReceivedMail> {
    const from: Condition = { column: at, op: 'gte', value: String(start) };
    const where: Condition = { all: [from, { column: at, op: 'lt', value: String(end) }] };
    for await (const row of this.#rows(MAILS, number, [number, at, queue, kind], where))
      yield { number: Number(row.number), at: Number(row.at), queue: String(row.queue), kind: String(row.kind) };
  }

  async *#segments(where: Condition): AsyncGenerator<Segment> {
    for await (const row of this.#rows(SEGMENTS, segment, all, where)) yield segmentOf(row);
  }

  /** Rows in the order of their key. */
  async *#rows(table: string, key: Column, columns: readonly Column[], where: Condition): AsyncGenerator<Row> {
    for (let last = '0'; ; ) {
      const rows = await this.#storage.select({
        ...{ store: STORE, table, columns: [...columns], order: [{ column: key }], limit: READ_AT_ONCE },
        where: { all: [where, { column: key, op: 'gt', value: last }] },
      });
      yield* rows;
      if (rows.length < READ_AT_ONCE) return;
      last = String(rows.at(-1)?.[key.name]);
    }
  }
}

function checkpointStatement(before: number, { event: last, at: time, kept }: Progress): Statement {
  const only = { column: id, value: ONLY };
  const live: Cell[] = kept
    ? [
        { column: shape, value: kept.shape },
        { column: state, value: { ...kept.state } },
      ]
    : [];
  const cells: Cell[] = [{ column: event, value: String(last) }, { column: at, value: String(time) }, ...live];
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
    { column: estimateMs, value: time(fact.estimateMs) },
    { column: outcome, value: fact.outcome },
    { column: agent, value: fact.agent },
    { column: answeredAt, value: time(fact.answeredAt) },
    { column: leftAt, value: time(fact.leftAt) },
    { column: wrappedAt, value: time(fact.wrappedAt) },
    { column: replyMs, value: time(fact.replyMs) },
    { column: overdue, value: fact.overdue },
    { column: arrivedAt, value: String(fact.arrivedAt) },
    { column: resolutionMs, value: time(fact.resolutionMs) },
  ];
}

function mailCells(mail: ReceivedMail): Cell[] {
  return [
    { column: number, value: String(mail.number) },
    { column: at, value: String(mail.at) },
    { column: queue, value: mail.queue },
    { column: kind, value: mail.kind },
  ];
}

function segmentOf(row: Row): Segment {
  const time = (value: unknown) => (value === null || value === undefined ? null : Number(value));
  return {
    segment: Number(row.segment),
    contact: String(row.contact),
    queue: String(row.queue),
    queuedAt: Number(row.queued_at),
    // Facts of former versions do not tell.
    arrivedAt: Number(row.arrived_at ?? row.queued_at),
    thresholdMs: Number(row.threshold_ms),
    estimateMs: time(row.estimate_ms),
    outcome: String(row.outcome) as Outcome,
    agent: row.agent === null ? null : String(row.agent),
    answeredAt: time(row.answered_at),
    leftAt: time(row.left_at),
    wrappedAt: time(row.wrapped_at),
    replyMs: time(row.reply_ms),
    overdue: row.overdue === true,
    resolutionMs: time(row.resolution_ms),
  };
}
