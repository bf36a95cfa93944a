import type { Value } from '@caruso/storage-manager/contract';
import type { Entity, Filter } from '../contract.js';
import type { Field } from '../repository/plan/field.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import { coerce } from '../values/coerce.js';

type Values = Readonly<Record<string, unknown>>;
type Named = Extract<Filter, { readonly attribute: string }>;

/** Where linked objects are found. */
export interface LinkedObjects {
  plan(object: string): ObjectPlan;
  get(object: string, key: string): Promise<Entity | null>;
}

/**
 * Whether a rule's filter holds for an object with some values: what {@link filterCondition} asks a database, without one,
 * because values that are to be written are in none yet. Rules compare by `eq`, `ne` and `in` only.
 */
export async function holds(source: LinkedObjects, object: string, filter: Filter, values: Values): Promise<boolean> {
  if ('all' in filter || 'any' in filter) {
    const parts = 'all' in filter ? filter.all : filter.any;
    const needed = 'any' in filter;
    for (const part of parts) if ((await holds(source, object, part, values)) === needed) return needed;
    return !needed;
  }
  if ('not' in filter) return !(await holds(source, object, filter.not, values));
  return 'attribute' in filter && namedHolds(source, object, filter, values);
}

async function namedHolds(source: LinkedObjects, object: string, filter: Named, values: Values): Promise<boolean> {
  const plan = source.plan(object);
  const [name = '', ...rest] = filter.attribute.split('.');
  const value = values[name] ?? null;
  if (rest.length > 0) {
    const to = plan.model.links.get(name)?.to ?? '';
    const linked = value === null ? null : await source.get(to, String(value));
    return namedHolds(source, to, { ...filter, attribute: rest.join('.') }, linked?.values ?? {});
  }
  const field = plan.field(name);
  const isSame = (other: unknown) => stored(field, value) === stored(field, other);
  if (filter.op === 'in') return filter.values.some(isSame);
  if (filter.op === 'eq') return isSame(filter.value);
  return filter.op === 'ne' && !isSame(filter.value);
}

/** The value as its columns would hold it, because `007` and `7` may be the same there. */
function stored(field: Field, value: unknown): string {
  if (value === null) return 'null';
  const fit: Value | undefined = field.kind === 'link' ? String(value) : coerce(field.model.type, value);
  const cells = fit === undefined ? undefined : field.write(fit);
  return cells === undefined ? `no ${field.name}: ${String(value)}` : JSON.stringify(cells);
}
