import type { Stub } from '@caruso/core';
import type { ServiceControl } from '@caruso/service-manager/contract';
import { z } from 'zod';
import { ServiceOrders } from '../administration/service-orders.js';
import { serviceView, serviceViews } from '../administration/service-views.js';
import type { MaintainServiceRequest, ReplaceServiceRequest, ServiceEntry } from '../api-types.js';
import { FrontOfficeErrors } from '../errors.js';
import type { EventStreams } from '../http/event-streams.js';
import { params, type Route, route } from '../http/route.js';
import { requireSession } from '../session/identity.js';
import type { Session } from '../session/sessions.js';
import type { Services } from './services.js';

const name = z.string().min(1).max(200);
const Explain = z.object({ contract: name, version: name.exactOptional() });
const Maintain = z.object({ reason: z.string().trim().min(1).max(500) }) satisfies z.ZodType<MaintainServiceRequest>;
const Replace = z.object({
  module: z.string().min(1).max(500),
  isolation: z.enum(['inline', 'worker']),
  probation: z.object({ ms: z.int().positive().max(3_600_000) }).exactOptional(),
}) satisfies z.ZodType<ReplaceServiceRequest>;

/** What administrators see and do of the services of the assembly; each order is noted in the log with who gave it. */
export function serviceRoutes({ control: given, clock, log }: Services, streams: EventStreams): Route[] {
  const orders = new ServiceOrders(clock, log);
  const ofService = params('id');
  const control = (): Stub<typeof ServiceControl> => {
    if (given) return given;
    throw new FrontOfficeErrors.NoServiceControl({});
  };
  const find = async (id: string): Promise<ServiceEntry> => {
    const found = (await control().list({})).find((entry) => entry.id === id);
    if (found) return found;
    throw new FrontOfficeErrors.NoSuchService({ service: id });
  };
  const order = async (session: Session | null, id: string) => {
    const { component, version } = await find(id);
    return { service: id, component, version, by: requireSession(session).user?.login ?? '' };
  };
  return [
    route('GET /api/services', {}, () => serviceView({ control: control(), orders, clock })),
    route('GET /api/services/stream', {}, ({ session, reply }) =>
      streams.send(reply, requireSession(session).id, 'services', (signal) =>
        serviceViews({ control: control(), orders, clock }, signal),
      ),
    ),
    route('GET /api/services/explain', { query: Explain }, ({ query }) => control().explain(query)),
    route('GET /api/services/releases', {}, () => control().releases({})),
    route(
      'POST /api/services/:id/maintain',
      { params: ofService, body: Maintain },
      async ({ session, params, body }) => {
        const { component, version, by } = await order(session, params.id);
        log.info(`${by} puts "${component}" ${version} into maintenance`, { ...body });
        return control().maintain({ service: params.id, ...body });
      },
    ),
    route('POST /api/services/:id/resume', { params: ofService }, async ({ session, params }) => {
      const { component, version, by } = await order(session, params.id);
      log.info(`${by} ends the maintenance of "${component}" ${version}`);
      return control().resume({ service: params.id });
    }),
    route(
      'POST /api/services/:id/replace',
      { params: ofService, body: Replace },
      async ({ session, params, body, reply }) => {
        const { version, ...request } = await order(session, params.id);
        log.info(`${request.by} replaces "${request.component}" ${version}`, { ...body });
        reply.code(202);
        const watched = body.probation ? { watchedMs: body.probation.ms } : {};
        return orders.begin({ kind: 'replace', module: body.module, ...watched, ...request }, async () => ({
          receipt: await control().replace({ service: params.id, ...body }),
        }));
      },
    ),
    route('POST /api/services/:id/drain', { params: ofService }, async ({ session, params, reply }) => {
      const { version, ...request } = await order(session, params.id);
      log.info(`${request.by} takes out "${request.component}" ${version}`);
      reply.code(202);
      return orders.begin({ kind: 'drain', ...request }, async () => ({
        drained: await control().drain({ service: params.id }),
      }));
    }),
  ];
}
