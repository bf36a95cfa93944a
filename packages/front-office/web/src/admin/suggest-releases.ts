import type { Release } from '../../../src/api-types.js';

/** The releases for a component: those that bear its name first, each group the newest first. */
export function suggestReleases(releases: readonly Release[], component: string): readonly Release[] {
  const isNamed = ({ module }: Release) => module.toLowerCase().includes(component.toLowerCase());
  return [...releases].sort((a, b) => Number(isNamed(b)) - Number(isNamed(a)) || b.modifiedAt - a.modifiedAt);
}
