import type { ObjectType } from '../../../src/api-types.js';
import type { LinkedObjects } from './use-links.js';

const TIMES: ReadonlySet<string> = new Set(['date', 'instant', 'localDateTime']);

/** How many objects there are behind a link: `3`, or `50+` where not all of them were read. */
export function linkedCount(linked: Pick<LinkedObjects, 'entities' | 'more'> | undefined): string {
  if (!linked?.entities) return '–';
  return `${linked.entities.length}${linked.more ? '+' : ''}`;
}

/** Says that others are not shown, and which are. */
export function shownWords(type: ObjectType | undefined, count: number): string {
  const { sort = '' } = type?.presentation.list ?? {};
  const name = sort.replace(/^-/, '');
  const isTime = TIMES.has(type?.attributes.find((each) => each.name === name)?.type ?? '');
  if (!isTime) return `The first ${count} are shown.`;
  return sort.startsWith('-') ? `The newest ${count} are shown.` : `The oldest ${count} are shown.`;
}
