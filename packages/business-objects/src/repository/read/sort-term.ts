import { didYouMean, pathOf } from '@caruso/language';
import type { Column, Join, Value } from '@caruso/storage-manager/contract';
import { ObjectErrors } from '../../errors.js';
import type { LinkField } from '../plan/field.js';
import type { ObjectPlan } from '../plan/object-plan.js';
import { impossible, refuseUnordered } from './filter-condition.js';

/** A column that orders a page. Rows without a value stand last, upwards and downwards. */
export interface SortTerm {
  readonly column: Column;
  readonly descending: boolean;
  /** Whether rows may lack a value. Asking for them where they cannot be keeps a database from using its index. */
  readonly nullable: boolean;
  /** Stored values that stand for nothing. */
  readonly absent: readonly Value[];
}

/** What a search is sorted by, and the tables that have to be joined for it. */
interface FoundTerms {
  readonly terms: readonly SortTerm[];
  readonly joins: readonly Join[];
}

/**
 * Finds the columns of an attribute, a link, or an attribute of an object that is linked to in the same store.
 *
 * @throws ObjectErrors.UnknownAttribute, ObjectErrors.FilterNotPossible
 */
export function sortTerm(plan: ObjectPlan, path: string, planOf: (object: string) => ObjectPlan): FoundTerms {
  const names = columnPath(plan, path).split('.');
  const last = names.pop() ?? '';
  const joins: Join[] = [];
  let at = plan;
  let prefix = '';
  for (const name of names) {
    const { link, target } = linkedBy(at, name, planOf);
    if (leadsAway(plan, link, target)) throw impossible(plan, path, `${target.name} lies in another store`);
    const as = prefix === '' ? `to ${name}` : `${prefix.slice(0, -1)}/${name}`;
    joins.push({
      as,
      table: target.mapping.table,
      on: target.keyColumns.map((column, index) => {
        const equals = link.columns[index] ?? column;
        return { column, equals: { ...equals, name: prefix === '' ? equals.name : `${prefix}${equals.name}` } };
      }),
      ...(target.where === undefined ? {} : { where: target.where }),
      required: false,
    });
    at = target;
    prefix = `${as}.`;
  }
  const field = at.field(last);
  const columns = refuseUnordered(at, field);
  if (prefix !== '' && columns.some((column) => at.sides.some((side) => side.holds(column)))) {
    throw impossible(plan, path, `it lies in a further table of ${at.name}`);
  }
  const inKey = prefix === '' && plan.model.key.includes(last);
  const absent = field.kind === 'attribute' ? field.stored.mapping.nullMarkers : [];
  return {
    joins,
    terms: columns.map((column) => ({
      column: { ...column, name: prefix + column.name },
      descending: false,
      nullable: !inKey,
      absent,
    })),
  };
}

/** Whether a database cannot follow a link: to another store, or by a key in a text. */
export function leadsAway(from: ObjectPlan, link: LinkField, target: ObjectPlan): boolean {
  return link.isText || target.mapping.store !== from.mapping.store;
}

/** A link to one object and the plan of what it leads to. @throws ObjectErrors.FilterNotPossible, UnknownAttribute */
export function linkedBy(plan: ObjectPlan, name: string, planOf: (object: string) => ObjectPlan) {
  const model = plan.model.links.get(name);
  if (model?.many) throw impossible(plan, name, "it leads to many objects: ask for 'some' or 'none' of them");
  const link = plan.fields.get(name);
  if (model === undefined || link?.kind !== 'link') {
    const suggestion = didYouMean(name, plan.model.links.keys());
    throw new ObjectErrors.UnknownAttribute({ object: plan.name, attribute: name, suggestion });
  }
  return { link, target: planOf(model.to) };
}

/** A computed attribute that is nothing but another one, perhaps of a linked object, is sorted by like that one. */
export function columnPath(plan: ObjectPlan, path: string): string {
  const { expression } = plan.model.attributes.get(path)?.formula?.compiled ?? {};
  return expression?.kind === 'name' ? pathOf(expression) : path;
}
