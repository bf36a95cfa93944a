import { redirect } from 'react-router';
import type { Role, SessionAnswer } from '../../../src/api-types.js';
import { homeOf } from './home-of.js';
import { loadSession } from './session.js';

/** Lets only users of a role in; others are led to where they belong. The server checks again, of course. */
export async function requireRole(role: Role, request: Request): Promise<SessionAnswer> {
  const session = await loadSession();
  if (!session.user) throw redirect(`/login?back=${encodeURIComponent(new URL(request.url).pathname)}`);
  if (session.user.role !== role) throw redirect(homeOf(session.user));
  return session;
}
