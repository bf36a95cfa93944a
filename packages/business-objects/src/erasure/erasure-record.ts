import { newId } from '@caruso/core';
import type { Condition, Row, Statement, TableDefinition } from '@caruso/storage-manager/contract';
import type { Erasure } from '../contract.js';
import {
  ABOUT,
  authorCells,
  BY,
  cellsOf,
  column,
  columnDefinitions,
  ofObjects,
  readAuthor,
} from '../records/own-table.js';
import type { KeptObject, PlannedStep } from './plan-erasure.js';

/** A request to erase a person, and how it stands. */
export interface ErasureRecord {
  readonly id: string;
  readonly object: string;
  readonly key: string;
  readonly state: Exclude<Erasure['state'], 'planned'>;
  readonly at: string;
  readonly actor?: string | undefined;
  readonly roles: readonly string[];
  readonly caller: string;
  readonly reason?: string | undefined;
  readonly kept: readonly KeptObject[];
  readonly outbox: number;
}

export interface ErasureStep extends PlannedStep {
  readonly id: string;
  readonly state: 'open' | 'done' | 'left';
  /** Why it is left. */
  readonly reason?: string | undefined;
}

const R = {
  sequence: column('sequence', 'long'),
  id: column('id', 'uuid'),
  ...ABOUT,
  state: column('state', 'string'),
  at: column('at', 'instant'),
  ...BY,
  reason: column('reason', 'text'),
  kept: column('kept', 'text'),
  outbox: column('outbox', 'integer'),
} as const;
const S = {
  sequence: column('sequence', 'long'),
  id: column('id', 'uuid'),
  erasure: column('erasure', 'uuid'),
  state: column('state', 'string'),
  reason: column('reason', 'text'),
  content: column('content', 'text'),
} as const;

const traits = {
  optional: [R.actor, R.reason, S.reason],
  sizes: new Map([
    [R.state, 10],
    [S.state, 10],
    [R.object, 100],
  ]),
};

/** The tables of the system store with the receipts of erasures, and with what they have to do. */
export const erasureTables = [
  {
    name: 'caruso_erasure',
    columns: columnDefinitions(R, traits),
    key: ['sequence'],
    unique: [['id']],
    indexes: [['object_key'], ['state']],
  },
  {
    name: 'caruso_erasure_step',
    columns: columnDefinitions(S, traits),
    key: ['sequence'],
    unique: [['id']],
    indexes: [['erasure']],
  },
] satisfies TableDefinition[];
const RECORDS = 'caruso_erasure';
const STEPS = 'caruso_erasure_step';

const withId = (id: string): Condition => ({ column: R.id, op: 'eq', value: id });

export function insertRecord(record: ErasureRecord): Statement {
  const { id, object, key, state, at, reason, kept, outbox } = record;
  return {
    insert: {
      table: RECORDS,
      cells: cellsOf([
        [R.id, id],
        [R.object, object],
        [R.key, key],
        [R.state, state],
        [R.at, at],
        ...authorCells(record),
        [R.reason, reason ?? null],
        [R.kept, JSON.stringify(kept)],
        [R.outbox, outbox],
      ]),
    },
  };
}

export function updateRecord({ id, state, kept, outbox }: ErasureRecord): Statement {
  const set = cellsOf([
    [R.state, state],
    [R.kept, JSON.stringify(kept)],
    [R.outbox, outbox],
  ]);
  return { update: { table: RECORDS, set, where: withId(id) } };
}

export const newStep = (step: PlannedStep): ErasureStep => ({ ...step, id: newId(), state: 'open' });

export function insertStep(erasure: string, { id, state, reason, ...content }: ErasureStep): Statement {
  return {
    insert: {
      table: STEPS,
      cells: cellsOf([
        [S.id, id],
        [S.erasure, erasure],
        [S.state, state],
        [S.reason, reason ?? null],
        [S.content, JSON.stringify(content)],
      ]),
    },
  };
}

export function updateStep({ id, state, reason }: ErasureStep): Statement {
  const set = cellsOf([
    [S.state, state],
    [S.reason, reason ?? null],
  ]);
  return { update: { table: STEPS, set, where: withId(id) } };
}

/** Records of a person, of one id, or in a state; the earliest first. */
export function selectRecords(by: { readonly object: string; readonly key: string } | { readonly state: string }) {
  const all: Condition[] =
    'state' in by ? [{ column: R.state, op: 'eq', value: by.state }] : [ofObjects(by.object, [by.key])];
  const order = [{ column: R.sequence }];
  return { store: 'system', table: RECORDS, columns: Object.values(R), where: { all }, order };
}

export function selectSteps(erasure: string) {
  const where = { column: S.erasure, op: 'eq' as const, value: erasure };
  return { store: 'system', table: STEPS, columns: Object.values(S), where, order: [{ column: S.sequence }] };
}

export function readRecord(row: Row): ErasureRecord {
  return {
    id: String(row.id),
    object: String(row.object),
    key: String(row.object_key),
    state: row.state as ErasureRecord['state'],
    at: String(row.at),
    ...readAuthor(row),
    ...(row.reason === null ? {} : { reason: String(row.reason) }),
    kept: JSON.parse(String(row.kept)) as KeptObject[],
    outbox: Number(row.outbox),
  };
}

export function readStep(row: Row): ErasureStep {
  return {
    ...(JSON.parse(String(row.content)) as PlannedStep),
    id: String(row.id),
    state: row.state as ErasureStep['state'],
    ...(row.reason === null ? {} : { reason: String(row.reason) }),
  };
}
