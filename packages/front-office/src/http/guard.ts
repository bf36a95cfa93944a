import { timingSafeEqual } from 'node:crypto';
import { FrontOfficeErrors } from '../errors.js';
import type { Session } from '../session/sessions.js';
import type { Access } from './access.js';

const HARMLESS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Decides whether a request may go on: the role first, then, for whatever changes something, the token of the session.
 * It is a synchroniser token (OWASP CSRF Prevention Cheat Sheet): another site can make a browser send the cookie, but
 * can neither read the token nor set the header.
 *
 * @throws FrontOfficeErrors.NotLoggedIn, FrontOfficeErrors.Forbidden, FrontOfficeErrors.WrongCsrfToken
 */
export function guard(access: Access, session: Session | null, method: string, csrfHeader: unknown): void {
  if (access !== 'anyone') {
    if (!session?.user) throw new FrontOfficeErrors.NotLoggedIn({});
    const { role } = session.user;
    if (!access.includes(role)) throw new FrontOfficeErrors.Forbidden({ role, needed: access });
  }
  if (!HARMLESS.has(method) && !sameToken(session?.csrf, csrfHeader)) throw new FrontOfficeErrors.WrongCsrfToken({});
}

function sameToken(expected: string | undefined, given: unknown): boolean {
  if (expected === undefined || typeof given !== 'string') return false;
  const [one, other] = [Buffer.from(expected), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}
