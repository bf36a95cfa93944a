import type { DocumentElement } from '../documents/document-element.js';
import type { Problems } from '../documents/problems.js';
import { keyColumns } from '../model/key-columns.js';
import type { ObjectModel } from '../model/model.js';

/** Joins can be judged only when all keys are mapped: a join needs as many columns as the key it leads to. */
export function checkJoins(
  maps: ReadonlyMap<string, DocumentElement>,
  objects: ReadonlyMap<string, ObjectModel>,
  problems: Problems,
): void {
  for (const [name, map] of maps) {
    const object = objects.get(name);
    if (object === undefined) continue;
    const types = new Map(
      [...(object.mapping?.columns.values() ?? [])].map(({ column }) => [column.name, column.type]),
    );
    const mapped = [...(object.mapping?.columns.values() ?? [])];
    const broken = new Set(mapped.filter((each) => each.broken).map(({ column }) => column.name));
    for (const join of map.children('join')) {
      const link = object.links.get(join.text('link'));
      const columns = object.mapping?.joins.get(join.text('link'));
      const target = link && objects.get(link.to);
      if (columns === undefined || target === undefined) continue;
      const key = keyColumns(target, objects);
      if (key === undefined) {
        if (!problems.hasErrors)
          problems.error('bad-key', `The key of '${target.name}' leads back to itself`, join.at('link'));
        continue;
      }
      if (key.length === 0) continue;
      if (object.mapping?.keyTexts.has(join.text('link'))) {
        checkKeyText(join, object, target.name, columns, types, problems);
        continue;
      }
      if (key.length !== columns.length) {
        const names = key.map(({ object: owner, attribute }) => `${owner}.${attribute}`).join(', ');
        const message = `The key of '${target.name}' (${names}) needs ${key.length} columns, here are ${columns.length}`;
        problems.error('wrong-join', message, join.at('columns'));
      }
      columns.forEach((column, index) => {
        if (key[index]?.mapping.broken || broken.has(column)) return;
        const type = key[index]?.mapping.column.type;
        const other = types.get(column);
        if (type === undefined || (other ?? type) === type) return;
        const message = `The column '${column}' is read as ${other} elsewhere, as a key of '${target.name}' it is ${type}`;
        problems.error('wrong-join', message, join.at('columns'));
      });
    }
  }
}

/** A key in one text. */
function checkKeyText(
  join: DocumentElement,
  object: ObjectModel,
  target: string,
  columns: readonly string[],
  types: ReadonlyMap<string, string>,
  problems: Problems,
): void {
  const [column = '', ...more] = columns;
  const message =
    more.length > 0
      ? `The key of '${target}' lies in one text here, and ${columns.length} columns are named`
      : `The column '${column}' is read as ${types.get(column)} elsewhere, and as a text it is string`;
  if (object.key.includes(join.text('link')))
    problems.error('wrong-join', `A part of the key of '${object.name}' cannot lie in a text`, join.at('holds'));
  if (more.length > 0 || (types.get(column) ?? 'string') !== 'string')
    problems.error('wrong-join', message, join.at('columns'));
}
