import type { Column, Condition, Value } from '@caruso/storage-manager/contract';
import type { Filter } from '../../contract.js';
import { ObjectErrors } from '../../errors.js';
import { coerce } from '../../values/coerce.js';
import { TYPE_WORDS } from '../../values/limits.js';
import { columnsIn } from '../plan/column-conditions.js';
import type { AttributeField, Field, LinkField } from '../plan/field.js';
import type { ObjectPlan } from '../plan/object-plan.js';

/** The conditions that stand for filters over links, which {@link LinkFilters} finds out. */
export type LinkConditions = ReadonlyMap<Filter, Condition>;

type ValueFilter = Extract<Filter, { readonly value: unknown }>;
type NullFilter = Extract<Filter, { readonly op: 'isNull' | 'notNull' }>;
type Op = ValueFilter['op'];

const ORDER: readonly Op[] = ['lt', 'lte', 'gt', 'gte'];
const TEXTS: readonly string[] = ['string', 'text', 'enum', 'email', 'phone', 'url', 'uuid'];
const NOTHING: Condition = { any: [] };

/**
 * Turns a filter over attributes and links into a condition on rows. Null follows the expression language: it equals null
 * only, is not equal to everything else, and no order holds with it.
 *
 * @throws ObjectErrors.UnknownAttribute, ObjectErrors.FilterNotPossible
 */
export function filterCondition(plan: ObjectPlan, filter: Filter, links: LinkConditions): Condition {
  if ('all' in filter) return { all: filter.all.map((part) => filterCondition(plan, part, links)) };
  if ('any' in filter) return { any: filter.any.map((part) => filterCondition(plan, part, links)) };
  if ('not' in filter) return { not: filterCondition(plan, filter.not, links) };
  const linked = links.get(filter);
  if (linked !== undefined) return linked;
  if (!('attribute' in filter)) return NOTHING;
  const field = plan.field(filter.attribute);
  if (isNullFilter(filter)) return filter.op === 'isNull' ? isNull(field) : { not: isNull(field) };
  if (filter.op === 'in') return among(plan, field, filter.values);
  return field.kind === 'link' ? compareLink(plan, field, filter) : compared(plan, field, filter);
}

/** A search for a text, ignoring case, in all attributes marked for it. */
export function searchCondition(plan: ObjectPlan, search: string): Condition {
  const columns = [...plan.fields.values()].flatMap((field) =>
    field.kind === 'attribute' && field.model.search && field.stored.mapping.conversion.keepsText ? field.columns : [],
  );
  if (columns.length === 0) throw new ObjectErrors.NotSearchable({ object: plan.name });
  return { any: columns.map((column) => ({ column, op: 'containsIgnoreCase', value: search })) };
}

function isNullFilter(filter: Filter): filter is NullFilter {
  return 'op' in filter && (filter.op === 'isNull' || filter.op === 'notNull');
}

function isNull(field: Field): Condition {
  const none: Condition[] = field.columns.map((column) => ({ column, op: 'isNull' }));
  if (field.kind === 'attribute') none.push(...markerCondition(field));
  return { any: none };
}

function markerCondition({ stored: { mapping } }: AttributeField): Condition[] {
  return mapping.nullMarkers.map((value) => ({ column: mapping.column, op: 'eq', value }));
}

function compareLink(plan: ObjectPlan, field: LinkField, { op, value }: ValueFilter): Condition {
  if (op !== 'eq' && op !== 'ne')
    throw impossible(plan, field.name, `a link can be compared by eq, ne and in, not by ${op}`);
  if (value === null) return op === 'eq' ? isNull(field) : { not: isNull(field) };
  const same = among(plan, field, [value]);
  return op === 'eq' ? same : { not: same };
}

function among(plan: ObjectPlan, field: Field, values: readonly unknown[]): Condition {
  const tuples: (readonly Value[])[] = [];
  const others: Condition[] = [];
  for (const value of values) {
    if (value === null) continue;
    if (field.kind === 'attribute' && field.stored.mapping.conversion.spellings !== undefined) {
      others.push(spelled(field, typed(plan, field, value)));
      continue;
    }
    const tuple = field.kind === 'link' ? field.write(String(value)) : field.write(typed(plan, field, value));
    // A value that the column cannot express is in no row.
    if (tuple !== undefined) tuples.push(tuple);
  }
  const within = tuples.length === 0 ? NOTHING : columnsIn(field.columns, tuples);
  const any = [...others, ...(values.includes(null) ? [isNull(field)] : [])];
  return any.length === 0 ? within : { any: [within, ...any] };
}

function compared(plan: ObjectPlan, field: AttributeField, { op, value }: ValueFilter): Condition {
  const { conversion, column } = field.stored.mapping;
  if (op === 'eq' || op === 'ne') {
    if (value === null) return op === 'eq' ? isNull(field) : { not: isNull(field) };
    if (conversion.spellings !== undefined) {
      const same = spelled(field, typed(plan, field, value));
      return op === 'eq' ? same : { not: same };
    }
    const [stored] = field.write(typed(plan, field, value)) ?? [];
    if (op === 'eq') return stored === undefined ? NOTHING : { column, op, value: stored };
    return stored === undefined ? { all: [] } : { column, op, value: stored };
  }
  if (value === null) return NOTHING;
  if (ORDER.includes(op)) {
    refuseUnordered(plan, field);
    const [stored] = field.write(typed(plan, field, value)) ?? [];
    if (stored === undefined) throw impossible(plan, field.name, `the column cannot express ${JSON.stringify(value)}`);
    return withoutMarker(field, { column, op, value: stored });
  }
  if (typeof value !== 'string' || !TEXTS.includes(field.model.type) || !conversion.keepsText) {
    throw impossible(plan, field.name, `${op} looks into texts, which this column does not hold`);
  }
  return withoutMarker(field, { column, op, value });
}

/** Rows whose column is read as a value, in whichever of its spellings. */
function spelled(field: AttributeField, value: Value): Condition {
  const { conversion, column } = field.stored.mapping;
  const spellings = value === null ? undefined : conversion.spellings?.(value);
  if (spellings === undefined) return NOTHING;
  if ('among' in spellings) return { column, op: 'in', values: spellings.among };
  return { all: [{ not: { column, op: 'in', values: spellings.besides } }, { not: isNull(field) }] };
}

/** What stands for null takes no part in comparisons. */
function withoutMarker(field: AttributeField, condition: Condition): Condition {
  const marker = markerCondition(field);
  return marker.length === 0 ? condition : { all: [condition, ...marker.map((not) => ({ not }))] };
}

function typed(plan: ObjectPlan, field: AttributeField, value: unknown): Value {
  const coerced = coerce(field.model.type, value);
  if (coerced !== undefined) return coerced;
  throw impossible(plan, field.name, `${JSON.stringify(value)} is not ${TYPE_WORDS[field.model.type]}`);
}

/** @throws ObjectErrors.FilterNotPossible when the database cannot sort by the field as its values would be sorted */
export function refuseUnordered(plan: ObjectPlan, field: Field): readonly Column[] {
  if (field.kind === 'attribute') {
    const { column, conversion } = field.stored.mapping;
    if (column.type === 'json' || column.type === 'binary')
      throw impossible(plan, field.name, 'its values have no order');
    if (!conversion.keepsOrder)
      throw impossible(plan, field.name, 'its conversion does not keep the order of the values');
  }
  return field.columns;
}

export function impossible(plan: ObjectPlan, attribute: string, reason: string) {
  return new ObjectErrors.FilterNotPossible({ object: plan.name, attribute, reason });
}
