import type { Role, SessionUser } from '../../../src/api-types.js';

const HOMES: Record<Role, string> = {
  agent: '/agent',
  supervisor: '/supervisor',
  administrator: '/admin/services',
  customer: '/service',
};

/** Pages of a role beside its home. */
const OTHERS: Partial<Record<Role, readonly string[]>> = { administrator: ['/studio'] };

/** Where a user belongs; whoever is not logged in belongs to the log-in. */
export function homeOf(user: SessionUser | null): string {
  return user ? HOMES[user.role] : '/login';
}

/**
 * Where to go after the log-in: back to where the session ended, if that is a page of this application which the role
 * may see.
 */
export function pageAfterLogin(user: SessionUser, back: string | null): string {
  const home = homeOf(user);
  if (!back) return home;
  const path = back.split('?')[0] ?? '';
  const areas = [home, ...(OTHERS[user.role] ?? [])];
  return areas.some((area) => path === area || path.startsWith(`${area}/`)) ? back : home;
}
