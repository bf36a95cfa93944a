/** How long something lasts or has lasted, as people say it: `4 s`, `1 min 20 s`, `2 h 5 min`. */
export function spanOf(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min${seconds % 60 === 0 ? '' : ` ${seconds % 60} s`}`;
  return `${Math.floor(minutes / 60)} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`;
}

/** A moment in UTC to the second: `2026-01-05 09:00:07`. */
export function momentOf(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

/** The time of day in UTC to the millisecond: decisions follow each other fast. */
export function timeOf(at: number): string {
  return new Date(at).toISOString().slice(11, 23);
}
