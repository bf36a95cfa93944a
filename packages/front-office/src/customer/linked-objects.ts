import type { BusinessObjects, Entity } from '@caruso/business-objects/contract';
import type { Actor, Stub } from '@caruso/core';
import type { Log } from '@caruso/service-manager';
import type { ShownObject } from '../api-types.js';
import { isMistaken, readLink } from './read-link.js';

/** Which object to read, and along which paths of links. */
export interface ObjectRequest {
  readonly object: string;
  readonly key: string;
  readonly include: readonly string[];
}

/**
 * Reads an object, and each of its links on its own: one whose store is out of service is named in `unavailable` and
 * logged, and takes neither the object nor the other links with it. Of a link to many objects the first are read, and it
 * is named in `shortened` when there are more. What the request itself gets wrong, such as a link that does not exist, is
 * refused.
 *
 * @param actor for whom it is read
 * @returns null when there is no such object
 */
export async function withLinks(
  objects: Stub<typeof BusinessObjects>,
  log: Log,
  { object, key, include }: ObjectRequest,
  actor?: Actor,
): Promise<ShownObject | null> {
  const wanted = [...new Set(include.map(linkOf))];
  const [entity, types] = await Promise.all([
    objects.get({ object, key }, { actor }),
    wanted.length === 0 ? [] : objects.types({}, { actor }),
  ]);
  if (!entity) return null;
  const results = await Promise.allSettled(
    wanted.map((link) => {
      const paths = include.filter((path) => linkOf(path) === link);
      return readLink({ objects, types, actor }, entity, link, paths);
    }),
  );
  const links: Record<string, readonly Entity[]> = {};
  const unavailable: string[] = [];
  const shortened: string[] = [];
  for (const [index, link] of wanted.entries()) {
    const result = results[index];
    if (result?.status === 'fulfilled') {
      links[link] = result.value.entities;
      if (result.value.more) shortened.push(link);
      continue;
    }
    const thrown: unknown = result?.reason;
    if (isMistaken(thrown)) throw thrown;
    unavailable.push(link);
    log.error('Linked objects could not be read and are left out', thrown, { object, key, link });
  }
  return { ...entity, links, unavailable, shortened };
}

/** The link a path begins with. */
const linkOf = (path: string) => path.split('.')[0] ?? path;
