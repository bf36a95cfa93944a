import type { Place } from './place.js';
import type { ResolvedScript } from './resolved-script.js';

/** The place of an item of a script. */
export function placeOf({ places }: Pick<ResolvedScript, 'places'>, id: string): Place {
  const place = places.get(id);
  if (!place) throw new TypeError(`the item "${id}" has no place`);
  return place;
}
