import type { EventPayload } from '../contract.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { CommandOf } from './command.js';
import { WAIT_FOR_AGENT_SECONDS } from './decide-transfer.js';
import { placeAt } from './place-at.js';

/**
 * The number to which a contact was given without a word cannot be reached: the customer waits at the head of the queue he
 * came from, for a time for the agent who has transferred him, if that one is still there.
 */
export function takeBack(
  state: ContactCentreState,
  { contact: id, because }: CommandOf<'transfer-failed'>,
  now: number,
): readonly EventPayload[] {
  const contact = state.contact(id);
  const { queue, givenTo: number, priority, needs, agent } = contact;
  if (contact.state !== 'external' || queue === undefined || number === undefined) return [];
  const place = placeAt(state, queue, priority, 1);
  const isThere = agent !== undefined && state.agentRecord(agent).state !== 'offline';
  const waitFor = state.queueRecord(queue).definition?.preferFor ?? WAIT_FOR_AGENT_SECONDS;
  return [
    { type: 'transfer-failed', contact: id, to: { number }, because },
    {
      type: 'contact-queued',
      contact: id,
      queue,
      ...(place === undefined ? {} : { place }),
      ...(priority === 0 ? {} : { priority }),
      ...(Object.keys(needs).length === 0 ? {} : { needs }),
      ...(isThere && waitFor > 0 ? { prefer: { agent, until: now + waitFor * 1_000 } } : {}),
    },
  ];
}
