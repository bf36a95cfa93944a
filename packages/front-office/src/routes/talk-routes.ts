import type { ContactView } from '@caruso/communication-server/contract';
import { z } from 'zod';
import type { ConsultRequest, Destinations, TransferRequest } from '../api-types.js';
import { params, type Route, route } from '../http/route.js';
import { agentOf } from '../session/identity.js';
import { contactOfAgent } from './agent-routes.js';
import type { Services } from './services.js';

const id = z.string().trim().min(1).max(100);
const Party = z.union([z.strictObject({ agent: id }), z.strictObject({ number: id })]);
const Transfer: z.ZodType<TransferRequest> = z.object({
  to: z.union([Party, z.strictObject({ queue: id }), z.strictObject({ script: id })]),
});
const Consult: z.ZodType<ConsultRequest> = z.object({ with: Party });

/** What an agent does with a conversation besides talking: hold, ask somebody, give it away. */
export function talkRoutes(services: Services): Route[] {
  const { centre } = services;
  const ofContact = params('contact');
  return [
    route(
      'GET /api/agent/contacts/:contact/destinations',
      { params: ofContact },
      async ({ session, params: { contact } }) => {
        const agent = agentOf(session);
        return destinationsOf(services, agent, await contactOfAgent(services, agent, contact));
      },
    ),
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

async function destinationsOf(
  { centre }: Services,
  own: string,
  { contact, channel, queue: from = '' }: ContactView,
): Promise<Destinations> {
  const [agents, queues, scripts] = await Promise.all([
    centre.agents({}),
    centre.queues({}),
    centre.scriptsFor({ contact }),
  ]);
  return {
    colleagues: agents
      .filter(({ agent }) => agent !== own)
      .map(({ agent, name, state, queues: served }) => ({
        ...{ agent, name, state },
        takes: state !== 'offline' && served.includes(from),
        answers: state === 'ready',
      })),
    queues: queues.filter((queue) => queue.channel === channel).map(({ id: queue, name }) => ({ queue, name })),
    numbers: channel === 'voice',
    scripts: scripts.map(({ id: script, title }) => ({ script, title })),
  };
}
