import type { HealthEntry, Readiness } from '../api-types.js';
import { type Route, route } from '../http/route.js';
import type { Services } from './services.js';

/** Whether this process is the one at work, for proxies; and what is known of each service of the assembly. */
export function healthRoutes({ directory, centre }: Services): Route[] {
  return [
    route('GET /api/ready', {}, async ({ reply }): Promise<Readiness> => {
      const { role } = await centre.role({});
      reply.code(role === 'active' ? 200 : 503);
      return { role };
    }),
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
