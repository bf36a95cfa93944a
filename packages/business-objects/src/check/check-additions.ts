import type { Stub } from '@caruso/core';
import { didYouMean } from '@caruso/language';
import type { CatalogueTable, Cell, Storage } from '@caruso/storage-manager/contract';
import type { GoneNames } from '../applied/gone-names.js';
import type { Problems } from '../documents/problems.js';
import type { Field } from '../repository/plan/field.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import { placeOf } from './check-columns.js';
import type { TablePart } from './table-parts.js';

/** What the rows of a managed table get in columns that join it. */
export interface Additions {
  readonly store: string;
  readonly table: string;
  readonly presets: readonly Cell[];
}

/** What to do about a model that asks for what an applied one has taken away. */
export const OLDER =
  'this model is older than the store, or brings back what has gone: start with the model that was applied, or let caruso model apply add it anew, empty';

/**
 * Reports mapped columns that cannot join a managed table that exists: those of its key, those that an applied model
 * has taken away, and required ones without a preset.
 */
export async function checkAdditions(
  plan: ObjectPlan,
  part: TablePart,
  table: CatalogueTable,
  gone: GoneNames,
  storage: Pick<Stub<typeof Storage>, 'select'>,
  problems: Problems,
): Promise<Additions> {
  const { mapping, model } = plan;
  const { store } = mapping;
  const present = new Set(table.columns.map(({ name }) => name));
  const free = [...present].filter((name) => !part.columns.some((column) => column.name === name));
  const report = (code: string, message: string, column: string, remedy: string) => {
    const meant = didYouMean(column, free);
    const hint = `${remedy}correct the column's name${meant === undefined ? '' : `: ${meant}`}`;
    const text = `The table '${table.name}' of '${store}' has no column '${column}', and ${message}`;
    problems.error(code, text, placeOf(mapping, part.prefix + column), hint);
  };
  const presets: Cell[] = [];
  let rows: Promise<boolean> | undefined;
  for (const field of plan.fields.values()) {
    for (const mapped of field.columns) {
      const column = part.columns.find(({ name }) => part.prefix + name === mapped.name);
      if (column === undefined || present.has(column.name)) continue;
      const { name } = column;
      const was = mapping.columnsWere.get(mapped.name);
      if (was !== undefined && present.has(was)) {
        const text = `The column '${name}' of '${table.name}' is still called '${was}' in '${store}'`;
        problems.error('not-renamed', text, placeOf(mapping, mapped.name), 'caruso model apply renames it');
        continue;
      }
      const why = gone.of(table.name, name);
      if (why !== undefined) {
        const text = `The column '${name}' of '${table.name}' in '${store}' ${why}`;
        problems.error('gone', text, placeOf(mapping, mapped.name), OLDER);
        continue;
      }
      if (model.key.includes(field.name)) {
        report('missing-key-column', 'the key of a table that exists cannot change', name, '');
        continue;
      }
      const value = presetOf(field);
      if (!field.model.required || value !== undefined) {
        if (value !== undefined) presets.push({ column, value });
        continue;
      }
      rows ??= hasRows(store, part, present, storage);
      if (!(await rows)) continue;
      const message = `the required '${field.name}' cannot be added to a table with rows`;
      const remedy = field.kind === 'attribute' ? 'give it a default, make it optional, or ' : 'make it optional, or ';
      report('missing-required-column', message, name, remedy);
    }
  }
  return { store, table: table.name, presets };
}

function presetOf(field: Field) {
  if (field.kind === 'link' || !field.model.required || field.model.default === undefined) return undefined;
  return field.stored.write(field.model.default);
}

async function hasRows(
  store: string,
  { columns, table }: TablePart,
  present: ReadonlySet<string>,
  storage: Pick<Stub<typeof Storage>, 'select'>,
): Promise<boolean> {
  const column = columns.find(({ name }) => present.has(name)) ?? { name: [...present][0] ?? '', type: 'string' };
  return (await storage.select({ store, table, columns: [column], limit: 1 })).length > 0;
}
