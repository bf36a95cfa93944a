import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { CatalogueTable } from '../catalogue/catalogue.js';
import type { Definitions } from '../definitions/definition-records.js';
import { openEngine } from '../engine/open-engine.js';
import { StorageErrors } from '../errors.js';
import { readAddress, type StoreOptions } from '../store-address.js';
import { explain } from '../store-errors.js';
import { joinTableName } from '../table-name.js';
import { entry, JOURNAL, Journal, type JournalStates } from './copy/journal.js';
import { dropTables } from './copy/make-tables.js';
import { quotedTable } from './copy/table-rows.js';
import { tableName } from './ddl/write-table.js';
import { adoptTables } from './found/adopt-tables.js';
import { asDefined, believed } from './own/as-defined.js';
import { definitionsIn, knownDefinitions } from './own/known-definitions.js';
import { ownProblems } from './own/own-problems.js';
import { planTransfer } from './plan/plan-transfer.js';
import type { NotMoved, TablePlan, TransferPlan } from './plan/transfer-plan.js';
import { namesTaken } from './preflight/names-taken.js';
import { observe } from './preflight/observe.js';
import { otherObjects } from './preflight/other-objects.js';
import type { ReportedSide, TransferReport } from './report/transfer-report.js';
import { catalogueOf, plain, type Side, snapshot } from './side.js';

const EXAMPLES = 5;
const MOST_EXAMPLES = 100;

/** What a transfer is doing, each time it has done a bit of it. */
export interface TransferProgress {
  readonly phase: 'checking' | 'copying' | 'reading again' | 'finishing' | 'proving' | 'comparing';
  readonly table: string;
  /** Rows of all tables in this phase so far, and how many there are. */
  readonly rows: number;
  readonly of: number;
}

export interface TransferOptions {
  /** An address, as stores have, of a database that is only read. */
  readonly from: string | StoreOptions;
  /** The address of the database that gets the tables. */
  readonly to: string | StoreOptions;
  /** What messages and the report call the two. */
  readonly names?: { readonly from: string; readonly to: string };
  /** Columns whose values are kept as text because they do not fit their type, as `table.column`. */
  readonly asText?: readonly string[];
  /** Moves the rows of foreign keys that lead to no row, without these foreign keys. */
  readonly leaveBrokenKeys?: boolean;
  /** Tables of CARUSO's own that are moved as they are found although nothing tells how they are defined. */
  readonly asFound?: readonly string[];
  /** Drops what an earlier run has left unfinished, and begins again. */
  readonly restart?: boolean;
  /** How many rows of each kind are shown of a table whose rows differ: 5 without it, at most 100. */
  readonly examples?: number;
  readonly onProgress?: (progress: TransferProgress) => void;
}

/** Both databases, and all that is known before anything is done. */
export interface OpenTransfer {
  readonly source: Side;
  readonly target: Side;
  readonly catalogue: readonly CatalogueTable[];
  readonly plan: TransferPlan;
  /** How tables of the target are defined that are CARUSO's own. */
  readonly definedThere: Definitions;
  readonly others: readonly NotMoved[];
  /** What the target has already, and which of it an earlier run has made. */
  readonly present: readonly CatalogueTable[];
  readonly own: readonly string[];
  readonly journal: Journal;
  readonly entries: ReadonlyMap<string, unknown>;
  readonly examples: number;
  readonly progress: (phase: TransferProgress['phase'], table: string, rows: number) => void;
  /** Makes the journal. */
  begin(): Promise<void>;
  /** Errors of a driver as those of the store. */
  explained<T>(side: 'source' | 'target', work: () => Promise<T>): Promise<T>;
  report(outcome: TransferReport['outcome'], parts: Partial<TransferReport>): TransferReport;
  close(): Promise<void>;
}

export async function openTransfer(options: TransferOptions, does: 'move' | 'compare'): Promise<OpenTransfer> {
  const started = Date.now();
  const source = await openSide(options.names?.from ?? 'from', options.from, 'source');
  let target: Side | undefined;
  try {
    target = await openSide(options.names?.to ?? 'to', options.to, 'target');
    if (source.kind === target.kind && source.engine.address === target.engine.address)
      throw new StorageErrors.TransferToItself({ address: source.engine.address });
    return await prepare(options, does, source, target, started);
  } catch (thrown) {
    await source.engine.close();
    await target?.engine.close();
    throw thrown;
  }
}

