import type { ContactCentre } from '@caruso/communication-server/contract';
import type { Stub } from '@caruso/core';
import { CliErrors } from '../errors.js';
import { findContact } from './find-contact.js';

/**
 * The id of the contact that is meant: the one an agent talks to by telephone, or that of this id.
 *
 * @throws CliErrors.NobodyToHear, and what {@link findContact} throws
 */
export async function findTalk(centre: Stub<typeof ContactCentre>, agentOrContact: string): Promise<string> {
  const agent = (await centre.agents({})).find(({ agent: id }) => id === agentOrContact);
  if (!agent) return (await findContact(centre, agentOrContact)).contact;
  const talk = agent.contacts.find(({ channel, state }) => channel === 'voice' && state === 'connected');
  if (talk) return talk.contact;
  throw new CliErrors.NobodyToHear({ agent: agent.agent, state: agent.state });
}
