import type { Strategy } from '../configuration/queue-definition.js';
import type { AgentGroup, AgentRecord, ContactRecord, WaitingLine } from '../state/records.js';
import { agentsFor, firstInOrder, isChosenBefore, measureOf } from './agent-order.js';
import { heldBack } from './held-back.js';
import { delayOf, strategyOf } from './match.js';
import type { Offer } from './offer.js';

/** How many agents a reason names on either side; the log up to the offer tells the rest. */
const NAMED = 3;
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
  const { queue, demand } = line;
  const waitedMs = now - (contact.queuedAt ?? now);
  const { priority } = contact;
  return {
    rule: demand.only === undefined ? strategy : 'preferred-agent',
    candidates: candidates(line, groups, strategy, now, named).map((agent) =>
      strategy === 'longest-idle'
        ? { agent: agent.id, idleSince: agent.idleSince }
        : { agent: agent.id, idleSince: agent.idleSince, value: measureOf(strategy, agent, queue.id, now) },
    ),
    excluded: excluded(line, groups, now, named),
    contact: demand.needsNothing ? { priority, waitedMs } : { priority, waitedMs, needs: demand.needs },
  };
}

/** Who could have got it, the best first. */
function candidates(
  line: WaitingLine,
  groups: readonly AgentGroup[],
  strategy: Strategy,
  now: number,
  named: number,
): readonly AgentRecord[] {
  const best: AgentRecord[] = [];
  if (named === 0) return best;
  const before = (a: AgentRecord, b: AgentRecord) => isChosenBefore(line, strategy, a, b, now);
  for (const group of groups) {
    const first = firstInOrder(group, line, strategy);
    const worst = best[named - 1];
    if (first && worst && !before(first, worst)) continue;
    for (const agent of agentsFor(group, line, strategy, now, () => {})) {
      const last = best[named - 1];
      // Those of a group come in order: who is behind is not among the best either.
      if (last && !before(agent, last)) break;
      let place = Math.min(best.length, named - 1);
      for (; place > 0 && before(agent, best[place - 1] as AgentRecord); place -= 1)
        best[place] = best[place - 1] as AgentRecord;
      best[place] = agent;
    }
  }
  return best;
}

function excluded(
  line: WaitingLine,
  groups: readonly AgentGroup[],
  now: number,
  named: number,
): Offer['reason']['excluded'] {
  const found: Offer['reason']['excluded'] = [];
  let looked = 0;
  for (const agent of line.queue.agents) {
    if (found.length === named || ++looked > Math.max(LOOKED_AT, named)) break;
    const because = whyNot(agent, line, groups, now);
    if (because !== undefined) found.push({ agent: agent.id, because });
  }
  return found;
}

/** What kept an agent of the queue from the contact; nothing when it could have been this agent. */
function whyNot(agent: AgentRecord, line: WaitingLine, groups: readonly AgentGroup[], now: number): string | undefined {
  const { queue, demand } = line;
  const { id, state, reason, group } = agent;
  const { channel } = queue.definition ?? {};
  if (!line.groups.has(group)) return 'lacks a skill or is outside the penalties';
  if (demand.only !== undefined && demand.only !== id) return `waits for agent "${demand.only}"`;
  if (agent.dialling !== undefined) return 'a campaign calls for the agent';
  if (channel === undefined || !agent.freeFor.includes(channel))
    return `${state}${reason === undefined ? '' : ` (${reason})`}`;
  const held = heldBack(agent, queue.id, now);
  if (held) return held.because;
  if (groups.includes(group)) return undefined;
  const delay = delayOf(group, line);
  return delay > 0 ? `gets contacts after ${delay / 1_000} s` : 'takes a more urgent contact first';
}
