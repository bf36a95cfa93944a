import { ServiceErrors } from '@caruso/service-manager';
import type { Entry } from './control-options.js';

/**
 * The services an operator means by an id, a name, or a name and version (`billing@1.4.0`).
 *
 * @throws ServiceErrors.UnknownService
 */
export function findEntries(entries: readonly Entry[], service: string): readonly Entry[] {
  const found = entries.filter(({ id, component, version }) =>
    [id, component, `${component}@${version}`].includes(service),
  );
  if (found.length > 0) return found;
  const known = [...new Set(entries.map(({ component }) => component))].sort();
  throw new ServiceErrors.UnknownService({ service, known });
}
