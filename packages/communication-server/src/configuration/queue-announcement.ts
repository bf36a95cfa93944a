import { z } from 'zod';

/** What callers who wait are told, again and again. */
export const QueueAnnouncement = z.strictObject({
  /** Seconds from one announcement to the next; the first comes after as many. */
  every: z.number().min(5),
  /** The language in which it is spoken, such as `en` or `de`. */
  language: z.string(),
  /** The place, as `{place}`. */
  place: z.string().includes('{place}').optional(),
  /** Whose place is higher is not told it; told to everybody if left out. */
  placeUpTo: z.int().positive().optional(),
  /** The wait as it is estimated, as `{minutes}`: whole minutes, rounded up. Left out where nothing is known of it. */
  wait: z.string().includes('{minutes}').optional(),
  /** Estimates longer than so many seconds are not told. */
  waitUpTo: z.number().positive().optional(),
});
export type QueueAnnouncement = z.infer<typeof QueueAnnouncement>;

/**
 * What a caller is told of the waiting, sentence by sentence.
 *
 * @param waiting - the place, from 1, and the seconds it will still take, if that is known
 */
export function announcementTexts(
  { place, placeUpTo = Number.POSITIVE_INFINITY, wait, waitUpTo = Number.POSITIVE_INFINITY }: QueueAnnouncement,
  waiting: { readonly position: number; readonly wait?: number },
): string[] {
  const texts: string[] = [];
  if (place !== undefined && waiting.position <= placeUpTo)
    texts.push(place.replaceAll('{place}', String(waiting.position)));
  if (wait !== undefined && waiting.wait !== undefined && waiting.wait <= waitUpTo)
    texts.push(wait.replaceAll('{minutes}', String(Math.max(1, Math.ceil(waiting.wait / 60)))));
  return texts;
}
