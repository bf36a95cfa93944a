import type { SupervisionMode } from '@caruso/communication-server/contract';
import { z } from 'zod';
import type { MonitorSettings, NotReadyRequest } from '../api-types.js';
import { params, type Route, route } from '../http/route.js';
import { actorOf, telephoneOf } from '../session/identity.js';
import type { Services } from './services.js';

const NotReady: z.ZodType<NotReadyRequest> = z.object({ reason: z.string().min(1).max(100) });

/** What a supervisor does beside the monitor: hears conversations, speaks in them, and changes the state of agents. */
export function supervisionRoutes({ centre }: Services, customerObject: string): Route[] {
  const ofContact = params('contact');
  const ofAgent = params('agent');
  const supervise = (mode: SupervisionMode) =>
    route(`POST /api/monitor/contacts/:contact/${mode}`, { params: ofContact }, ({ session, params }) =>
      centre.supervise({ supervisor: telephoneOf(session), mode, ...params }, { actor: actorOf(session) }),
    );
  return [
    route('GET /api/monitor/settings', {}, async (): Promise<MonitorSettings> => {
      return { notReadyReasons: await centre.notReadyReasons({}), customerObject };
    }),
    supervise('listen'),
    supervise('whisper'),
    supervise('barge'),
    route('POST /api/monitor/contacts/:contact/stop', { params: ofContact }, ({ session, params }) =>
      centre.endSupervision({ supervisor: telephoneOf(session), ...params }, { actor: actorOf(session) }),
    ),
    route('POST /api/monitor/agents/:agent/ready', { params: ofAgent }, ({ session, params }) =>
      centre.setReady(params, { actor: actorOf(session) }),
    ),
    route(
      'POST /api/monitor/agents/:agent/not-ready',
      { params: ofAgent, body: NotReady },
      ({ session, params, body }) => centre.setNotReady({ ...params, ...body }, { actor: actorOf(session) }),
    ),
    route('POST /api/monitor/agents/:agent/log-out', { params: ofAgent }, ({ session, params }) =>
      centre.logOut(params, { actor: actorOf(session) }),
    ),
  ];
}
