import { type CallOptions, CarusoError, type Stub } from '@caruso/core';
import { didYouMean } from '@caruso/language';
import type { AttributeValue, BusinessObjects, ObjectType } from '../contract.js';
import { ObjectErrors } from '../errors.js';
import { type ColumnMapping, mapColumns } from './column-mapping.js';
import { type CsvFormat, csvRecords } from './csv-records.js';
import { groupBy } from './group-by.js';
import { changesIn, type ImportRow, type RefusedCell, type RowFormat, readRow } from './import-rows.js';
import { matchRows, valuesOf } from './match-rows.js';

/** How a file is imported. */
export interface ImportOptions extends CsvFormat, Partial<RowFormat> {
  readonly object: string;
  /** Attributes and links to one by heading, where the headings do not say it themselves. */
  readonly columns?: Readonly<Record<string, string>>;
  /** By what rows are matched with objects; by default the key. Empty: every row is a new object. */
  readonly match?: readonly string[];
  /** Whether only is said what would happen. */
  readonly dryRun?: boolean;
  /** Up to which line the file was imported before. */
  readonly after?: number;
  /** Told after each chunk of rows up to which line the file is imported. */
  readonly onProgress?: (report: ImportReport, line: number) => void | Promise<void>;
}

/** What became, or would become, of the rows of a file. */
export interface ImportReport {
  readonly rows: number;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  /** Why rows were refused, the first thousand reasons. */
  readonly refusals: readonly RefusedCell[];
  /** What is changed of the first objects that are. */
  readonly changes: readonly {
    readonly line: number;
    readonly key: string;
    readonly changes: Readonly<Record<string, { readonly from: AttributeValue; readonly to: AttributeValue }>>;
  }[];
  readonly columns: Readonly<Record<string, string>>;
  readonly ignored: readonly string[];
}

type Objects = Pick<Stub<typeof BusinessObjects>, 'types' | 'find' | 'validate' | 'create' | 'createMany' | 'update'>;

const CHUNK = 200;
const MOST_REFUSALS = 1_000;
const SHOWN_CHANGES = 20;

/**
 * Imports a CSV file as objects of a type: rows are matched with what is there, and create or change it. A row that is refused
 * is reported with its line, column and reason, and takes no other with it.
 *
 * @param options for whom it is imported, too: what he may not write is refused
 * @throws ObjectErrors.UnreadableFile, ObjectErrors.WrongColumns, ObjectErrors.UnknownObject
 * @example
 * ```ts
 * const report = await importCsv(objects, createReadStream('customers.csv'), { object: 'Customer', match: ['email'], dryRun: true });
 * report.refusals; // [{ line: 7, column: 'E-mail', reason: 'must be an e-mail address' }]
 * ```
 */
export async function importCsv(
  objects: Objects,
  bytes: AsyncIterable<Uint8Array>,
  options: ImportOptions,
  call: CallOptions = {},
): Promise<ImportReport> {
  const types = await objects.types({}, call);
  const type = types.find(({ name }) => name === options.object);
  if (type === undefined) {
    const suggestion = didYouMean(
      options.object,
      types.map(({ name }) => name),
    );
    throw new ObjectErrors.UnknownObject({ object: options.object, suggestion });
  }
  let run: ImportRun | undefined;
  let chunk: ImportRow[] = [];
  const format: RowFormat = { empty: 'keep', ...options };
  for await (const record of csvRecords(bytes, options)) {
    if (run === undefined)
      run = new ImportRun(objects, type, mapColumns(type, record.fields, options.columns), options, call);
    else if (record.line > (options.after ?? 0)) chunk.push(readRow(record, run.mapping.columns, format));
    if (chunk.length < CHUNK) continue;
    await run.take(chunk);
    chunk = [];
  }
  if (run === undefined)
    throw new ObjectErrors.UnreadableFile({ reason: 'it is empty; the first record must hold the headings' });
  if (chunk.length > 0) await run.take(chunk);
  return run.report;
}

interface Change {
  readonly row: ImportRow;
  readonly key: string;
  readonly version: string;
  readonly changes: Record<string, AttributeValue>;
}

class ImportRun {
  readonly mapping: ColumnMapping;
  readonly #objects: Objects;
  readonly #options: ImportOptions;
  readonly #call: CallOptions;
  readonly #match: readonly string[];
  /** In which line an object was first. */
  readonly #lines = new Map<string, number>();
  readonly #counts = { rows: 0, created: 0, changed: 0, unchanged: 0, refused: 0 };
  readonly #refusals: RefusedCell[] = [];
  readonly #changes: ImportReport['changes'][number][] = [];

  constructor(objects: Objects, type: ObjectType, mapping: ColumnMapping, options: ImportOptions, call: CallOptions) {
    this.mapping = mapping;
    this.#objects = objects;
    this.#options = options;
    this.#call = call;
    this.#match = options.match ?? type.key;
    const members = mapping.columns.map(({ member }) => member);
    const absent = this.#match.filter((name) => !members.includes(name));
    if (absent.length > 0) {
      const how = options.match === undefined ? `; say by what else, or that all are new (no match)` : '';
      throw new ObjectErrors.WrongColumns({
        problems: [`rows are matched by ${absent.join(', ')}, for which there is no column${how}`],
      });
    }
  }

