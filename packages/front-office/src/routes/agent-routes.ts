import type { ContactView } from '@caruso/communication-server/contract';
import { z } from 'zod';
import type {
  AgentSettings,
  AssignCustomerRequest,
  CustomerHistory,
  ExtendWrapUpRequest,
  NotReadyRequest,
  WrapUpRequest,
} from '../api-types.js';
import type { CustomerView } from '../customer/customer-view.js';
import { FrontOfficeErrors } from '../errors.js';
import type { EventStreams } from '../http/event-streams.js';
import { params, type Route, route } from '../http/route.js';
import { actorOf, agentOf, requireSession } from '../session/identity.js';
import type { Session } from '../session/sessions.js';
import type { Services } from './services.js';

const NotReady: z.ZodType<NotReadyRequest> = z.object({ reason: z.string().min(1).max(100) });
const WrapUp = z.object({
  disposition: z.string().min(1).max(100),
  note: z.string().max(4_000).default(''),
}) satisfies z.ZodType<WrapUpRequest>;
const ExtendWrapUp: z.ZodType<ExtendWrapUpRequest> = z.object({ seconds: z.number().positive().max(86_400) });
const AssignCustomer: z.ZodType<AssignCustomerRequest> = z.object({ customer: z.string().min(1).max(500) });

/**
 * A contact that is offered to the agent, or that he handles or has handled.
 *
 * @throws FrontOfficeErrors.NoSuchContact, FrontOfficeErrors.NotYourContact
 */
export async function contactOfAgent(
  { centre }: Pick<Services, 'centre'>,
  agent: string,
  contact: string,
): Promise<ContactView> {
  const [found] = await centre.contacts({ contact, limit: 1 });
  if (!found) throw new FrontOfficeErrors.NoSuchContact({ contact });
  if (found.agent === agent) return found;
  const { offer, contacts } = await centre.agent({ agent });
  if (offer?.contact.contact === contact || contacts.some((held) => held.contact === contact)) return found;
  throw new FrontOfficeErrors.NotYourContact({ contact });
}

/** What the agent desktop does with the contact centre. */
export function agentRoutes(
  services: Services,
  view: CustomerView,
  streams: EventStreams,
  customerObject: string,
): Route[] {
  const { centre, log } = services;
  const ofContact = params('contact');
  const ofReservation = params('reservation');
  const ofAttempt = params('attempt');
  /** A customer whom the session may not see is one that does not exist. */
  const requireCustomer = async (session: Session | null, key: string) => {
    if (await view.exists(key, actorOf(session))) return;
    throw new FrontOfficeErrors.NoSuchObject({ object: customerObject, key });
  };
  return [
    route('GET /api/agent/stream', {}, ({ session, reply }) => {
      const agent = agentOf(session);
      return streams.send(reply, requireSession(session).id, 'agent', (signal) =>
        centre.watchAgent({ agent }, { signal }),
      );
    }),
    route('GET /api/agent/settings', {}, async ({ session }): Promise<AgentSettings> => {
      const agent = agentOf(session);
      const [agents, queues, notReadyReasons] = await Promise.all([
        centre.agents({}),
        centre.queues({}),
        centre.notReadyReasons({}),
      ]);
      // Users outlive the options they were made from, so one may be an agent who is there no longer.
      if (!agents.some((one) => one.agent === agent)) {
        throw new FrontOfficeErrors.AgentUnknown({ login: requireSession(session).user?.login ?? '', agent });
      }
      const agentNames = Object.fromEntries(agents.map(({ agent: id, name }) => [id, name]));
      return { queues, notReadyReasons, customerObject, agentNames };
    }),
    route('POST /api/agent/log-in', {}, ({ session }) => centre.logIn({ agent: agentOf(session) })),
    route('POST /api/agent/log-out', {}, ({ session }) => centre.logOut({ agent: agentOf(session) })),
    route('POST /api/agent/ready', {}, ({ session }) => centre.setReady({ agent: agentOf(session) })),
    route('POST /api/agent/not-ready', { body: NotReady }, ({ session, body }) =>
      centre.setNotReady({ agent: agentOf(session), reason: body.reason }),
    ),
    route('POST /api/agent/offers/:reservation/accept', { params: ofReservation }, async ({ session, params }) => {
      const agent = agentOf(session);
      const { contact } = await centre.accept({ agent, ...params });
      // The conversation has begun; that nobody could be looked up must not end it.
      if (contact && contact.customer === undefined)
        await view.identify(contact).catch((thrown) => log.error('The caller was not looked up', thrown));
      return centre.agent({ agent });
    }),
    route('POST /api/agent/offers/:reservation/reject', { params: ofReservation }, ({ session, params }) =>
      centre.reject({ agent: agentOf(session), ...params }),
    ),
    route('POST /api/agent/previews/:attempt/dial', { params: ofAttempt }, ({ session, params }) =>
      centre.dialPreview({ agent: agentOf(session), ...params }),
    ),
    route('POST /api/agent/previews/:attempt/skip', { params: ofAttempt }, ({ session, params }) =>
      centre.skipPreview({ agent: agentOf(session), ...params }),
    ),
    route('POST /api/agent/contacts/:contact/hang-up', { params: ofContact }, ({ session, params }) =>
      centre.hangUp({ agent: agentOf(session), ...params }),
    ),
    route(
      'POST /api/agent/contacts/:contact/wrap-up',
      { params: ofContact, body: WrapUp },
      ({ session, params, body }) => centre.finishWrapUp({ agent: agentOf(session), ...params, ...body }),
    ),
    route(
      'POST /api/agent/contacts/:contact/extend-wrap-up',
      { params: ofContact, body: ExtendWrapUp },
      ({ session, params, body }) => centre.extendWrapUp({ agent: agentOf(session), ...params, ...body }),
    ),
    route(
      'POST /api/agent/contacts/:contact/customer',
      { params: ofContact, body: AssignCustomer },
      async ({ session, params: { contact }, body: { customer } }) => {
        await contactOfAgent(services, agentOf(session), contact);
        await requireCustomer(session, customer);
        return centre.annotate({ contact, customer });
      },
    ),
    route('GET /api/agent/contacts/:contact/pop', { params: ofContact }, async ({ session, params: { contact } }) =>
      view.pop(await contactOfAgent(services, agentOf(session), contact), actorOf(session)),
    ),
    route(
      'GET /api/history/:customer',
      { params: params('customer') },
      async ({ session, params: { customer } }): Promise<CustomerHistory> => {
        await requireCustomer(session, customer);
        return view.history(customer, actorOf(session));
      },
    ),
  ];
}
