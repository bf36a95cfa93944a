import type { FastifyReply, FastifyRequest } from 'fastify';

/** The cookie that carries a session's token. */
export interface SessionCookie {
  read(request: FastifyRequest): string | undefined;
  write(reply: FastifyReply, token: string): void;
  clear(reply: FastifyReply): void;
}

/**
 * Out of reach of scripts, and not sent along by other sites. Over HTTPS the name has the prefix `__Host-`, with which a
 * browser accepts the cookie only from this host itself (RFC 6265bis, 4.1.3).
 */
export function sessionCookie(secure: boolean): SessionCookie {
  const name = secure ? '__Host-caruso-session' : 'caruso-session';
  const attributes = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
  return {
    read: (request) => request.cookies[name],
    // No expiry: the store decides how long a session lasts, and a closed browser forgets it.
    write: (reply, token) => void reply.setCookie(name, token, attributes),
    clear: (reply) => void reply.clearCookie(name, attributes),
  };
}
