import { newId } from '@caruso/core';
import type { Cell, Column, Condition, Row, Statement, TableDefinition, Value } from '@caruso/storage-manager/contract';
import type { Erasure } from '../contract.js';
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

const column = (name: string, type: Column['type']): Column => ({ name, type });
const R = {
  sequence: column('sequence', 'long'),
  id: column('id', 'uuid'),
  object: column('object', 'string'),
  key: column('object_key', 'string'),
  state: column('state', 'string'),
  at: column('at', 'instant'),
  actor: column('actor', 'text'),
  roles: column('roles', 'text'),
  caller: column('caller', 'text'),
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

const optional: readonly Column[] = [R.actor, R.reason, S.reason];
const sized = (each: Column) => (each.name === 'state' ? { size: 10 } : each.name === 'object' ? { size: 100 } : {});
const columnsOf = (columns: Readonly<Record<string, Column>>) =>
  Object.values(columns).map((each) => ({
    ...each,
    required: !optional.includes(each),
    generated: each.name === 'sequence',
    ...sized(each),
  }));

/** The tables of the system store with the receipts of erasures, and with what they have to do. */
export const erasureTables = [
  {
    name: 'caruso_erasure',
    columns: columnsOf(R),
    key: ['sequence'],
    unique: [['id']],
    indexes: [['object_key'], ['state']],
  },
  { name: 'caruso_erasure_step', columns: columnsOf(S), key: ['sequence'], unique: [['id']], indexes: [['erasure']] },
] satisfies TableDefinition[];
const RECORDS = 'caruso_erasure';
const STEPS = 'caruso_erasure_step';

const cells = (values: readonly (readonly [Column, Value])[]): Cell[] =>
  values.map(([each, value]) => ({ column: each, value }));
const withId = (id: string): Condition => ({ column: R.id, op: 'eq', value: id });

export function insertRecord(record: ErasureRecord): Statement {
  const { id, object, key, state, at, actor, roles, caller, reason, kept, outbox } = record;
  return {
    insert: {
      table: RECORDS,
      cells: cells([
        [R.id, id],
        [R.object, object],
        [R.key, key],
        [R.state, state],
        [R.at, at],
        [R.actor, actor ?? null],
        [R.roles, JSON.stringify(roles)],
        [R.caller, caller],
        [R.reason, reason ?? null],
        [R.kept, JSON.stringify(kept)],
        [R.outbox, outbox],
      ]),
    },
  };
}

export function updateRecord({ id, state, kept, outbox }: ErasureRecord): Statement {
  const set = cells([
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
      cells: cells([
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
  const set = cells([
    [S.state, state],
    [S.reason, reason ?? null],
  ]);
  return { update: { table: STEPS, set, where: withId(id) } };
}

/** Records of a person, of one id, or in a state; the earliest first. */
export function selectRecords(by: { readonly object: string; readonly key: string } | { readonly state: string }) {
  const all: Condition[] =
    'state' in by
      ? [{ column: R.state, op: 'eq', value: by.state }]
      : [
          { column: R.key, op: 'eq', value: by.key },
          { column: R.object, op: 'eq', value: by.object },
        ];
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
    ...(row.actor === null ? {} : { actor: String(row.actor) }),
    roles: JSON.parse(String(row.roles)) as string[],
    caller: String(row.caller),
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
