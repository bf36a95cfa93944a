import type { AgentView } from '@caruso/communication-server/contract';
import { columns } from '../columns.js';
import { facts } from './facts.js';
import { momentOf, spanOf } from './times.js';

/** Agents, a line each. */
export function agentTable(agents: readonly AgentView[], now: number): string {
  if (agents.length === 0) return 'There are none.';
  const rows = agents.map((agent) => [
    agent.agent,
    agent.name,
    agentState(agent),
    agent.state === 'offline' ? '-' : spanOf(now - agent.since),
    agent.queues.map((queue) => `${queue}${marks(agent, queue)}`).join(', ') || '-',
    agent.contacts.map(({ contact }) => contact).join(', ') || '-',
  ]);
  return columns([['AGENT', 'NAME', 'STATE', 'FOR', 'QUEUES', 'CONTACTS'], ...rows]);
}

/** All there is to say about one agent. */
export function agentLines(agent: AgentView): readonly string[] {
  const { name, since, by, queues, contacts, offer, next } = agent;
  return facts(`${agent.agent} ${agentState(agent)}`, [
    ['name', name],
    ['since', since === 0 ? undefined : `${momentOf(since)} UTC`],
    ['by', by],
    ['queues', queues.map((queue) => `${queue}${marks(agent, queue)}`).join(', ') || 'none'],
    ['offered', offer && `${offer.contact.contact}, from ${offer.contact.from}, until ${momentOf(offer.deadline)} UTC`],
    ...contacts.map(({ contact, state, from }): readonly [string, string] => [
      'contact',
      `${contact}, ${state}, from ${from}`,
    ]),
    ['then', next && `a break (${next.reason})`],
  ]);
}

/** The state with its reason, as people say it. */
export function agentState({ state, reason }: Pick<AgentView, 'state' | 'reason'>): string {
  return reason === undefined ? state : `${state} (${reason})`;
}

function marks({ paused = [], penalties = {} }: AgentView, queue: string): string {
  const pause = paused.find((each) => each.queue === queue);
  const penalty = penalties[queue];
  const said = [
    ...(pause ? [`paused: ${pause.reason}`] : []),
    ...(penalty === undefined ? [] : [`penalty ${penalty}`]),
  ];
  return said.length === 0 ? '' : ` (${said.join('; ')})`;
}
