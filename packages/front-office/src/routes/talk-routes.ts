import { z } from 'zod';
import type { Colleague, ConsultRequest, TransferRequest } from '../api-types.js';
import { params, type Route, route } from '../http/route.js';
import { agentOf } from '../session/identity.js';
import type { Services } from './services.js';

const id = z.string().min(1).max(100);
const Party = z.union([z.strictObject({ agent: id }), z.strictObject({ number: id })]);
const Transfer: z.ZodType<TransferRequest> = z.object({ to: z.union([Party, z.strictObject({ queue: id })]) });
const Consult: z.ZodType<ConsultRequest> = z.object({ with: Party });

/** What an agent does with a conversation besides talking: hold, ask somebody, give it away. */
export function talkRoutes({ centre }: Services): Route[] {
  const ofContact = params('contact');
  return [
    route('GET /api/agent/colleagues', {}, async ({ session }): Promise<readonly Colleague[]> => {
      const own = agentOf(session);
      const agents = await centre.agents({});
      return agents
        .filter(({ agent }) => agent !== own)
        .map(({ agent, name, state, queues }) => ({ agent, name, state, queues }));
    }),
    route('POST /api/agent/contacts/:contact/hold', { params: ofContact }, ({ session, params }) =>
      centre.hold({ agent: agentOf(session), ...params }),
    ),
    route('POST /api/agent/contacts/:contact/retrieve', { params: ofContact }, ({ session, params }) =>
      centre.retrieve({ agent: agentOf(session), ...params }),
    ),
    route(
      'POST /api/agent/contacts/:contact/transfer',
      { params: ofContact, body: Transfer },
      ({ session, params, body }) => centre.transfer({ agent: agentOf(session), ...params, ...body }),
    ),
    route(
      'POST /api/agent/contacts/:contact/consult',
      { params: ofContact, body: Consult },
      ({ session, params, body }) => centre.consult({ agent: agentOf(session), ...params, ...body }),
    ),
    route('POST /api/agent/contacts/:contact/cancel-consultation', { params: ofContact }, ({ session, params }) =>
      centre.cancelConsultation({ agent: agentOf(session), ...params }),
    ),
    route('POST /api/agent/contacts/:contact/complete-transfer', { params: ofContact }, ({ session, params }) =>
      centre.completeTransfer({ agent: agentOf(session), ...params }),
    ),
    route('POST /api/agent/contacts/:contact/join-conference', { params: ofContact }, ({ session, params }) =>
      centre.joinConference({ agent: agentOf(session), ...params }),
    ),
  ];
}
