import type { ServiceEntry } from '../../../src/api-types.js';

/** What the table can be sorted by. */
export type SortKey = 'component' | 'state' | 'calls' | 'failures' | 'p50Ms' | 'p99Ms' | 'leases';

export interface Sorting {
  readonly by: SortKey;
  readonly descending: boolean;
}

/** What needs attention comes first. */
const STATES: readonly ServiceEntry['state'][] = [
  'failed',
  'unhealthy',
  'waiting',
  'maintenance',
  'draining',
  'stopped',
  'starting',
  'declared',
  'active',
];

/** The services in an order; those that are equal by it, and those without a figure at the end, by name. */
export function sortServices(services: readonly ServiceEntry[], { by, descending }: Sorting): ServiceEntry[] {
  const direction = descending ? -1 : 1;
  const byName = (a: ServiceEntry, b: ServiceEntry) =>
    a.component.localeCompare(b.component) || a.version.localeCompare(b.version, 'en', { numeric: true });
  return [...services].sort((a, b) => {
    const [one, other] = [rankOf(a, by), rankOf(b, by)];
    if (one === undefined || other === undefined)
      return Number(one === undefined) - Number(other === undefined) || byName(a, b);
    if (typeof one === 'string' || typeof other === 'string') return direction * byName(a, b);
    return direction * (one - other) || byName(a, b);
  });
}

function rankOf(entry: ServiceEntry, by: SortKey): number | string | undefined {
  return by === 'state' ? STATES.indexOf(entry.state) : entry[by];
}

/** The sorting after a heading was chosen: the same again turns round; names begin at the top, figures with the highest. */
export function nextSorting(now: Sorting, by: SortKey): Sorting {
  if (now.by === by) return { by, descending: !now.descending };
  return { by, descending: by !== 'component' && by !== 'state' };
}

/** Those in which each word that was typed occurs: in names, contracts, states, properties. */
export function filterServices(services: readonly ServiceEntry[], typed: string): readonly ServiceEntry[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return services.filter((entry) => {
    const properties = Object.entries(entry.properties).map(([name, value]) => `${name}=${value}`);
    const contracts = entry.contracts.map(({ name }) => name);
    const text = [
      entry.component,
      entry.version,
      entry.state,
      entry.reason ?? '',
      entry.runsIn,
      ...contracts,
      ...properties,
    ]
      .join(' ')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
