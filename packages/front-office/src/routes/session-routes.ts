import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { LogInRequest, SessionAnswer } from '../api-types.js';
import type { Visits } from '../customer/visits.js';
import { FrontOfficeErrors } from '../errors.js';
import type { EventStreams } from '../http/event-streams.js';
import { type Route, route } from '../http/route.js';
import type { Border } from '../http/server.js';
import type { Session, Sessions } from '../session/sessions.js';
import type { Users } from '../session/users.js';

const LogIn: z.ZodType<LogInRequest> = z.object({
  login: z.string().trim().min(1).max(100),
  password: z.string().min(1).max(200),
});

/** What the routes of the session are made of. */
export interface SessionRouteParts extends Border {
  readonly users: Users;
  readonly sessions: Sessions;
  readonly streams: EventStreams;
  readonly visits: Visits;
  readonly company: string;
}

/** What a session that is closed leaves: its live views, and what a visitor without a name has begun. */
export async function endOf(session: Session, streams: EventStreams, visits: Visits): Promise<void> {
  streams.endOf(session.id);
  if (!session.user) await visits.abandon([session.id]);
}

/** Opens a session in place of another, with a new token. */
export async function replaceSession(
  parts: Pick<Border, 'cookie'> & { readonly sessions: Sessions; readonly ended: (session: Session) => Promise<void> },
  old: Session | null,
  user: Session['user'],
  reply: FastifyReply,
): Promise<Session> {
  const { token, session } = await parts.sessions.open(user);
  if (old) {
    await parts.sessions.close(old.id);
    await parts.ended(old);
  }
  parts.cookie.write(reply, token);
  return session;
}

/** Who am I, log in, log out. Logging in or out changes the token, so that one that was planted before opens nothing. */
export function sessionRoutes({
  users,
  sessions,
  streams,
  visits,
  company,
  cookie,
  limits,
}: SessionRouteParts): Route[] {
  const answer = ({ user, csrf }: Session): SessionAnswer => ({ user, csrf, company });

  const replace = async (old: Session | null, user: Session['user'], reply: FastifyReply) =>
    answer(
      await replaceSession({ sessions, cookie, ended: (session) => endOf(session, streams, visits) }, old, user, reply),
    );

  return [
    route('GET /api/session', {}, async ({ session, request, reply }) => {
      if (session) return answer(session);
      await limits.visitors(request);
      return replace(null, null, reply);
    }),
    route('POST /api/session', { body: LogIn }, async ({ body, session, request, reply }) => {
      await limits.logIn(request);
      const user = await users.authenticate(body.login, body.password);
      if (!user) throw new FrontOfficeErrors.WrongCredentials({});
      return replace(session, user, reply);
    }),
    route('DELETE /api/session', {}, ({ session, reply }) => replace(session, null, reply)),
  ];
}
