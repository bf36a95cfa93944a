import type { AgentView, ContactView, Explanation } from '@caruso/communication-server/contract';
import { agentState } from './agent-lines.js';
import { spanOf, timeOf } from './times.js';

type Reason = Explanation['reason'];

/** What a rule compares, and how its value reads; an agent who is idle longest needs no value. */
const RULES: Readonly<Record<string, readonly [because: string, value?: (value: number) => string]>> = {
  'longest-idle': ['was idle longest'],
  'fewest-contacts': ['had the fewest contacts in this shift', (value) => `${value} so far`],
  'fewest-open': ['had the fewest contacts open', (value) => `${value} open`],
  'least-occupied': ['was busy for the smallest share of the shift', (value) => `${(100 * value).toFixed(1)} % busy`],
  'round-robin': ['had been offered nothing for longest'],
  ranked: ['had the lowest penalty', (value) => `penalty ${value}`],
  linear: ['stands first in the configuration'],
  'ring-several': ['was rung with others at once'],
  'preferred-agent': ['is the agent the contact waited for'],
};

/** Why a contact was offered to whom, a paragraph a decision. */
export function explanationLines(explanations: readonly Explanation[]): readonly string[] {
  return explanations.flatMap((explanation, at) => [...(at === 0 ? [] : ['']), ...decisionLines(explanation)]);
}

/** What can be said of a contact that was offered to nobody. */
export function neverOfferedLines(
  { contact, state, outcome, queue }: ContactView,
  agents: readonly AgentView[],
): readonly string[] {
  const now = outcome === undefined ? state : `${state} (${outcome})`;
  const head = `${contact} was never offered to an agent; it is ${now}${queue === undefined ? '' : ` in the queue ${queue}`}.`;
  if (state !== 'waiting') return [head];
  const serving = agents.filter(({ queues }) => queues.some((served) => served === queue));
  if (serving.length === 0) return [head, `No agent serves the queue ${queue}.`];
  return [head, 'Who serves the queue now:', ...serving.map((agent) => `  ${agent.agent}  ${standing(agent, queue)}`)];
}

function standing(agent: AgentView, queue: string | undefined): string {
  const pause = agent.paused?.find((each) => each.queue === queue);
  return `${agentState(agent)}${pause ? `, paused here: ${pause.reason}` : ''}`;
}

function decisionLines({ event, at, queue, agent, reason, again }: Explanation): readonly string[] {
  // Decided again it names everybody, not only some.
  const full = again.agrees ? (again.reason ?? reason) : reason;
  const [because] = RULES[reason.rule] ?? [`was chosen by the rule ${reason.rule}`];
  const isAlone = full.candidates.length === 1 && reason.rule !== 'preferred-agent';
  return [
    `${timeOf(at)} UTC  offered to ${agent} from the queue ${queue} (event ${event})`,
    `  why       ${agent} ${isAlone ? 'was the only one free' : because}`,
    ...contactLine(reason.contact),
    ...candidateLines(full, at),
    ...listed(
      'not free',
      full.excluded.map((excluded) => `${excluded.agent}: ${excluded.because}`),
    ),
    `  again     ${againWords(again)}`,
  ];
}

function contactLine(contact: Reason['contact']): readonly string[] {
  if (!contact) return [];
  const needs = Object.entries(contact.needs ?? {}).map(([skill, level]) => `${skill} at level ${level}`);
  return [
    `  contact   had waited ${spanOf(contact.waitedMs)}, priority ${contact.priority}, needed ${needs.join(', ') || 'no skill'}`,
  ];
}

function candidateLines({ rule, candidates }: Reason, at: number): readonly string[] {
  const [, words] = RULES[rule] ?? [];
  return listed(
    'free',
    candidates.map(({ agent, idleSince, value }, place) => {
      const measured = value === undefined || words === undefined ? '' : `${words(value)}, `;
      return `${place + 1}. ${agent}: ${measured}idle for ${spanOf(at - idleSince)}`;
    }),
  );
}

function listed(name: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, at) => `  ${(at === 0 ? name : '').padEnd(9)} ${line}`);
}

function againWords({ agrees, under, reason }: Explanation['again']): string {
  if (agrees) return 'decided again from the log, it comes out alike';
  const other = reason?.candidates[0]?.agent;
  const chosen = other === undefined ? 'nobody would be chosen' : `${other} would be chosen`;
  const why =
    under === 'today'
      ? 'the configuration is that of today, because that of then was not kept'
      : 'the rules of this version are not those of then';
  return `decided again from the log, ${chosen}: ${why}`;
}
