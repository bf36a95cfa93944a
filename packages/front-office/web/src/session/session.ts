import type { LogInRequest, SessionAnswer } from '../../../src/api-types.js';
import { api, rememberCsrf } from '../api/api.js';

function remember(answer: SessionAnswer): SessionAnswer {
  rememberCsrf(answer.csrf);
  return answer;
}

/** Asks who is logged in, and takes the token for later requests along. */
export async function loadSession(): Promise<SessionAnswer> {
  return remember(await api.get<SessionAnswer>('/api/session'));
}

export async function logIn(request: LogInRequest): Promise<SessionAnswer> {
  return remember(await api.post<SessionAnswer>('/api/session', request));
}

/** Ends the session and loads the page anew, so that nothing of the user stays in memory. */
export async function logOut(then = '/login'): Promise<void> {
  await api.delete('/api/session');
  window.location.assign(then);
}
