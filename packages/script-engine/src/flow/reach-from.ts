import type { StateName } from './flow.js';

/** All states to which some way leads, with those where the ways begin. */
export function reachFrom(
  starts: readonly StateName[],
  next: (name: StateName) => readonly StateName[],
): ReadonlySet<StateName> {
  const reached = new Set<StateName>();
  const open = [...starts];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    open.push(...next(name));
  }
  return reached;
}
