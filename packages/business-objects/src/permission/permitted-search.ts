import type { CarusoError } from '@caruso/core';
import { didYouMean } from '@caruso/language';
import type { Filter } from '../contract.js';
import { ObjectErrors } from '../errors.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import { holdsOfNull } from '../repository/read/link-filters.js';
import type { Search } from '../repository/read/object-reader.js';
import type { ObjectRights } from './object-rights.js';

/** The rights of one actor: undefined for objects that are open to everybody. */
export interface Rights {
  readonly roles: readonly string[];
  plan(object: string): ObjectPlan;
  of(object: string): ObjectRights | undefined;
}

type Where = Pick<Search, 'where' | 'search' | 'sort'>;

/**
 * A search as an actor may make it: of the objects he may read, by what he sees of all of them. What he does not see must not
 * be found out by filters or by an order either.
 *
 * @throws ObjectErrors.NotPermitted
 */
export function permittedSearch<S extends Where>(rights: Rights, object: string, search: S): S {
  const own = rights.of(object);
  if (own !== undefined && !own.readable) throw notRead(rights, object);
  for (const sorted of search.sort) refuseOrder(rights, object, sorted.replace(/^-/, ''));
  const filters: Filter[] = [];
  if (search.where !== undefined) filters.push(permittedFilter(rights, object, search.where));
  const text = search.search?.trim();
  const among = text ? searched(rights, object) : undefined;
  if (among !== undefined) {
    filters.push({ any: among.map((attribute) => ({ attribute, op: 'containsIgnoreCase', value: text })) });
  }
  if (own?.rows !== undefined) filters.push(own.rows);
  const { where: _where, search: _search, ...others } = search;
  return {
    ...others,
    ...(among === undefined && text ? { search: text } : {}),
    ...(filters.length === 0 ? {} : { where: filters.length === 1 ? filters[0] : { all: filters } }),
  } as S;
}

function permittedFilter(rights: Rights, object: string, filter: Filter): Filter {
  if ('all' in filter) return { all: filter.all.map((part) => permittedFilter(rights, object, part)) };
  if ('any' in filter) return { any: filter.any.map((part) => permittedFilter(rights, object, part)) };
  if ('not' in filter) return { not: permittedFilter(rights, object, filter.not) };
  if ('some' in filter) return { some: filter.some, where: among(rights, object, filter.some, filter.where) };
  if ('none' in filter) return { none: filter.none, where: among(rights, object, filter.none, filter.where) };
  const [name = '', ...rest] = filter.attribute.split('.');
  refuseHidden(rights, object, name);
  const link = rights.plan(object).model.links.get(name);
  if (rest.length === 0 || link === undefined || link.many) return filter;
  // Of a linked object that is not read nothing is known, as if the link led nowhere.
  const inner: Filter = { ...filter, attribute: rest.join('.') };
  if (!holdsOfNull(filter)) return { some: name, where: among(rights, object, name, inner) };
  return { none: name, where: among(rights, object, name, { not: inner }) };
}

/** A filter over what a link leads to, as far as the actor reads it. */
function among(rights: Rights, object: string, name: string, where: Filter | undefined): Filter {
  refuseHidden(rights, object, name);
  const to = rights.plan(object).model.links.get(name)?.to;
  if (to === undefined) return where ?? { all: [] };
  const target = rights.of(to);
  if (target?.readable === false) throw notRead(rights, to);
  const asked = where === undefined ? [] : [permittedFilter(rights, to, where)];
  return { all: target?.rows === undefined ? asked : [...asked, target.rows] };
}

/** @throws ObjectErrors.NotPermitted */
function refuseHidden(rights: Rights, object: string, name: string): void {
  if (rights.of(object)?.asks(name) === false && isMember(rights.plan(object), name)) {
    const { roles } = rights;
    throw new ObjectErrors.NotPermitted({ object, operation: 'filter or sort by', members: [name], roles });
  }
}

/** An order by linked objects tells of each of them, so all of them have to be read. */
function refuseOrder(rights: Rights, object: string, path: string): void {
  const [name = '', ...rest] = path.split('.');
  refuseHidden(rights, object, name);
  const to = rest.length === 0 ? undefined : rights.plan(object).model.links.get(name)?.to;
  if (to === undefined) return;
  const target = rights.of(to);
  if (target !== undefined && (!target.readable || target.rows !== undefined)) {
    const { roles } = rights;
    throw new ObjectErrors.NotPermitted({ object, operation: 'sort by', members: [path], roles });
  }
  refuseOrder(rights, to, rest.join('.'));
}

/** A name that does not exist is reported as such. */
const isMember = ({ model }: ObjectPlan, name: string) => model.attributes.has(name) || model.links.has(name);

/** The attributes that a search in all words looks into, when some of those marked for it are not seen. */
function searched(rights: Rights, object: string): readonly string[] | undefined {
  const own = rights.of(object);
  if (own === undefined) return undefined;
  const all = [...rights.plan(object).fields.values()].flatMap((field) =>
    field.kind === 'attribute' && field.model.search && field.stored.mapping.conversion.keepsText ? [field.name] : [],
  );
  const seen = all.filter((name) => own.asks(name));
  if (seen.length === all.length) return undefined;
  if (seen.length === 0) throw new ObjectErrors.NotSearchable({ object });
  return seen;
}

/** @throws ObjectErrors.NotPermitted, ObjectErrors.UnknownLink */
export function checkIncludes(rights: Rights, object: string, paths: readonly string[]): void {
  for (const path of paths) {
    let at = object;
    for (const name of path.split('.')) {
      const { model } = rights.plan(at);
      const link = model.links.get(name);
      if (link === undefined) {
        const suggestion = didYouMean(name, model.links.keys());
        throw new ObjectErrors.UnknownLink({ object: at, link: name, suggestion });
      }
      if (rights.of(at)?.sees(name) === false) {
        throw new ObjectErrors.NotPermitted({ object: at, operation: 'read', members: [name], roles: rights.roles });
      }
      if (rights.of(link.to)?.readable === false) throw notRead(rights, link.to);
      at = link.to;
    }
  }
}

export function notRead({ roles }: Rights, object: string): CarusoError {
  return new ObjectErrors.NotPermitted({ object, operation: 'read', roles });
}
