import type { Monitor, MonitorSettings } from '../../../src/api-types.js';

type Agent = Monitor['agents'][number];
export type Talk = Agent['talks'][number];
export type Mode = Talk['supervisors'][number]['mode'];

/** Something a supervisor can do with an agent. */
export type AgentAction =
  | { readonly kind: 'supervise'; readonly contact: string; readonly mode: Mode }
  | { readonly kind: 'ready' }
  | { readonly kind: 'not-ready'; readonly reason: string }
  | { readonly kind: 'log-out' };

export const MODES: readonly Mode[] = ['listen', 'whisper', 'barge'];

/** The agent whose conversation a telephone hears beside those who talk, and the conversation. */
export function heardBy(
  agents: Monitor['agents'],
  telephone: string | undefined,
): { readonly agent: Agent; readonly talk: Talk } | undefined {
  for (const agent of agents)
    for (const talk of agent.talks)
      if (talk.supervisors.some(({ supervisor }) => supervisor === telephone)) return { agent, talk };
  return undefined;
}

/**
 * What is possible with an agent now. What a supervisor without a telephone would have to configure the server tells him, so hearing is
 * offered to him, too.
 *
 * @param hears whether the supervisor hears a conversation already; nobody is in two at once
 * @param telephone the agent whose telephone the supervisor has
 */
export function actionsWith(
  { agent, state, reason, next, talks }: Agent,
  {
    hears,
    telephone,
    reasons,
  }: {
    readonly hears: boolean;
    readonly telephone: string | undefined;
    readonly reasons: MonitorSettings['notReadyReasons'];
  },
): readonly AgentAction[] {
  const talk = talks.find(({ channel }) => channel === 'voice');
  const hear = talk && !hears && agent !== telephone ? MODES : [];
  const during = state === 'busy' || state === 'wrap-up';
  const present = during ? next : reason;
  const pauses = state === 'reserved' ? [] : reasons.filter(({ id }) => id !== present);
  const goesOn = during ? next !== undefined : state === 'not-ready';
  return [
    ...hear.map((mode) => ({ kind: 'supervise', contact: talk?.contact ?? '', mode }) as const),
    ...(goesOn ? [{ kind: 'ready' } as const] : []),
    ...pauses.map(({ id }) => ({ kind: 'not-ready', reason: id }) as const),
    ...(during ? [] : [{ kind: 'log-out' } as const]),
  ];
}