async function prepare(
  options: TransferOptions,
  does: 'move' | 'compare',
  source: Side,
  target: Side,
  started: number,
): Promise<OpenTransfer> {
  const explained: OpenTransfer['explained'] = async (which, work) => {
    try {
      return await work();
    } catch (thrown) {
      const { name, engine } = which === 'source' ? source : target;
      throw explain(engine.address, { store: name, table: 'the transfer', statement: 0 }, thrown);
    }
  };
  const definitions = knownDefinitions(
    await explained('source', () => definitionsIn(source)),
    await explained('target', () => definitionsIn(target)),
    target.kind,
  );
  const tables = await explained('source', () => catalogueOf(source, JOURNAL));
  const defined = believed(source.kind, tables, definitions.source);
  const catalogue = asDefined(source.kind, tables, defined);
  const journal = new Journal(target.engine, target.kind);
  const left = await explained('target', () => readJournal(target, journal));
  const restart = options.restart === true && left.size > 0;
  if (restart) await explained('target', () => startAnew(target, journal, left));
  const entries = restart ? new Map<string, unknown>() : left;
  const run = entry(entries, 'run');
  const taken = run?.taken ?? (await explained('target', () => namesTaken(target)));
  const facts = await explained('source', () =>
    snapshot(source, async (reading) => ({
      observations: await observe(source.kind, target.kind, reading, catalogue),
      others: await otherObjects(source.kind, reading),
      rows: await countRows(source, reading, catalogue),
    })),
  );
  const { observations, others } = facts;
  const planned = planTransfer(catalogue, {
    from: source.kind,
    to: target.kind,
    asText: options.asText ?? [],
    observations,
    taken,
    definitions: defined,
    definitionsOf: target.engine.dialect.definitions,
  });
  const presentTables = await explained('target', () => catalogueOf(target, JOURNAL));
  const definedThere = definitions.target;
  const present = asDefined(target.kind, presentTables, definedThere);
  const isFound = (name: string) => (run ? (run.found ?? []).includes(name) : does === 'move');
  const adopted = adoptTables(planned, present, isFound, believed(target.kind, presentTables, definedThere));
  const problems = ownProblems({
    source,
    target,
    catalogue,
    definitions: defined,
    isManaged: typeof options.from !== 'string' && options.from.schema === 'managed',
    asFound: options.asFound ?? [],
  });
  const plan = { ...adopted, problems: [...adopted.problems, ...problems] };
  const nameOf = ({ schema, target: name }: TablePlan) => joinTableName({ schema, name });
  const own = plan.tables.map(nameOf);
  const state: JournalStates['run'] = {
    from: source.engine.address,
    shape: shapeOf(plan),
    tables: plan.tables.map((table) => tableName(target.kind, table)),
    taken,
    found: plan.tables.filter(({ found }) => found).map(nameOf),
  };
  if (run !== undefined && (run.from !== state.from || run.shape !== state.shape))
    throw new StorageErrors.UnfinishedTransfer({ store: target.name, from: run.from, same: run.from === state.from });
  if (target.kind === 'sqlite') {
    await target.engine.read((connection) => connection.run(plain('PRAGMA foreign_keys = OFF')));
    await target.engine.read((connection) => connection.run(plain('PRAGMA ignore_check_constraints = ON')));
  }
  return {
    source,
    target,
    catalogue,
    plan,
    definedThere,
    others,
    present,
    own: run === undefined ? [] : own,
    journal,
    entries,
    examples: Math.min(Math.max(options.examples ?? EXAMPLES, 0), MOST_EXAMPLES),
    progress: counting(options.onProgress, facts.rows),
    explained,
    begin: async () => {
      await explained('target', async () => {
        await journal.make();
        await target.engine.transaction((connection) => journal.write(connection, 'run', state));
      });
    },
    report: (outcome, parts) => ({
      outcome,
      from: reported(source),
      to: reported(target),
      at: new Date(started).toISOString(),
      seconds: (Date.now() - started) / 1_000,
      resumed: run !== undefined,
      tables: [],
      found: plan.tables.flatMap(({ source: name, found }) => (found ? [name] : [])),
      notMoved: [],
      warnings: [],
      problems: [],
      ...parts,
    }),
    close: async () => {
      await source.engine.close();
      await target.engine.close();
    },
  };
}

async function openSide(name: string, given: string | StoreOptions, role: 'source' | 'target'): Promise<Side> {
  // As a store of others, so that SQLite's file keeps its way of writing.
  const address = { ...readAddress(name, given), schema: 'readonly' } as const;
  if (address.path === ':memory:')
    throw new StorageErrors.BadStoreAddress({ store: name, reason: 'a database in memory cannot be moved from or to' });
  if (role === 'target' && address.engine === 'sqlite') makeFile(address.path);
  return { name, kind: address.engine, engine: await openEngine(name, address), zone: address.zone.name };
}

/** A database of SQLite begins as an empty file. */
function makeFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  closeSync(openSync(path, 'a'));
}

const reported = ({ name, kind, engine }: Side): ReportedSide => ({
  store: name,
  engine: kind,
  address: engine.address,
});

/** A plan that is equal makes and fills the same tables; what columns count up to next may have changed. */
function shapeOf({ tables, enums }: TransferPlan): string {
  const text = JSON.stringify([tables, enums], (key, value: unknown) => (key === 'next' ? undefined : value));
  return createHash('sha256').update(text).digest('hex');
}

async function readJournal(target: Side, journal: Journal): Promise<ReadonlyMap<string, unknown>> {
  const tables = await target.engine.read((connection) => target.engine.catalogue(connection));
  return tables.some(({ name }) => name === JOURNAL) ? journal.read() : new Map();
}

async function startAnew(target: Side, journal: Journal, entries: ReadonlyMap<string, unknown>): Promise<void> {
  const run = entry(entries, 'run');
  const found = new Set((run?.found ?? []).map((name) => quotedTable(target.kind, name)));
  const begun = (run?.tables ?? []).filter((_, number) => entry(entries, 'table', number) !== undefined);
  await dropTables(
    target,
    begun.filter((table) => !found.has(table)),
    begun.filter((table) => found.has(table)),
  );
  await journal.drop();
}

async function countRows(
  source: Side,
  reading: Parameters<Parameters<typeof snapshot>[1]>[0],
  catalogue: readonly CatalogueTable[],
): Promise<number> {
  let sum = 0;
  for (const { name, kind } of catalogue) {
    if (kind === 'view') continue;
    sum += Number((await reading.rows(plain(`SELECT COUNT(*) FROM ${quotedTable(source.kind, name)}`)))[0]?.[0]);
  }
  return sum;
}

/** Adds up the rows of each phase. */
function counting(onProgress: TransferOptions['onProgress'], of: number): OpenTransfer['progress'] {
  let current: string | undefined;
  let sum = 0;
  return (phase, table, rows) => {
    if (phase !== current) sum = 0;
    current = phase;
    sum += rows;
    onProgress?.({ phase, table, rows: sum, of });
  };
}
