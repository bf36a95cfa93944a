import type { CatalogueColumn, CatalogueTable } from '../catalogue/catalogue.js';
import type { CompleteTable } from '../sql/definition.js';
import { type AlteredColumn, type Difference, fillingName, type WantedTable } from './alteration.js';
import {
  type EngineName,
  familyOf,
  limitsIn,
  limitsOf,
  logicalTypeOf,
  sameLimits,
  widest,
  withLimits,
} from './column-state.js';
import { columnSets, OWN_INDEX } from './index-sets.js';

/** A difference before anything has been counted. */
export type Draft = Omit<Difference, 'rows' | 'loses' | 'examples' | 'sql'> & {
  /** It is one only if there are rows concerned, which have to be counted first. */
  readonly onlyIfAny?: true;
};

/** A wanted table, and how it and its columns were called. */
export interface Wanted {
  readonly table: CompleteTable;
  readonly was: string | undefined;
  readonly columns: WantedTable['columns'];
}

/**
 * The differences between tables that are there and tables as they are wanted, in the order in which they can be made even:
 * first what all can live with, last what only the newest can.
 *
 * @param gone tables that are wanted no more
 */
export function compareTables(
  engine: EngineName,
  catalogue: readonly CatalogueTable[],
  wanted: readonly Wanted[],
  gone: readonly string[] = [],
): readonly Draft[] {
  const found = new Map(catalogue.filter(({ kind }) => kind === 'table').map((table) => [table.name, table]));
  const drafts = wanted.flatMap((each) => {
    const present = found.get(each.table.name) ?? (each.was === undefined ? undefined : found.get(each.was));
    if (present !== undefined) return new TableComparison(engine, present, each).drafts();
    const definition = { ...each.table, columns: [...each.table.columns] };
    return [
      {
        phase: 'expand',
        alteration: { do: 'createTable', table: each.table.name, definition },
        table: each.table.name,
      },
    ] as Draft[];
  });
  for (const table of gone) {
    if (!found.has(table)) continue;
    drafts.push({ phase: 'contract', alteration: { do: 'dropTable', table, loses: 0 }, table });
  }
  const of = (phase: Draft['phase']) => drafts.filter((draft) => draft.phase === phase);
  return [...of('expand'), ...of('switch'), ...of('contract')];
}

class TableComparison {
  readonly #drafts: Draft[] = [];
  readonly #engine: EngineName;
  readonly #present: CatalogueTable;
  readonly #wanted: Wanted;
  /** Columns that are there, by what they are to be called. */
  readonly #columns: ReadonlyMap<string, CatalogueColumn>;

