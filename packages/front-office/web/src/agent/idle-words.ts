import type { AgentView } from '../../../src/api-types.js';
import { isSystemReason, SYSTEM_REASONS, type SystemReason } from '../shared/not-ready-reasons.js';

export interface IdleWords {
  readonly title: string;
  readonly text: string;
}

const STATES: Partial<Record<AgentView['state'], IdleWords>> = {
  offline: { title: 'Shift not started', text: 'Start it to take contacts. You begin as not ready.' },
  ready: { title: 'Waiting for a contact', text: 'It will appear here. You can look up customers meanwhile.' },
  'not-ready': { title: 'You are not ready', text: 'No contact comes to you. Press Ready when you want to go on.' },
};

/**
 * What to tell an agent without a contact; above all, why the system made him not ready.
 *
 * @param from who the last offer came from, when it is known
 * @param by what somebody else is called who has put the agent into this state
 */
export function idleWords(
  { state, reason }: Pick<AgentView, 'state' | 'reason'>,
  from: string | undefined,
  by: string | undefined,
): IdleWords {
  if (by !== undefined && (state === 'not-ready' || state === 'offline')) return orderedBy(by)[state];
  if (state === 'not-ready' && isSystemReason(reason)) {
    return { title: SYSTEM_REASONS[reason], text: `${whatHappened(reason, from)} Press Ready to go on.` };
  }
  return STATES[state] ?? { title: 'One moment', text: 'The contact is being connected.' };
}

function orderedBy(by: string): Record<'not-ready' | 'offline', IdleWords> {
  return {
    offline: { title: 'Shift ended', text: `${by} has ended your shift. Start it again to take contacts.` },
    'not-ready': {
      title: 'You are not ready',
      text: `${by} has taken you out of distribution. No contact comes to you.`,
    },
  };
}

function whatHappened(reason: SystemReason, from: string | undefined): string {
  const call = from === undefined ? 'the call' : `the call from ${from}`;
  return {
    'no-answer': `You did not take ${call}.`,
    rejected: `You rejected ${call}.`,
    'connection-lost': 'Your connection was lost, so no contacts came to you.',
  }[reason];
}
