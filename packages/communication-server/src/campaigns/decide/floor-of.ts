import type { ContactCentreState } from '../../state/contact-centre-state.js';
import type { AgentRecord } from '../../state/records.js';
import type { DiallingState } from '../pacing/pace.js';
import type { Campaign, OpenAttempt } from '../state/campaign.js';
import { isDefined } from './running-campaign.js';

/** Lines of a campaign that does not say how many. */
const LINES = 30;

/** Agents of a campaign who would get an answered call at once. */
export function freeAgents(state: ContactCentreState, { definition }: Campaign, now: number): readonly AgentRecord[] {
  if (!definition) return [];
  const { agents, definition: queue } = state.queueRecord(definition.queue);
  if (!queue) return [];
  const needs = Object.entries(queue.needs ?? {});
  return [...agents].filter((agent) => {
    const assignment = agent.assignments.get(queue.id);
    return (
      agent.state === 'ready' &&
      agent.freeFor.includes(queue.channel) &&
      assignment?.paused === undefined &&
      Math.max(agent.restsUntil, assignment?.restsUntil ?? 0) <= now &&
      needs.every(([skill, level]) => level <= (agent.group.skills[skill] ?? 0))
    );
  });
}

/** What of a campaign decides how many lines are dialled. */
export function floorOf(
  state: ContactCentreState,
  campaign: Campaign,
  now: number,
): Pick<DiallingState, 'free' | 'previewing' | 'handlingSince' | 'ringingSince' | 'linesAvailable'> {
  const { definition, lines } = campaign;
  const ringing = lines.filter(isRinging);
  const free = freeAgents(state, campaign, now);
  const looking = new Set([...campaign.attempts.values()].flatMap(({ agent }) => agent ?? []));
  return {
    free: Math.max(0, free.length - promised(state, campaign)),
    previewing: free.filter(({ id }) => looking.has(id)).length,
    handlingSince: handlingSince(state, definition?.queue ?? ''),
    ringingSince: ringing.map(({ dialledAt = now }) => dialledAt),
    linesAvailable: Math.max(0, (definition?.lines ?? LINES) - lines.length),
  };
}

function isRinging({ state, agent }: OpenAttempt): boolean {
  return state === 'dialled' && agent === undefined;
}

/** The agents that other campaigns with the same queue count on. */
function promised(state: ContactCentreState, campaign: Campaign): number {
  const { agents } = state.queueRecord(campaign.definition?.queue ?? '');
  let lines = 0;
  for (const other of state.campaigns) {
    if (other === campaign || !isDefined(other)) continue;
    const shared = [...state.queueRecord(other.definition.queue).agents].some((agent) => agents.has(agent));
    if (shared) lines += other.lines.filter(isRinging).length;
  }
  return lines;
}

function handlingSince(state: ContactCentreState, queue: string): readonly number[] {
  return [...state.queueRecord(queue).agents].flatMap(({ contacts, wrapUps, since }) => {
    const [contact] = [...contacts, ...wrapUps];
    return contact === undefined ? [] : [state.contacts.get(contact)?.connectedAt ?? since];
  });
}
