import type { Actor } from '@caruso/core';
import { isActor } from '../channel/actor.js';

/** Says for whom a call is made, where it is for somebody; JSON, escaped as in a URL because headers hold ASCII only. */
export const ACTOR_HEADER = 'Caruso-Actor';

export function writeActor({ id, roles }: Actor): string {
  return encodeURIComponent(JSON.stringify({ id, roles }));
}

/** @throws when it is not written as {@link writeActor} does: then nobody knows what the call may do. */
export function readActor(header: string): Actor {
  const actor: unknown = JSON.parse(decodeURIComponent(header));
  if (isActor(actor)) return actor;
  throw new TypeError(`"${header}" names no actor`);
}
