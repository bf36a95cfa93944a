import { z } from 'zod';
import type { SelfServiceDesk } from '../customer/self-service-desk.js';
import type { Visits } from '../customer/visits.js';
import type { Limits } from '../http/limits.js';
import { type Route, route } from '../http/route.js';
import { requireSession, visitorOf } from '../session/identity.js';
import { dialogSteps } from './dialog-steps.js';
import type { Services } from './services.js';

const Start = z.object({ script: z.string().min(1).max(500), language: z.string().max(35).optional() });

/** Self-service for the web application: see `SelfServiceDesk`. */
export function selfServiceRoutes(services: Services, desk: SelfServiceDesk, visits: Visits, limits: Limits): Route[] {
  return [
    route('GET /api/self-service', {}, ({ session }) => desk.overview(session)),
    route('POST /api/self-service/dialogs', { body: Start }, async ({ session: given, body, request }) => {
      const session = requireSession(given);
      await limits.dialogs(request);
      const { script, language } = body;
      return desk.begin(session, { script, ...(language === undefined ? {} : { language }) });
    }),
    ...dialogSteps(services, limits, {
      at: '/api/self-service/dialogs',
      channel: 'web',
      owner: (session) => visitorOf(requireSession(session)),
      callOf: async () => undefined,
      ended: ({ contact }, handover) => visits.close(contact, handover),
    }),
  ];
}
