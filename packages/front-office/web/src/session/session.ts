import type { LogInRequest, SessionAnswer } from '../../../src/api-types.js';
import { api, rememberCsrf } from '../api/api.js';
import { leave } from './leave.js';

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

/** Ends the session, after what has to be ended before it, such as an agent's shift. */
export function logOut(then = '/login', before: () => Promise<unknown> = async () => {}): Promise<void> {
  return leave(async () => {
    await before();
    await api.delete('/api/session');
  }, then);
}
