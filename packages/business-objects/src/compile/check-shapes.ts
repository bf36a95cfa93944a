import { didYouMean } from '@caruso/language';
import type { DocumentElement } from '../documents/document-element.js';
import type { Problems } from '../documents/problems.js';
import { keyColumns } from '../model/key-columns.js';
import type { ObjectMapping, ObjectModel } from '../model/model.js';
import { memberAlong } from './compile-formula.js';

const INCOMPARABLE: readonly string[] = ['json', 'binary'];

/**
 * Reports what objects in several tables, in parts of rows and without a key cannot be. It can be judged only when all keys
 * are mapped.
 */
export function checkShapes(
  maps: ReadonlyMap<string, DocumentElement>,
  objects: ReadonlyMap<string, ObjectModel>,
  problems: Problems,
): void {
  for (const [name, map] of maps) {
    const object = objects.get(name);
    if (object?.mapping === undefined) continue;
    checkSides(map, object, object.mapping, objects, problems);
    checkPart(map, object, object.mapping, objects, problems);
    if (object.key.length === 0) checkKeyless(map, object, problems);
    checkFormulas(map, object, objects, problems);
  }
}

function checkSides(
  map: DocumentElement,
  object: ObjectModel,
  { sides, columns }: ObjectMapping,
  objects: ReadonlyMap<string, ObjectModel>,
  problems: Problems,
): void {
  const [first] = map.children('side');
  if (first === undefined) return;
  if (object.key.length === 0) {
    problems.error('no-key', `'${object.name}' has no key by which rows of further tables belong to it`, first.place);
  }
  const width = keyColumns(object, objects)?.length;
  for (const side of map.children('side')) {
    const on = sides.get(side.optional('name') ?? side.text('table'))?.on ?? [];
    if (width === undefined || on.length === width || object.key.length === 0) continue;
    const message = `The key of '${object.name}' needs ${width} columns, here are ${on.length}`;
    problems.error('wrong-join', message, side.at('on'));
  }
  const generated = object.key.some((member) => columns.get(member)?.generate === 'database');
  if (generated) {
    const message = `The database makes the key of '${object.name}', which further tables need before`;
    problems.error('wrong-generate', message, first.place, "use generate='uuid', or give the key");
  }
}

function checkPart(
  map: DocumentElement,
  object: ObjectModel,
  mapping: ObjectMapping,
  objects: ReadonlyMap<string, ObjectModel>,
  problems: Problems,
): void {
  if (mapping.partOf === undefined) return;
  const whole = objects.get(mapping.partOf);
  const at = map.at('part-of');
  if (whole === undefined || whole === object) {
    const hint = didYouMean(mapping.partOf, objects.keys());
    problems.error('unknown-object', `There is no other object '${mapping.partOf}'`, at, hint);
    return;
  }
  const other = whole.mapping;
  if (other === undefined) return;
  if (other.store !== mapping.store || other.table !== mapping.table) {
    problems.error('wrong-part', `'${whole.name}' lies in '${other.table}' of '${other.store}', not here`, at);
    return;
  }
  const names = (each: ObjectModel) =>
    keyColumns(each, objects)
      ?.map(({ mapping: { column } }) => column.name)
      .join(', ');
  if (object.key.length === 0 || names(object) !== names(whole)) {
    problems.error('wrong-part', `The key lies in other columns than that of '${whole.name}' (${names(whole)})`, at);
  }
  if (mapping.sides.size > 0) {
    problems.error('wrong-part', 'A part of a row has no further tables', at, `give them to '${whole.name}'`);
  }
  if (mapping.where !== undefined && mapping.remove === undefined && mapping.write === 'all') {
    const hint = "say with <delete set> what is set so that <where> no longer holds, or write='insert'";
    problems.error('wrong-part', 'It is not said how such a part is deleted', at, hint);
  }
}

function checkKeyless(map: DocumentElement, object: ObjectModel, problems: Problems): void {
  for (const col of map.children('col')) {
    const type = object.attributes.get(col.text('attr'))?.type ?? '';
    if (!INCOMPARABLE.includes(type)) continue;
    const message = `Objects without a key are told apart by all they have, and a ${type} cannot be compared`;
    problems.error('no-key', message, col.place, 'leave it out, or give the object a key');
  }
}

/** Formulas read what is read together with an object. */
function checkFormulas(
  map: DocumentElement,
  object: ObjectModel,
  objects: ReadonlyMap<string, ObjectModel>,
  problems: Problems,
): void {
  for (const { name, formula } of object.attributes.values()) {
    for (const read of formula?.compiled.names ?? []) {
      const { owner, attribute = '' } = memberAlong(read, object, objects);
      if (owner.mapping?.extension?.attributes.has(attribute) !== true) continue;
      const message = `'${object.name}.${name}' is computed from '${read}', which lies beside its table`;
      problems.error('wrong-formula', message, map.place);
    }
  }
}
