import type { Actor } from '@caruso/core';
import { FrontOfficeErrors } from '../errors.js';
import type { Session } from './sessions.js';

/**
 * The session of whoever is logged in; the guard has let nobody else through.
 *
 * @throws FrontOfficeErrors.NotLoggedIn
 */
export function requireSession(session: Session | null): Session {
  if (!session) throw new FrontOfficeErrors.NotLoggedIn({});
  return session;
}

/**
 * The id of the agent who asks.
 *
 * @throws FrontOfficeErrors.NotLoggedIn, FrontOfficeErrors.Forbidden
 */
export function agentOf(session: Session | null): string {
  const { user } = requireSession(session);
  if (user?.agent !== undefined) return user.agent;
  throw new FrontOfficeErrors.Forbidden({ role: user?.role ?? 'visitor', needed: ['agent'] });
}

/**
 * The id of the agent whose telephone a supervisor hears conversations with.
 *
 * @throws FrontOfficeErrors.NotLoggedIn, FrontOfficeErrors.NoTelephone
 */
export function telephoneOf(session: Session | null): string {
  const { user } = requireSession(session);
  if (user?.agent !== undefined) return user.agent;
  throw new FrontOfficeErrors.NoTelephone({ login: user?.login ?? '' });
}

/** The customer who asks, when he has logged in. */
export function customerOf(session: Pick<Session, 'user'> | null): string | undefined {
  return session?.user?.role === 'customer' ? session.user.customer : undefined;
}

/**
 * The name under which a visitor of self-service owns his dialogs: as a customer in whichever session, or else as this
 * session alone. The colon keeps these names apart from those of agents.
 */
export function visitorOf(session: Pick<Session, 'id' | 'user'>): string {
  const customer = customerOf(session);
  return customer === undefined ? `visitor:${session.id}` : `customer:${customer}`;
}

/**
 * For whom the calls of a session are made: an employee by the id of his agent if he has one, else by his login, a customer by his key,
 * and whoever is none of them as a visitor of this session.
 */
export function actorOf(session: Session | null): Actor {
  const { user } = requireSession(session);
  const customer = customerOf(session);
  if (user === null || (user.role === 'customer' && customer === undefined)) {
    return { id: visitorOf(requireSession(session)), roles: ['visitor'] };
  }
  return { id: customer ?? user.agent ?? user.login, roles: [user.role] };
}
