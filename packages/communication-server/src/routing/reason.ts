import type { AgentGroup, AgentRecord, ContactRecord, WaitingLine } from '../state/records.js';
import { agentsFor, comesBefore, measureOf } from './agent-order.js';
import { heldBack } from './held-back.js';
import { delayOf, strategyOf } from './match.js';
import type { Offer } from './offer.js';

/** How many agents a reason names on either side; the log up to the offer tells the rest. */
const NAMED = 5;
/** How many agents of a queue are looked at for those who could not. */
const LOOKED_AT = 50;

/** Says why a contact is offered now, and to whom it could have been. */
export function reasonOf(
  line: WaitingLine,
  contact: ContactRecord,
  groups: readonly AgentGroup[],
  now: number,
  named = NAMED,
): Offer['reason'] {
  const strategy = strategyOf(line);
  const { queue } = line;
  const candidates = groups
    .flatMap((group) =>
      take(
        agentsFor(group, line, strategy, now, () => {}),
        named,
      ),
    )
    .sort((a, b) => (comesBefore(strategy, a, b, queue.id, now) ? -1 : 1))
    .slice(0, named);
  const needed = Object.keys(line.demand.needs).length > 0;
  return {
    rule: line.demand.only === undefined ? strategy : 'preferred-agent',
    candidates: candidates.map((agent) => ({
      agent: agent.id,
      idleSince: agent.idleSince,
      ...(strategy === 'longest-idle' ? {} : { value: measureOf(strategy, agent, queue.id, now) }),
    })),
    excluded: excluded(line, new Set(groups), now, named),
    contact: {
      priority: contact.priority,
      waitedMs: now - (contact.queuedAt ?? now),
      ...(needed ? { needs: { ...line.demand.needs } } : {}),
    },
  };
}

function excluded(
  line: WaitingLine,
  groups: ReadonlySet<AgentGroup>,
  now: number,
  named: number,
): Offer['reason']['excluded'] {
  const { queue } = line;
  const found: Offer['reason']['excluded'] = [];
  let looked = 0;
  for (const agent of queue.agents) {
    if (found.length === named || ++looked > Math.max(LOOKED_AT, named)) break;
    const because = whyNot(agent, line, groups, now);
    if (because !== undefined) found.push({ agent: agent.id, because });
  }
  return found;
}

/** What kept an agent of the queue from the contact; nothing when it could have been this agent. */
function whyNot(
  agent: AgentRecord,
  line: WaitingLine,
  groups: ReadonlySet<AgentGroup>,
  now: number,
): string | undefined {
  const { queue, demand } = line;
  const { id, state, reason, group } = agent;
  const { channel } = queue.definition ?? {};
  if (!line.groups.has(group)) return 'lacks a skill or is outside the penalties';
  if (demand.only !== undefined && demand.only !== id) return `waits for agent "${demand.only}"`;
  if (channel === undefined || !group.free(channel).has(agent))
    return `${state}${reason === undefined ? '' : ` (${reason})`}`;
  const held = heldBack(agent, queue.id, now);
  if (held) return held.because;
  if (groups.has(group)) return undefined;
  const delay = delayOf(group, line);
  return delay > 0 ? `gets contacts after ${delay / 1_000} s` : 'takes a more urgent contact first';
}

function take<T>(values: Iterable<T>, limit: number): T[] {
  const found: T[] = [];
  for (const value of values) {
    found.push(value);
    if (found.length === limit) break;
  }
  return found;
}