  get report(): ImportReport {
    const columns = Object.fromEntries(this.mapping.columns.map(({ heading, member }) => [heading, member]));
    return {
      ...this.#counts,
      refusals: this.#refusals,
      changes: this.#changes,
      columns,
      ignored: this.mapping.ignored,
    };
  }

  async take(rows: readonly ImportRow[]): Promise<void> {
    this.#counts.rows += rows.length;
    const { object, dryRun = false, onProgress } = this.#options;
    const readable = rows.filter((row) => row.refused.length === 0 || this.#refuse(row.refused));
    const single = readable.filter(
      (row) => this.#match.length === 0 || this.#isFirst(row.line, valuesOf(row.values, this.#match)),
    );
    const matches = await matchRows(this.#objects, object, single, this.#match, this.#call);
    const created: ImportRow[] = [];
    const changed: Change[] = [];
    for (const [index, row] of single.entries()) {
      const match = matches[index];
      if (match === undefined || 'reason' in match) this.#refuse([{ line: row.line, reason: match?.reason ?? '' }]);
      else if (match.entity === undefined) created.push(row);
      else if (this.#isFirst(row.line, `key ${match.entity.key}`)) {
        const { key, version } = match.entity;
        const changes = changesIn(row, match.entity);
        for (const name of this.#match) delete changes[name];
        if (Object.keys(changes).length === 0) this.#counts.unchanged += 1;
        else changed.push({ row, key, version, changes });
        if (Object.keys(changes).length > 0 && this.#changes.length < SHOWN_CHANGES) {
          const both = Object.entries(changes).map(
            ([name, to]) => [name, { from: match.entity?.values[name], to }] as const,
          );
          this.#changes.push({ line: row.line, key, changes: Object.fromEntries(both) });
        }
      }
    }
    await (dryRun ? this.#try(created, changed) : this.#write(created, changed));
    this.#refusals.sort((a, b) => a.line - b.line);
    await onProgress?.(this.report, rows.at(-1)?.line ?? 0);
  }

  async #try(created: readonly ImportRow[], changed: readonly Change[]): Promise<void> {
    const items = [
      ...created.map(({ values }) => ({ values: { ...values } })),
      ...changed.map(({ key, changes }) => ({ key, values: changes })),
    ];
    if (items.length === 0) return;
    const rows = [...created, ...changed.map(({ row }) => row)];
    const found = await this.#objects.validate({ object: this.#options.object, items }, this.#call);
    const wrong = groupBy(found, ({ index }) => index);
    for (const [index, row] of rows.entries()) {
      const violations = wrong.get(index);
      if (violations !== undefined) this.#refuse(violations.map((each) => this.#cell(row, each)));
      else this.#counts[index < created.length ? 'created' : 'changed'] += 1;
    }
  }

  async #write(created: readonly ImportRow[], changed: readonly Change[]): Promise<void> {
    const { object } = this.#options;
    if (created.length > 0) await this.#create(created);
    for (const { row, ...change } of changed) {
      const done = await this.#attempt(row, () => this.#objects.update({ object, ...change }, this.#call));
      if (done) this.#counts.changed += 1;
    }
  }

  /** Creates all together, and when that is refused each on its own, so that those that can be are. */
  async #create(rows: readonly ImportRow[]): Promise<void> {
    const { object } = this.#options;
    try {
      await this.#objects.createMany({ object, items: rows.map(({ values }) => ({ ...values })) }, this.#call);
      this.#counts.created += rows.length;
    } catch (thrown) {
      if (!isRefusal(thrown)) throw thrown;
      for (const row of rows) {
        const create = () => this.#objects.create({ object, values: { ...row.values } }, this.#call);
        if (await this.#attempt(row, create)) this.#counts.created += 1;
      }
    }
  }

  async #attempt(row: ImportRow, action: () => Promise<unknown>): Promise<boolean> {
    try {
      await action();
      return true;
    } catch (thrown) {
      if (!isRefusal(thrown)) throw thrown;
      if (ObjectErrors.Invalid.is(thrown))
        return this.#refuse(thrown.data.violations.map((each) => this.#cell(row, each)));
      return this.#refuse([{ line: row.line, reason: thrown.message }]);
    }
  }

  #cell({ line }: ImportRow, { attribute, message }: { attribute: string; message: string }): RefusedCell {
    const column = this.mapping.columns.find(({ member }) => member === attribute)?.heading;
    return column === undefined ? { line, reason: `${attribute} ${message}` } : { line, column, reason: message };
  }

  /** Whether no row before was about the same object. */
  #isFirst(line: number, object: string): boolean {
    const before = this.#lines.get(object);
    if (before !== undefined) return this.#refuse([{ line, reason: `is about the same object as line ${before}` }]);
    this.#lines.set(object, line);
    return true;
  }

  /** Notes why a row is not taken. @returns false */
  #refuse(refused: readonly RefusedCell[]): false {
    this.#counts.refused += 1;
    this.#refusals.push(...refused.slice(0, MOST_REFUSALS - this.#refusals.length));
    return false;
  }
}

/** Whether it was the row that was wrong, and not a store that does not answer. */
function isRefusal(thrown: unknown): thrown is CarusoError {
  return CarusoError.is(thrown) && ['invalid', 'conflict', 'forbidden', 'not-found'].includes(thrown.kind);
}
