import { ApiFailure } from '../api/api-failure.js';
import type { Wording } from '../wording/wording.js';

/** What to tell someone whose log-in failed, without telling which half was wrong. */
export function logInMessage(
  cause: unknown,
  wording: Pick<Wording, 'logInFailed' | 'wrongLogIn' | 'tooManyAttempts'>,
): string {
  if (!(cause instanceof ApiFailure)) return wording.logInFailed;
  if (cause.status === 401) return wording.wrongLogIn;
  return cause.status === 429 ? wording.tooManyAttempts(cause.retryAfter) : cause.message;
}
