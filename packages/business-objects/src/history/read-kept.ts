import type { DocumentElement } from '../documents/document-element.js';
import type { Problems } from '../documents/problems.js';
import type { ObjectMapping, ObjectModel } from '../model/model.js';

/** Reads of which attributes and links to one an object keeps who changed them; undefined when of none. */
export function readKept(
  element: DocumentElement,
  members: ReadonlyMap<string, DocumentElement>,
  key: readonly string[],
  problems: Problems,
): ReadonlySet<string> | undefined {
  const kept = new Set<string>();
  for (const [name, member] of members) {
    const asked = member.optional('history');
    if (isStored(member) && (asked ?? element.text('history')) === 'true') kept.add(name);
    if (isStored(member) || asked !== 'true') continue;
    const message = member.name === 'link' ? 'a link to many changes' : 'what is computed changes';
    problems.error(
      'misplaced-attribute',
      `History is kept of what lies in an object; ${message} elsewhere`,
      member.at('history'),
    );
  }
  if (kept.size === 0) return undefined;
  if (key.length > 0 || element.slice('key') !== undefined) return kept;
  const place = [element, ...members.values()].find((each) => each.slice('history') !== undefined) ?? element;
  problems.error(
    'no-key',
    `'${element.text('name')}' has no key by which a history could be found`,
    place.at('history'),
  );
  return undefined;
}

/** What the database makes of a key must be the key itself, because a history is written together with the object. */
export function checkKeptKey(
  map: DocumentElement,
  object: ObjectModel,
  mapping: ObjectMapping,
  problems: Problems,
): void {
  if (object.history === undefined) return;
  for (const column of map.children('col')) {
    const name = column.text('attr');
    if (!object.key.includes(name) || mapping.columns.get(name)?.generate !== 'database') continue;
    if (object.key.length === 1 && column.slice('convert') === undefined) continue;
    const message = `'${object.name}' keeps a history, so its key must be known when it is written`;
    const hint = 'give the key, or let the database make all of it, without convert';
    problems.error('bad-key', message, column.at('generate'), hint);
  }
}

const isStored = (member: DocumentElement) => !member.flag('many') && member.slice('formula') === undefined;
