import type { Actor } from '@caruso/core';
import { ObjectErrors } from '../errors.js';
import type { Model, ObjectModel } from '../model/model.js';
import { ObjectRights } from '../permission/object-rights.js';
import { bareTable, placeOf } from './mapped-place.js';
import { outlineOf } from './outline.js';

export type Shown = 'plain' | 'masked' | 'hidden';

/**
 * What an actor may see of the columns of a table, as far as objects of a model lie in it: of a column that several objects are
 * mapped to the least of it. Where something of an object is hidden from him, so are the columns nothing is mapped to, because
 * nobody has said what they hold.
 *
 * @param actor undefined for the system itself, which may see everything
 * @returns what is shown of a column
 * @throws ObjectErrors.NotPermitted when he may not read all objects that lie there
 */
export function visibleColumns(
  model: Model,
  actor: Actor | undefined,
  place: { readonly store: string; readonly table: string },
): (column: string) => Shown {
  if (actor === undefined) return () => 'plain';
  const known = new Map(actor.roles.map((role) => [role, { id: actor.id }]));
  const judged = objectsIn(model, place).flatMap((object): ((column: string) => Shown | undefined)[] => {
    const grants = model.permissions.grants.get(object.name);
    if (grants === undefined) return [];
    const rights = new ObjectRights(grants, known);
    if (!rights.readable || rights.rows !== undefined) {
      throw new ObjectErrors.NotPermitted({ object: object.name, operation: 'read all', roles: actor.roles });
    }
    return [shownOf(object, rights, place)];
  });
  return leastShown(judged);
}

/** Of what several say of a column the least. */
export function leastShown(judged: readonly ((column: string) => Shown | undefined)[]): (column: string) => Shown {
  return (column) => {
    const all = judged.map((shown) => shown(column));
    return all.includes('hidden') ? 'hidden' : all.includes('masked') ? 'masked' : 'plain';
  };
}

/** The objects of a model of which a part lies in a table. */
export function objectsIn(
  model: Model,
  { store, table }: { readonly store: string; readonly table: string },
): ObjectModel[] {
  const tables = new Map(outlineOf(model).map(({ name, tables: all }) => [name, all]));
  return [...model.objects.values()].filter(({ name, mapping }) => {
    const isBeside = mapping?.extension?.store === store && bareTable(mapping.extension.table) === bareTable(table);
    return isBeside || (mapping?.store === store && tables.get(name)?.includes(bareTable(table)));
  });
}

function shownOf(
  { mapping, attributes, links }: ObjectModel,
  rights: ObjectRights,
  { store, table }: { readonly store: string; readonly table: string },
): (column: string) => Shown | undefined {
  const shown = new Map<string, Shown>();
  const names = [...attributes.keys(), ...[...links.values()].filter(({ many }) => !many).map(({ name }) => name)];
  for (const name of names) {
    const column = mapping?.columns.get(name)?.column.name;
    for (const each of column === undefined ? (mapping?.joins.get(name) ?? []) : [column]) {
      const place = mapping && placeOf(mapping, each);
      if (place?.store !== store || place.table !== bareTable(table)) continue;
      shown.set(place.column, worse(shown.get(place.column), stateOf(rights, name)));
    }
  }
  const isAllSeen = names.every((name) => rights.sees(name));
  return (column) => shown.get(column) ?? (isAllSeen ? undefined : 'hidden');
}

function stateOf(rights: ObjectRights, name: string): Shown {
  if (!rights.sees(name)) return 'hidden';
  return rights.grants().some(({ seen, masked }) => seen.has(name) && !masked.has(name)) ? 'plain' : 'masked';
}

const RANK: readonly Shown[] = ['plain', 'masked', 'hidden'];
const worse = (a: Shown | undefined, b: Shown): Shown => (a && RANK.indexOf(a) > RANK.indexOf(b) ? a : b);
