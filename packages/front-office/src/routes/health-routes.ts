import type { HealthEntry } from '../api-types.js';
import { type Route, route } from '../http/route.js';
import type { Services } from './services.js';

/** What is known of each service of the assembly. */
export function healthRoutes({ directory }: Services): Route[] {
  return [
    route('GET /api/health', {}, (): readonly HealthEntry[] =>
      directory.entries().flatMap(({ contracts, component, state, reason }) =>
        contracts.map(({ name, version }) => ({
          service: name,
          version,
          component,
          state,
          ...(reason === undefined ? {} : { reason }),
        })),
      ),
    ),
  ];
}
