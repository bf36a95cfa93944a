import type { Diagnostic } from '@caruso/language';
import type { Place } from '../documents/problems.js';
import type { Model, ObjectModel } from '../model/model.js';

/** What a database no longer gives, by object type: all of it, or some of its attributes and links. */
export type Lost = ReadonlyMap<string, 'all' | ReadonlySet<string>>;

const LOSSES: readonly string[] = ['missing-table', 'missing-column', 'wrong-type'];

/** Which members lie in tables and columns that a comparison with the databases found gone, or of another type. */
export function lostMembers(model: Model, found: readonly Diagnostic[]): Lost {
  const places = new Set(found.filter(({ code }) => LOSSES.includes(code)).map(placeText));
  const isLost = (place: Place | undefined) => {
    if (place === undefined) return false;
    const { line, column } = place.source.positionOf(place.start);
    return places.has(placeText({ file: place.source.file, line, column }));
  };
  const lost = new Map<string, 'all' | ReadonlySet<string>>();
  for (const { name, mapping, key } of model.objects.values()) {
    if (mapping === undefined) continue;
    const gone = (column: string) =>
      isLost(mapping.columnPlaces.get(column)) ||
      [...mapping.sides.values()].some((side) => column.startsWith(`${side.name}.`) && isLost(side.place));
    const members = new Set([
      ...[...mapping.columns].filter(([, { column }]) => gone(column.name)).map(([member]) => member),
      ...[...mapping.joins].filter(([, columns]) => columns.some(gone)).map(([link]) => link),
    ]);
    if (isLost(mapping.place) || key.some((member) => members.has(member))) lost.set(name, 'all');
    else if (members.size > 0) lost.set(name, members);
  }
  return lost;
}

const placeText = ({ file, line, column }: Pick<Diagnostic, 'file' | 'line' | 'column'>) => `${file}:${line}:${column}`;

/** The model as it would be without them: for checking what else names them. */
export function withoutLost(model: Model, lost: Lost): Model {
  const kept = [...model.objects.values()].filter(({ name }) => lost.get(name) !== 'all');
  return { ...model, objects: new Map(kept.map((object) => [object.name, reduced(object, lost)])) };
}

function reduced(object: ObjectModel, lost: Lost): ObjectModel {
  const gone = lost.get(object.name);
  const stays = (name: string) => gone === undefined || (gone !== 'all' && !gone.has(name));
  const leads = (to: string, inverse: string | undefined) => {
    const there = lost.get(to);
    return there !== 'all' && (inverse === undefined || there?.has(inverse) !== true);
  };
  return {
    ...object,
    attributes: new Map([...object.attributes].filter(([name]) => stays(name))),
    links: new Map([...object.links].filter(([name, { to, inverse }]) => stays(name) && leads(to, inverse))),
  };
}