  constructor(engine: EngineName, present: CatalogueTable, wanted: Wanted) {
    this.#engine = engine;
    this.#present = present;
    this.#wanted = wanted;
    const there = new Map(present.columns.map((column) => [column.name, column]));
    this.#columns = new Map(
      wanted.columns.flatMap(({ name, was }) => {
        const column = there.get(name) ?? (was === undefined ? undefined : there.get(was));
        return column === undefined ? [] : [[name, column] as const];
      }),
    );
  }

  drafts(): readonly Draft[] {
    const { table } = this.#wanted;
    if (this.#present.name !== table.name) {
      this.#add('switch', { do: 'renameTable', table: this.#present.name, to: table.name });
    }
    this.#compareKey();
    for (const column of this.#wanted.columns) this.#compareColumn(column);
    this.#compareIndexes();
    this.#compareRest();
    return this.#drafts;
  }

  #compareKey(): void {
    const key = this.#wanted.table.key.map((name) => this.#columns.get(name)?.name ?? name);
    if (key.join('\0') === this.#present.key.join('\0')) return;
    const found = this.#present.key.join(', ') || 'none';
    this.#refuse(`its key is ${found}, and the key of a table that exists cannot change`);
  }

  #compareColumn(given: WantedTable['columns'][number]): void {
    const { key, unique, indexes } = this.#wanted.table;
    const { was: _, ...rest } = given;
    const isKey = key.includes(given.name);
    const indexed = isKey || [...unique, ...indexes].some((columns) => columns.includes(given.name));
    const column: AlteredColumn = {
      ...rest,
      required: given.required ?? false,
      generated: given.generated ?? false,
      indexed,
    };
    const present = this.#columns.get(given.name);
    if (present === undefined) {
      if (isKey) return;
      this.#add('expand', { do: 'addColumn', table: this.#present.name, column }, given.name);
      return;
    }
    const isRenamed = present.name !== given.name;
    if (isRenamed) {
      const table = this.#wanted.table.name;
      this.#add('switch', { do: 'renameColumn', table, column: present.name, to: given.name }, present.name);
    }
    const from = logicalTypeOf(this.#engine, present);
    if (familyOf(this.#engine, from) !== familyOf(this.#engine, column.type)) this.#convert(column, present, isKey);
    else if (isTextOnly(this.#engine, column)) this.#convert(column, present, isKey, { onlyIfAny: true });
    else this.#compareLimits(column, present, isKey);
    this.#compareRequired(column, present, isKey);
  }

  #compareLimits(column: AlteredColumn, present: CatalogueColumn, isKey: boolean): void {
    const [is, wanted] = [limitsIn(this.#engine, this.#present, present), limitsOf(this.#engine, column)];
    const both = widest(is, wanted);
    const required = !present.nullable && (column.required || isKey);
    const isFreed = !present.nullable && !required && !present.generated;
    if (!sameLimits(both, is) || isFreed) {
      const widened = { ...withLimits(column, both), name: present.name, required, generated: false };
      this.#add('expand', { do: 'widen', table: this.#present.name, column: widened }, present.name);
    }
    const isOptional = present.nullable && column.required && !isKey;
    if (!sameLimits(wanted, both) || isOptional) {
      const narrowed = { ...column, required: column.required || isKey, generated: false };
      this.#add('contract', { do: 'narrow', table: this.#wanted.table.name, column: narrowed, loses: 0 }, column.name);
    }
  }

  #compareRequired(column: AlteredColumn, present: CatalogueColumn, isKey: boolean): void {
    if (!column.required || isKey || !present.nullable) return;
    const table = this.#wanted.table.name;
    this.#drafts.push({
      phase: 'contract',
      alteration: { do: 'fill', table, column },
      table,
      column: column.name,
      onlyIfAny: true,
    });
  }

  #convert(column: AlteredColumn, present: CatalogueColumn, isKey: boolean, more: Pick<Draft, 'onlyIfAny'> = {}): void {
    const table = this.#wanted.table.name;
    const from = logicalTypeOf(this.#engine, present);
    if (isKey && more.onlyIfAny) return;
    if (isKey) {
      this.#refuse(
        `it is of type ${from}, and the key of a table that exists cannot become ${column.type}`,
        column.name,
      );
      return;
    }
    const { scale } = limitsIn(this.#engine, this.#present, present);
    const convert = { table, column, from, ...(scale === undefined ? {} : { scale }) };
    this.#drafts.push({ phase: 'switch', convert, table, column: column.name, ...more });
  }

  #compareIndexes(): void {
    const { table } = this.#wanted;
    const there = columnSets(this.#present);
    const nameThere = (column: string) => this.#columns.get(column)?.name ?? column;
    const isConverted = (column: string) =>
      this.#drafts.some(({ convert, onlyIfAny }) => convert?.column.name === column && !onlyIfAny);
    const wanted = [
      ...table.unique.map((columns) => ({ columns, unique: true })),
      ...table.indexes.map((columns) => ({ columns, unique: false })),
    ];
    for (const { columns, unique } of wanted) {
      const same = columns.map(nameThere).join('\0');
      const waits = columns.some((column) => isConverted(column) || nameThere(column) !== column);
      const isThere = there.some((each) => each.columns.join('\0') === same && each.unique === unique);
      if (isThere && !columns.some(isConverted)) continue;
      const where = waits ? table.name : this.#present.name;
      this.#add(
        waits ? 'contract' : 'expand',
        { do: 'addIndex', table: where, columns: [...columns], unique },
        columns.join(', '),
      );
    }
    const kept = new Set(wanted.map(({ columns, unique }) => `${unique} ${columns.map(nameThere).join('\0')}`));
    for (const { name, columns, unique } of there) {
      if (name === undefined || !OWN_INDEX.test(name) || kept.has(`${unique} ${columns.join('\0')}`)) continue;
      this.#add('contract', { do: 'dropIndex', table: table.name, columns: [...columns], unique }, columns.join(', '));
    }
  }

  /** Columns to which nothing is mapped any more. */
  #compareRest(): void {
    const used = new Set([...this.#columns.values()].map(({ name }) => name));
    const filling = new Set(this.#drafts.flatMap(({ convert }) => (convert ? [fillingName(convert.column.name)] : [])));
    for (const { name, nullable, generated, default: preset } of this.#present.columns) {
      if (used.has(name) || filling.has(name) || this.#present.key.includes(name)) continue;
      if (!nullable && !generated && preset === undefined) {
        this.#add('expand', { do: 'relax', table: this.#present.name, column: name }, name);
      }
      this.#add('contract', { do: 'dropColumn', table: this.#wanted.table.name, column: name, loses: 0 }, name);
    }
  }

  #add(phase: Draft['phase'], alteration: NonNullable<Draft['alteration']>, column?: string): void {
    this.#drafts.push({ phase, alteration, table: alteration.table, ...(column === undefined ? {} : { column }) });
  }

  #refuse(refused: string, column?: string): void {
    const table = this.#wanted.table.name;
    this.#drafts.push({ phase: 'switch', refused, table, ...(column === undefined ? {} : { column }) });
  }
}

/** Whether values of the type lie in a column that would take any other text as well. */
const isTextOnly = (engine: EngineName, { type }: AlteredColumn) =>
  type !== 'string' && type !== 'text' && familyOf(engine, type) === 'text';
