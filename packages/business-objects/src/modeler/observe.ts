import type { CatalogueTable, Column, Condition, Row, Value } from '@caruso/storage-manager/contract';
import { declaredKey, possibleKeys, type TableKey } from './choose-key.js';
import { looksLikeCodes, MOST_CODES } from './code-list.js';
import type { EngineName } from './readings.js';
import { booleanCodes } from './recognise-booleans.js';
import { dateFormat, timeFormat } from './recognise-dates.js';
import { declaredRelations, type Relation, type TableFacts } from './relation.js';
import { type ColumnSample, type SampleSource, sampleTable, type TableSample } from './sample.js';
import { type Suspicion, suspectedRelations } from './suggest-relations.js';
import { wordsOf } from './words.js';

/** All that was found out about the tables of a store. */
export interface Observations {
  readonly facts: ReadonlyMap<string, TableFacts>;
  readonly relations: readonly Relation[];
  /** In words, by table: what was seen and did not become a relation. */
  readonly refused: ReadonlyMap<string, readonly string[]>;
}

/** So many rows are read to see whether a column tells them apart. */
const MOST_ROWS = 100_000;
/** So many different values are looked up to see whether a column leads somewhere. */
const LOOKED_UP = 200;
const CERTAIN = 0.9;
const LIKELY = 0.5;
/** Reads that are under way at the same time. */
const AT_ONCE = 4;

/** Looks at the tables: some rows of each, whether code lists are whole, what tells rows apart, which columns lead where. */
export async function observe(
  source: SampleSource,
  store: string,
  tables: readonly CatalogueTable[],
  engine: EngineName,
): Promise<Observations> {
  const looked = await inParallel(tables, async (table): Promise<TableFacts> => {
    const sample = await completed(source, store, table, await sampleTable(source, store, table, engine));
    const key = declaredKey(table, sample) ?? (await keyByData(source, store, table, sample));
    return { table, sample, key };
  });
  const facts = new Map(looked.map((each) => [each.table.name, each]));
  const { relations: declared, refused } = declaredRelations(facts);
  const relations = [...declared];
  const notes = new Map([...refused].map(([table, list]) => [table, [...list]]));
  const suspected = suspectedRelations(facts, declared);
  const judged = await inParallel(suspected, (each) => judge(source, store, each, facts));
  for (const [index, verdict] of judged.entries()) {
    const suspicion = suspected[index];
    if (suspicion === undefined || verdict === undefined) continue;
    if (verdict.share >= CERTAIN)
      relations.push({ ...suspicion, note: `no foreign key says so, but ${verdict.words}` });
    else if (verdict.share >= LIKELY) {
      const { from, to, columns } = suspicion;
      notes.set(from, [...(notes.get(from) ?? []), `${columns.join(', ')} may lead to ${to}: ${verdict.words}`]);
    }
  }
  return { facts, relations, refused: notes };
}

/** Values that the sample of a large table has missed, of columns that would be taken for code lists or dates. */
export async function completed(
  source: SampleSource,
  store: string,
  table: CatalogueTable,
  sample: TableSample,
): Promise<TableSample> {
  if (sample.complete || sample.failure !== undefined) return sample;
  const columns = new Map(sample.columns);
  for (const [name, found] of columns) {
    const words = wordsOf(name);
    const isFlag =
      found.type === 'integer' &&
      /^tinyint\(1\)/i.test(table.columns.find((each) => each.name === name)?.engineType ?? '');
    const isList = () => looksLikeCodes(found, words) || booleanCodes(found, words, isFlag) !== undefined;
    if ((found.type !== 'string' && found.type !== 'integer') || table.key.includes(name)) continue;
    const counts = new Map(found.counts);
    const column: Column = { name, type: found.type };
    if (isList()) {
      while (counts.size <= MOST_CODES) {
        const missed = await oneValue(source, store, table.name, column, {
          not: { column, op: 'in', values: [...counts.keys()] },
        });
        if (missed === undefined) break;
        counts.set(missed, 1);
      }
    } else if (dateFormat(found) !== undefined || timeFormat(found) !== undefined) {
      const missed = await oneValue(source, store, table.name, column, outlier(column, found));
      if (missed !== undefined) counts.set(missed, 1);
    }
    columns.set(name, { ...found, counts });
  }
  return { ...sample, columns };
}

