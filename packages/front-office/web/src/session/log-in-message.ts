import { ApiFailure } from '../api/api-failure.js';

/** What to tell someone whose log-in failed, without telling which half was wrong. */
export function logInMessage(cause: unknown): string {
  if (!(cause instanceof ApiFailure)) return 'The log-in failed. Please try again.';
  if (cause.status === 401) return 'Name or password is wrong. Check both and try again.';
  if (cause.status === 429) {
    const wait = cause.retryAfter === undefined ? 'a minute' : `${cause.retryAfter} seconds`;
    return `Too many attempts. Wait ${wait}, then try again.`;
  }
  return cause.message;
}
