import type { CallOptions, Stub } from '@caruso/core';
import type { BusinessObjects, Entity, Filter } from '../contract.js';
import { groupBy } from './group-by.js';
import type { ImportRow } from './import-rows.js';

/** What a row is: about an object that is there, about a new one, or about nobody knows which. */
export type Match = { readonly entity: Entity | undefined } | { readonly reason: string };

const ROWS_PER_LOOKUP = 100;

/**
 * Finds for each row the object that has the same values in some attributes.
 *
 * @param match attributes and links to one; without any, every row is a new object
 */
export async function matchRows(
  objects: Pick<Stub<typeof BusinessObjects>, 'find'>,
  object: string,
  rows: readonly ImportRow[],
  match: readonly string[],
  options: CallOptions,
): Promise<readonly Match[]> {
  if (match.length === 0) return rows.map(() => ({ entity: undefined }));
  const matches: Match[] = [];
  for (let at = 0; at < rows.length; at += ROWS_PER_LOOKUP) {
    const part = rows.slice(at, at + ROWS_PER_LOOKUP);
    const complete = part.filter((row) => match.every((name) => (row.values[name] ?? null) !== null));
    const found = await lookUp(objects, object, { any: complete.map((row) => sameAs(row, match)) }, options);
    const byValues = groupBy(found, (entity) => valuesOf(entity.values, match));
    for (const row of part) matches.push(await matchRow(row, byValues.get(valuesOf(row.values, match))));
  }
  return matches;

  async function matchRow(row: ImportRow, same: readonly Entity[] | undefined): Promise<Match> {
    const absent = match.find((name) => (row.values[name] ?? null) === null);
    if (absent !== undefined) return { reason: `has no ${absent}, by which it is matched` };
    // What is written in another form (007 for 7) is only known as the same by the store.
    const found = same ?? (await lookUp(objects, object, sameAs(row, match), options));
    if (found.length > 1)
      return {
        reason: `fits ${found.length} objects: ${found
          .map(({ key }) => key)
          .slice(0, 5)
          .join(', ')}`,
      };
    return { entity: found[0] };
  }
}

async function lookUp(
  objects: Pick<Stub<typeof BusinessObjects>, 'find'>,
  object: string,
  where: Filter,
  options: CallOptions,
): Promise<readonly Entity[]> {
  const found: Entity[] = [];
  for (let after: string | undefined; ; ) {
    const page = await objects.find(
      { object, where, limit: 1_000, ...(after === undefined ? {} : { after }) },
      options,
    );
    found.push(...page.items);
    if (page.next === undefined) return found;
    after = page.next;
  }
}

const sameAs = ({ values }: ImportRow, match: readonly string[]): Filter => ({
  all: match.map((attribute) => ({ attribute, op: 'eq', value: values[attribute] })),
});

/** The values of some attributes in one text. */
export const valuesOf = (values: Readonly<Record<string, unknown>>, names: readonly string[]) =>
  JSON.stringify(names.map((name) => String(values[name] ?? '')));