/** A condition that values are likely to meet which are no dates, although most are. */
function outlier(column: Column, { counts }: ColumnSample): Condition {
  const known: Condition = { not: { column, op: 'in', values: [...counts.keys()] } };
  if (column.type === 'integer') {
    const beyond: Condition[] = [
      { column, op: 'lt', value: 18_000_101 },
      { column, op: 'gt', value: 99_991_231 },
    ];
    return { all: [known, { any: beyond }] };
  }
  const [first] = [...counts.keys()].map(String).filter((value) => value.length >= 8);
  const isYearFirst = /^\d{4}/.test(first ?? '');
  const usual = (isYearFirst ? ['18', '19', '20', '21', '9999'] : ['0', '1', '2', '3']).map(
    (value): Condition => ({ column, op: 'startsWith', value }),
  );
  return { all: [known, { not: { any: usual } }] };
}

async function oneValue(
  source: SampleSource,
  store: string,
  table: string,
  column: Column,
  where: Condition,
): Promise<Value | undefined> {
  const present: Condition = { column, op: 'notNull' };
  const [row] = await source.select({ store, table, columns: [column], where: { all: [present, where] }, limit: 1 });
  return row?.[column.name] ?? undefined;
}

/** A key that only the data shows; a large table is read to the end for it, and a very large one has none. */
async function keyByData(
  source: SampleSource,
  store: string,
  table: CatalogueTable,
  sample: TableSample,
): Promise<TableKey | undefined> {
  for (const names of possibleKeys(table, sample)) {
    const columns = names.map((name) => ({ name, type: sample.columns.get(name)?.type ?? ('string' as const) }));
    const limit = MOST_ROWS;
    const rows = sample.complete ? sample.rows : await source.select({ store, table: table.name, columns, limit });
    if (rows.length === MOST_ROWS) return undefined;
    const tuple = (row: Row) => JSON.stringify(names.map((name) => row[name]));
    const isComplete = rows.every((row) => names.every((name) => row[name] !== null));
    if (isComplete && new Set(rows.map(tuple)).size === rows.length) {
      return {
        columns: names,
        note: `no key is declared; ${names.join(', ')} is different in each of ${rows.length} rows`,
      };
    }
  }
  return undefined;
}

interface Verdict {
  readonly share: number;
  readonly words: string;
}

/** How many of the values of a column are keys of the table it may lead to. */
async function judge(
  source: SampleSource,
  store: string,
  { from, columns, to, toColumns }: Suspicion,
  facts: ReadonlyMap<string, TableFacts>,
): Promise<Verdict | undefined> {
  const child = facts.get(from);
  const target = facts.get(to);
  if (child === undefined || target === undefined) return undefined;
  const tuples = new Map<string, readonly Value[]>();
  for (const row of child.sample.rows) {
    const tuple = columns.map((name) => row[name] ?? null);
    if (tuple.every((value) => value !== null) && tuples.size < LOOKED_UP) tuples.set(written(tuple), tuple);
  }
  if (tuples.size === 0) return undefined;
  const read = toColumns.map((name): Column => ({ name, type: target.sample.columns.get(name)?.type ?? 'string' }));
  const own = (tuple: readonly Value[]) => tuple.map((value, at) => asType(value, read[at]?.type));
  const wanted = [...tuples.values()]
    .map(own)
    .filter((tuple) => tuple.every((value) => value !== undefined)) as Value[][];
  const [first] = read;
  if (first === undefined || wanted.length === 0) return undefined;
  const where: Condition =
    read.length === 1
      ? { column: first, op: 'in', values: wanted.map(([value = null]) => value) }
      : {
          any: wanted.map((tuple) => ({
            all: read.map((column, at) => ({ column, op: 'eq' as const, value: tuple[at] ?? null })),
          })),
        };
  const rows = await source.select({ store, table: to, columns: read, where });
  const keys = new Set(rows.map((row) => written(toColumns.map((name) => row[name] ?? null))));
  const found = [...tuples.keys()].filter((text) => keys.has(text)).length;
  return {
    share: found / tuples.size,
    words: `${found} of ${tuples.size} values of ${columns.join(', ')} are keys of ${to}`,
  };
}

const written = (tuple: readonly Value[]) => JSON.stringify(tuple.map(String));

function asType(value: Value, type: Column['type'] | undefined): Value | undefined {
  if (type === 'integer') return Number.isSafeInteger(Number(value)) ? Number(value) : undefined;
  return String(value);
}

async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const at = next;
      next += 1;
      const item = items[at];
      if (item !== undefined) results[at] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}
