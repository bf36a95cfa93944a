import type { ContactChannel } from '../contract.js';
import type { KnownContacts } from './known-contacts.js';
import { NONE, without } from './lists.js';
import type { AgentRecord } from './records.js';

type Contacts = Pick<KnownContacts, 'get'>;

/** Rounding must not cost the last of three thirds its room. */
const ROUNDING = 1e-9;

/** For which channels an agent has room now, whatever rests or pauses hold back. */
export function freeChannels(
  contacts: Contacts,
  agent: AgentRecord,
  reachable: ReadonlySet<string>,
): readonly ContactChannel[] {
  if (agent.state === 'offline' || agent.reservation !== undefined || agent.next !== undefined) return NONE;
  if (agent.dialling !== undefined) return NONE;
  if (agent.state === 'not-ready' && !(agent.reason !== undefined && reachable.has(agent.reason))) return NONE;
  const load = loadOf(contacts, agent);
  return without(agent.group.channels, (channel) => {
    const capacity = capacityOf(agent, channel);
    return capacity === 0 || load + 1 / capacity > 1 + ROUNDING;
  });
}

/** Whether an agent is at work with contacts, and may be rung by a queue that rings who is busy. */
export function isEngaged(agent: AgentRecord): boolean {
  return agent.state === 'busy' && agent.reservation === undefined && agent.next === undefined;
}

/** The share of an agent that contacts and wrap-ups take, from 0 to 1. */
function loadOf(contacts: Contacts, agent: AgentRecord): number {
  if (agent.contacts.size + agent.wrapUps.size === 0) return 0;
  let load = 0;
  for (const ids of [agent.contacts, agent.wrapUps])
    for (const id of ids) load += 1 / Math.max(1, capacityOf(agent, contacts.get(id)?.channel ?? 'voice'));
  return load;
}

function capacityOf({ definition }: AgentRecord, channel: ContactChannel): number {
  return definition?.capacity?.[channel] ?? 1;
}
