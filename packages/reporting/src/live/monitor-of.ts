import type { Monitor } from '../contract.js';
import { type LiveState, noCount } from './live-state.js';

/** What the monitor shows besides what happens: names and targets. */
export interface MonitorSettings {
  readonly agentNames: ReadonlyMap<string, string>;
  readonly campaignNames: ReadonlyMap<string, string>;
  readonly queues: readonly { readonly id: string; readonly name: string; readonly target: number }[];
}

type Talks = Monitor['agents'][number]['talks'];

/** The picture of the present that a monitor shows, at the time `now` (ms UTC). */
export function monitorOf(
  state: LiveState,
  { agentNames, campaignNames, queues }: MonitorSettings,
  now: number,
): Monitor {
  const nameOf = (agent: string) => agentNames.get(agent) ?? agent;
  const waiting = waitingIn(state);
  const talks = talksByAgent(state, nameOf);
  const todayIsOver = now >= state.day.end;
  return {
    event: state.event,
    at: now,
    agents: [...state.agents.values()].map(({ by, ...agent }) => ({
      ...agent,
      name: nameOf(agent.agent),
      ...(by === undefined ? {} : { by: nameOf(by) }),
      talks: talks.get(agent.agent) ?? [],
    })),
    waiting,
    campaigns: state.campaigns.all
      .filter(({ status, campaign, open }) =>
        status === 'new' ? open > 0 && campaignNames.has(campaign) : status !== 'stopped',
      )
      .map(({ campaign, today, ...figures }) => ({
        campaign,
        name: campaignNames.get(campaign) ?? campaign,
        ...figures,
        today: todayIsOver ? { dialled: 0, answered: 0, dropped: 0, successes: 0 } : today,
      })),
    queues: queues.map(({ id, name, target }) => {
      const here = waiting.filter(({ queue }) => queue === id);
      const { offered, answered, inTime, abandoned } = (todayIsOver ? undefined : state.today.get(id)) ?? noCount();
      const serviceLevel = offered === 0 ? null : inTime / offered;
      return {
        queue: id,
        name,
        waiting: here.length,
        longestSince: here[0]?.since ?? null,
        ...repliesIn(state, id),
        today: { offered, answered, abandoned, serviceLevel },
        target,
      };
    }),
  };
}

/** How many customers of a queue have waited too long for an answer in writing, and when the next will have. */
function repliesIn(state: LiveState, queue: string): Pick<Monitor['queues'][number], 'overdue' | 'nextDue'> {
  const replies = [...state.contacts.values()].flatMap(({ segment, reply }) =>
    reply && segment?.queue === queue ? [reply] : [],
  );
  const next = replies.flatMap(({ due, overdue }) => (overdue || due === null ? [] : [due]));
  return {
    overdue: replies.filter(({ overdue }) => overdue).length,
    nextDue: next.length === 0 ? null : next.reduce((first, due) => Math.min(first, due)),
  };
}

/** The conversations of each agent, those that began first at first. */
function talksByAgent(state: LiveState, nameOf: (agent: string) => string): ReadonlyMap<string, Talks> {
  const talks = new Map<string, Talks>();
  for (const { contact, channel, from, customer, talk } of state.contacts.values()) {
    if (!talk) continue;
    const { agents, heldSince } = talk;
    const shown = {
      ...{ contact, channel, from },
      ...(customer === undefined ? {} : { customer }),
      ...(heldSince === undefined ? {} : { heldSince }),
      supervisors: talk.supervisors.map((other) => ({ ...other, name: nameOf(other.supervisor) })),
    };
    for (const { agent, since } of agents) talks.set(agent, [...(talks.get(agent) ?? []), { ...shown, since }]);
  }
  for (const of of talks.values()) of.sort((one, other) => one.since - other.since);
  return talks;
}

function waitingIn(state: LiveState): Monitor['waiting'] {
  return [...state.contacts.values()]
    .flatMap(({ segment, reply: _, talk: __, ...contact }) =>
      segment?.outcome === 'open' ? [{ segment, contact }] : [],
    )
    .sort((a, b) => a.segment.segment - b.segment.segment)
    .map(({ segment: { queue, queuedAt }, contact }) => ({ ...contact, queue, since: queuedAt }));
}
