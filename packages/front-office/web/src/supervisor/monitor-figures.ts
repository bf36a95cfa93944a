import type { Monitor } from '../../../src/api-types.js';

type AgentState = Monitor['agents'][number]['state'];

/** The figures of the tiles. */
export interface MonitorFigures {
  readonly waiting: number;
  /** Since when the longest has waited (ms UTC); null when nobody waits. */
  readonly longestSince: number | null;
  readonly agents: Readonly<Record<AgentState, number>>;
  /** Queues that have answered, or lost, somebody today, and of these the ones that reach their target. */
  readonly measured: number;
  readonly onTarget: number;
}

/** Counts what the tiles show. */
export function figuresOf({ agents, waiting, queues }: Monitor): MonitorFigures {
  const count = (state: AgentState) => agents.filter((agent) => agent.state === state).length;
  const measured = queues.filter(({ today }) => today.serviceLevel !== null);
  return {
    waiting: waiting.length,
    longestSince: waiting.length === 0 ? null : Math.min(...waiting.map(({ since }) => since)),
    agents: {
      ready: count('ready'),
      reserved: count('reserved'),
      busy: count('busy'),
      'wrap-up': count('wrap-up'),
      'not-ready': count('not-ready'),
    },
    measured: measured.length,
    onTarget: measured.filter(({ today, target }) => (today.serviceLevel ?? 0) >= target).length,
  };
}
