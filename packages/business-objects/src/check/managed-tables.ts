import type { ColumnDefinition, TableDefinition } from '@caruso/storage-manager/contract';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import { columnsOf, type TablePart, tableParts } from './table-parts.js';

type Column = ColumnDefinition;

/**
 * The tables of object types in a managed store: their columns, their keys, and an index for each link. Where several types
 * have rows of one table, a column is required only if each of them requires it.
 */
export function tableDefinitions(plans: readonly ObjectPlan[]): TableDefinition[] {
  const tables = new Map<string, TableDefinition[]>();
  for (const plan of plans) {
    for (const part of tableParts(plan)) {
      tables.set(part.table, [...(tables.get(part.table) ?? []), definitionOf(plan, part)]);
    }
  }
  return [...tables.values()].map((definitions) => definitions.reduce(merged));
}

function definitionOf(plan: ObjectPlan, { table, prefix, columns: own, key, where }: TablePart): TableDefinition {
  const { mapping } = plan;
  const columns = new Map<string, Column>();
  const bareName = (name: string) => name.slice(prefix.length);
  const lies = ({ name }: { readonly name: string }) => own.some((column) => prefix + column.name === name);
  const fields = [...plan.fields.values()].filter((field) => field.columns.every(lies));
  for (const field of fields) {
    const required = field.model.required || plan.model.key.includes(field.name);
    const { size, precision } = field.kind === 'attribute' ? sizes(field.model, field.columns[0]?.type) : {};
    const generated = field.kind === 'attribute' && field.stored.mapping.generate === 'database';
    for (const column of field.columns) {
      const name = bareName(column.name);
      columns.set(name, {
        ...column,
        name,
        required,
        generated,
        ...(size === undefined ? {} : { size }),
        ...(precision === undefined ? {} : { precision }),
      });
    }
  }
  const add = (column: Column) => {
    if (!columns.has(column.name)) columns.set(column.name, column);
  };
  for (const column of [...own, ...columnsOf(where)]) add(withDefaults(column));
  if (prefix === '') for (const { column } of mapping.remove ?? []) add(withDefaults(column));
  return {
    name: table,
    columns: [...columns.values()],
    key: [...key],
    unique: plan.model.unique.flatMap((names) => {
      const members = names.map((name) => fields.find((field) => field.name === name));
      if (members.includes(undefined)) return [];
      return [members.flatMap((field) => (field?.columns ?? []).map((column) => bareName(column.name)))];
    }),
    indexes: fields.filter(({ kind }) => kind === 'link').map((link) => link.columns.map(({ name }) => bareName(name))),
  };
}

const withDefaults = (column: Omit<Column, 'required' | 'generated'>): Column => ({
  ...column,
  required: false,
  generated: false,
});

function merged(one: TableDefinition, other: TableDefinition): TableDefinition {
  const columns = new Map<string, Column>();
  for (const column of [...one.columns, ...other.columns]) {
    const everywhere = [one, other].every((table) =>
      table.columns.some((each) => each.name === column.name && each.required),
    );
    const generated = column.generated === true || columns.get(column.name)?.generated === true;
    columns.set(column.name, { ...columns.get(column.name), ...column, required: everywhere, generated });
  }
  return {
    ...one,
    columns: [...columns.values()],
    unique: [...(one.unique ?? []), ...(other.unique ?? [])],
    indexes: [...(one.indexes ?? []), ...(other.indexes ?? [])],
  };
}

function sizes(attribute: { readonly size?: number; readonly precision?: number }, type: string | undefined) {
  return {
    size: type === 'string' ? attribute.size : undefined,
    precision: type === 'decimal' ? attribute.precision : undefined,
  };
}
