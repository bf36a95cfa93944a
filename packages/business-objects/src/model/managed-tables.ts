import type { Column, Condition, TableDefinition } from '@caruso/storage-manager/contract';
import type { ObjectPlan } from '../repository/object-plan.js';

/** The table of an object type in a managed store: its columns, its key, and an index for each link. */
export function tableDefinition(plan: ObjectPlan): TableDefinition {
  const { mapping, keyColumns } = plan;
  const columns = new Map<string, TableDefinition['columns'][number]>();
  for (const field of plan.fields.values()) {
    const required = field.model.required || plan.model.key.includes(field.name);
    const { size, precision } = field.kind === 'attribute' ? sizes(field.model, field.columns[0]?.type) : {};
    const generated = field.kind === 'attribute' && field.stored.mapping.generate === 'database';
    for (const column of field.columns) {
      columns.set(column.name, {
        ...column,
        required,
        generated,
        ...(size === undefined ? {} : { size }),
        ...(precision === undefined ? {} : { precision }),
      });
    }
  }
  for (const column of plan.columns) if (!columns.has(column.name)) columns.set(column.name, column);
  for (const { column } of mapping.remove ?? []) if (!columns.has(column.name)) columns.set(column.name, column);
  for (const column of columnsOf(mapping.where)) if (!columns.has(column.name)) columns.set(column.name, column);
  const links = [...plan.fields.values()].filter(({ kind }) => kind === 'link');
  return {
    name: mapping.table,
    columns: [...columns.values()],
    key: keyColumns.map(({ name }) => name),
    indexes: links.map((link) => link.columns.map(({ name }) => name)),
  };
}

function sizes(attribute: { readonly size?: number; readonly precision?: number }, type: string | undefined) {
  return {
    size: type === 'string' ? attribute.size : undefined,
    precision: type === 'decimal' ? attribute.precision : undefined,
  };
}

function columnsOf(condition: Condition | undefined): readonly Column[] {
  if (condition === undefined) return [];
  if ('not' in condition) return columnsOf(condition.not);
  if ('op' in condition) return [condition.column];
  return ('all' in condition ? condition.all : condition.any).flatMap(columnsOf);
}
