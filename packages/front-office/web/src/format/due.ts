import { DESKTOP_LOCALE } from './locale.js';

/** When something is due (ms UTC), with its day unless that is today. */
export function formatDue(due: number, now = Date.now()): string {
  const at = new Date(due);
  const time = { hour: '2-digit', minute: '2-digit' } as const;
  const today = at.toDateString() === new Date(now).toDateString();
  const day = { weekday: 'short', day: 'numeric', month: 'short' } as const;
  return at.toLocaleString(DESKTOP_LOCALE, today ? time : { ...day, ...time });
}
