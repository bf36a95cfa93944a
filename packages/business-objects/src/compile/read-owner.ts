import type { DocumentElement } from '../documents/document-element.js';
import type { Problems } from '../documents/problems.js';
import type { ObjectMapping, ObjectModel } from '../model/model.js';

/** A table that belongs to another service belongs to it wherever it is mapped. */
export function checkOwners(
  maps: ReadonlyMap<string, DocumentElement>,
  objects: ReadonlyMap<string, ObjectModel>,
  problems: Problems,
): void {
  const owned = [...objects.values()].filter(({ mapping }) => mapping?.owner !== undefined);
  for (const [name, map] of maps) {
    const mapping = objects.get(name)?.mapping;
    if (mapping === undefined || mapping.owner !== undefined) continue;
    const same = owned.find((other) => tablesOf(other.mapping).some((table) => tablesOf(mapping).includes(table)));
    const { owner = '' } = same?.mapping ?? {};
    if (same === undefined) continue;
    const message = `'${mapping.table}' belongs to '${owner}', as the mapping of '${same.name}' says`;
    problems.error('wrong-owner', message, map.at('table'), `write owner="${owner}" here, too`);
  }
}

const tablesOf = (mapping: ObjectMapping | undefined) =>
  mapping === undefined
    ? []
    : [mapping.table, ...[...mapping.sides.values()].map(({ table }) => table)].map(
        (table) => `${mapping.store}.${table}`,
      );

/** The service whose table it is; what would write or rename the table, or erase its rows, is that service's business. */
export function readOwner(
  element: DocumentElement,
  { name, erasure }: Pick<ObjectModel, 'name' | 'erasure'>,
  problems: Problems,
): string | undefined {
  const owner = element.optional('owner')?.trim();
  if (owner === undefined) return undefined;
  if (owner === '')
    problems.error('bad-value', 'Nobody is named as the owner', element.at('owner'), 'name the service');
  const write = element.slice('write');
  if (write !== undefined && write.value !== 'none') {
    const message = `'${owner}' alone writes this table, so write="${write.value}" is not possible`;
    problems.error('wrong-owner', message, element.at('write'), 'write="none", or nothing');
  }
  for (const part of [element, ...element.children('side')]) {
    if (part.slice('was') === undefined) continue;
    problems.error('wrong-owner', `'${owner}' alone renames this table`, part.at('was'), 'leave it out');
  }
  for (const forbidden of element.children('delete', 'extension')) {
    const message = `Objects of a table of '${owner}' are only read, so <${forbidden.name}> is not possible`;
    problems.error('wrong-owner', message, forbidden.place, 'leave it out');
  }
  if (erasure !== undefined && erasure.action !== 'keep') {
    const message = `The model says erase="${erasure.action}" of '${name}', and '${owner}' alone writes its table`;
    problems.error('wrong-owner', message, element.at('owner'), 'leave erase out, and have it erased there');
  }
  return owner;
}
