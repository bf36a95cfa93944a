import type { CallOptions } from '@caruso/core';
import { z } from 'zod';
import type { RecordRequest } from '../api-types.js';
import { FrontOfficeErrors } from '../errors.js';
import { params, type Route, route } from '../http/route.js';
import { actorOf, agentOf } from '../session/identity.js';
import type { Session } from '../session/sessions.js';
import { contactOfAgent } from './agent-routes.js';
import type { Services } from './services.js';

const Record: z.ZodType<RecordRequest> = z.strictObject({ consent: z.literal('customer').optional() });

/** An agent records the conversation that he leads, and lets nothing be recorded while card data are spoken. */
export function recordingRoutes(services: Services): Route[] {
  const { centre } = services;
  const ofContact = params('contact');
  /** Who has given the contact away still has its wrap-up, and nothing to say in the conversation of another agent. */
  const ofOwn = async (
    session: Session | null,
    contact: string,
    change: (of: { readonly contact: string }, as: CallOptions) => Promise<unknown>,
  ) => {
    const agent = agentOf(session);
    const found = await contactOfAgent(services, agent, contact);
    if (found.agent !== agent) throw new FrontOfficeErrors.NotYourContact({ contact });
    await change({ contact }, { actor: actorOf(session) });
    return centre.agent({ agent });
  };
  return [
    route(
      'POST /api/agent/contacts/:contact/record',
      { params: ofContact, body: Record },
      ({ session, params: { contact }, body }) =>
        ofOwn(session, contact, (of, as) => centre.record({ ...of, ...body }, as)),
    ),
    route(
      'POST /api/agent/contacts/:contact/pause-recording',
      { params: ofContact },
      ({ session, params: { contact } }) => ofOwn(session, contact, centre.pauseRecording),
    ),
    route(
      'POST /api/agent/contacts/:contact/resume-recording',
      { params: ofContact },
      ({ session, params: { contact } }) => ofOwn(session, contact, centre.resumeRecording),
    ),
    route(
      'POST /api/agent/contacts/:contact/stop-recording',
      { params: ofContact },
      ({ session, params: { contact } }) => ofOwn(session, contact, centre.stopRecording),
    ),
  ];
}
