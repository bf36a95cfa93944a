import type { Condition, Row, Value } from '@caruso/storage-manager/contract';
import type { Filter } from '../../contract.js';
import { ObjectErrors } from '../../errors.js';
import type { LinkModel } from '../../model/model.js';
import { allOf, columnsIn } from '../plan/column-conditions.js';
import type { LinkField } from '../plan/field.js';
import type { ObjectPlan } from '../plan/object-plan.js';
import { filterCondition } from './filter-condition.js';
import { withoutFormulas } from './formula-filter.js';
import type { Selected } from './row-source.js';
import { linkedBy } from './sort-term.js';

/** What filters over links need of the reader. */
interface Source {
  plan(object: string): ObjectPlan;
  rows(plan: ObjectPlan, selected: Selected): Promise<readonly Row[]>;
  /** How many keys a filter may carry from one store to another. */
  readonly mostKeys: number;
}

type Named = Extract<Filter, { readonly attribute: string }>;
type Quantified = Extract<Filter, { readonly some: string }> | Extract<Filter, { readonly none: string }>;

/** Whether a filter asks for linked objects. */
function asksLinks(filter: Filter): boolean {
  if ('all' in filter) return filter.all.some(asksLinks);
  if ('any' in filter) return filter.any.some(asksLinks);
  if ('not' in filter) return asksLinks(filter.not);
  return 'some' in filter || 'none' in filter || filter.attribute.includes('.');
}

/**
 * Turns a filter into a condition on rows. What asks for linked objects becomes a look-up within the same statement in the
 * same store; from another one, or where keys lie in texts, the keys of what fits there are fetched first.
 *
 * @throws ObjectErrors.TooManyLinked when more objects of another store fit than keys may be carried over
 */
export async function conditionOf(source: Source, plan: ObjectPlan, given: Filter): Promise<Condition> {
  const filter = withoutFormulas(plan, given);
  const found = new Map<Filter, Condition>();
  if (asksLinks(filter)) await collect(source, plan, filter, found);
  return filterCondition(plan, filter, found);
}

async function collect(source: Source, plan: ObjectPlan, filter: Filter, found: Map<Filter, Condition>): Promise<void> {
  if ('all' in filter || 'any' in filter) {
    for (const part of 'all' in filter ? filter.all : filter.any) await collect(source, plan, part, found);
  } else if ('not' in filter) await collect(source, plan, filter.not, found);
  else if ('some' in filter || 'none' in filter) found.set(filter, await quantified(source, plan, filter));
  else if (filter.attribute.includes('.')) found.set(filter, await ofLinked(source, plan, filter));
}

async function quantified(source: Source, plan: ObjectPlan, filter: Quantified): Promise<Condition> {
  const name = 'some' in filter ? filter.some : filter.none;
  const link = plan.model.links.get(name);
  if (link === undefined) throw new ObjectErrors.UnknownLink({ object: plan.name, link: name, suggestion: undefined });
  const some = await linked(source, plan, link, filter.where ?? { all: [] });
  return 'some' in filter ? some : { not: some };
}

/** `customer.city`: without a customer it is null, as in every expression. */
async function ofLinked(source: Source, plan: ObjectPlan, filter: Named): Promise<Condition> {
  const [name = '', ...rest] = filter.attribute.split('.');
  const { link } = linkedBy(plan, name, (object) => source.plan(object));
  const inner: Filter = { ...filter, attribute: rest.join('.') };
  if (!holdsOfNull(filter)) return linked(source, plan, link.model, inner);
  return { not: await linked(source, plan, link.model, { not: inner }) };
}

/** Whether a comparison holds where there is no value. */
export function holdsOfNull(filter: Named): boolean {
  if (filter.op === 'isNull') return true;
  if (filter.op === 'in') return filter.values.includes(null);
  if (filter.op === 'eq') return filter.value === null;
  return filter.op === 'ne' && filter.value !== null;
}

/** The rows of which some object that the link leads to fits. */
async function linked(source: Source, plan: ObjectPlan, link: LinkModel, inner: Filter): Promise<Condition> {
  const target = source.plan(link.to);
  const field = linkField(plan, target, link);
  const own = link.many ? plan.keyColumns : field.columns;
  const columns = link.many ? field.columns : target.keyColumns;
  const fits = await conditionOf(source, target, inner);
  const { store, table } = target.mapping;
  if (store === plan.mapping.store && !field.isText) {
    const where = allOf(target.where === undefined ? [fits] : [fits, target.where]);
    return { columns: own, op: 'among', of: { table, columns, joins: target.joins, where } };
  }
  const most = Math.floor(source.mostKeys / Math.max(1, columns.length));
  const rows = await source.rows(target, { columns, conditions: [fits], distinct: true, limit: most + 1 });
  if (rows.length > most) {
    throw new ObjectErrors.TooManyLinked({ object: plan.name, link: link.name, to: target.name, store, most });
  }
  const found = rows.map((row) => columns.map(({ name }): Value => row[name] ?? null)).filter(isWhole);
  const carried = link.many ? found.map((tuple) => field.toKey(tuple)) : found.map((tuple) => field.fromKey(tuple));
  const tuples = carried.filter((tuple) => tuple !== undefined);
  return tuples.length === 0 ? { any: [] } : columnsIn(own, tuples);
}

/** The columns in which a link lies: its own, or of a link to many those of the one that leads back. */
function linkField(plan: ObjectPlan, target: ObjectPlan, { name, many, inverse = '' }: LinkModel): LinkField {
  const field = many ? target.field(inverse) : plan.field(name);
  if (field.kind === 'link') return field;
  throw new ObjectErrors.UnknownLink({ object: plan.name, link: name, suggestion: undefined });
}

const isWhole = (tuple: readonly Value[]) => !tuple.includes(null);
