import type { ServiceRegistry } from '../registry/registry.js';
import type { ServiceRecord } from '../registry/service-record.js';

/** The order in which components stop: each after those that depend on it, and those registered last first. */
export function stopOrder(registry: ServiceRegistry): readonly ServiceRecord[] {
  const ordered = new Set<ServiceRecord>();
  const visiting = new Set<ServiceRecord>();
  const visit = (record: ServiceRecord): void => {
    if (visiting.has(record)) return;
    visiting.add(record);
    for (const dependant of registry.dependantsOf(record)) visit(dependant);
    ordered.add(record);
  };
  [...registry.records].sort((a, b) => b.order - a.order).forEach(visit);
  return [...ordered];
}
