import type { Actor } from '@caruso/core';

/** Whether a value that came from another process or thread says for whom a call is made. */
export function isActor(value: unknown): value is Actor {
  if (typeof value !== 'object' || value === null) return false;
  const { id, roles } = value as { readonly [field: string]: unknown };
  return typeof id === 'string' && Array.isArray(roles) && roles.every((role) => typeof role === 'string');
}
