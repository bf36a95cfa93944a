import { describe, expect, it } from 'vitest';
import type { ServiceEntry } from '../../../src/api-types.js';
import { filterServices, nextSorting, sortServices } from './arrange-services.js';

const service = (component: string, more: Partial<ServiceEntry> = {}): ServiceEntry => ({
  id: component,
  component,
  version: '1.0.0',
  contracts: [{ name: `demo.${component}`, version: '1.0.0' }],
  state: 'active',
  ranking: 0,
  properties: {},
  runsIn: 'inline',
  needs: [],
  dependants: [],
  calls: 0,
  failures: 0,
  leases: 0,
  since: 0,
  ...more,
});
const names = (services: readonly ServiceEntry[]) =>
  services.map(({ component, version }) => `${component} ${version}`);

describe('sortServices', () => {
  it('sorts by name and then by version, as versions count', () => {
    const services = [service('mail'), service('erp', { version: '1.10.0' }), service('erp', { version: '1.9.0' })];
    expect(names(sortServices(services, { by: 'component', descending: false }))).toEqual([
      'erp 1.9.0',
      'erp 1.10.0',
      'mail 1.0.0',
    ]);
  });

  it('puts what needs attention first, and what is well last', () => {
    const services = [service('a'), service('b', { state: 'maintenance' }), service('c', { state: 'failed' })];
    expect(names(sortServices(services, { by: 'state', descending: false }))).toEqual([
      'c 1.0.0',
      'b 1.0.0',
      'a 1.0.0',
    ]);
  });

  it('leaves those without a figure at the end, whichever way it is sorted', () => {
    const services = [service('none'), service('fast', { p99Ms: 2 }), service('slow', { p99Ms: 30 })];
    const sorted = (descending: boolean) => names(sortServices(services, { by: 'p99Ms', descending }));
    expect(sorted(false)).toEqual(['fast 1.0.0', 'slow 1.0.0', 'none 1.0.0']);
    expect(sorted(true)).toEqual(['slow 1.0.0', 'fast 1.0.0', 'none 1.0.0']);
  });
});

describe('nextSorting', () => {
  it('begins figures with the highest and names with the first, and turns round when chosen again', () => {
    const byName = { by: 'component', descending: false } as const;
    expect(nextSorting(byName, 'calls')).toEqual({ by: 'calls', descending: true });
    expect(nextSorting(byName, 'component')).toEqual({ by: 'component', descending: true });
    expect(nextSorting({ by: 'calls', descending: true }, 'state')).toEqual({ by: 'state', descending: false });
  });
});

describe('filterServices', () => {
  const services = [service('billing', { properties: { region: 'south' } }), service('mail', { state: 'maintenance' })];

  it('finds every word, in names, contracts, states and properties', () => {
    expect(names(filterServices(services, 'DEMO.bill'))).toEqual(['billing 1.0.0']);
    expect(names(filterServices(services, 'maint mail'))).toEqual(['mail 1.0.0']);
    expect(names(filterServices(services, 'region=south'))).toEqual(['billing 1.0.0']);
    expect(filterServices(services, 'mail south')).toEqual([]);
  });

  it('lets all through when nothing is typed', () => {
    expect(filterServices(services, '  ')).toHaveLength(2);
  });
});
