import type { Section } from '../model/script.js';
import type { Place } from './place.js';
import { placeOf } from './place-of.js';
import type { ResolvedScript } from './resolved-script.js';

/** The place at the end of a round of a roster. */
export function endOfRound(resolved: Pick<ResolvedScript, 'places'>, section: Section): Place {
  const end = placeOf(resolved, section.id).frame.inner.find(({ roster }) => roster === section)?.end;
  if (!end) throw new TypeError(`the section "${section.id}" has no rounds`);
  return end;
}
