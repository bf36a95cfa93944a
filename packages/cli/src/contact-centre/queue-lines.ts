import type { AgentView, QueueView, WaitingContact } from '@caruso/communication-server/contract';
import { columns } from '../columns.js';
import { count } from '../terminal.js';
import { agentTable } from './agent-lines.js';
import { spanOf } from './times.js';

const STATES = ['ready', 'reserved', 'busy', 'wrap-up', 'not-ready', 'offline'] as const;

/** Queues with who waits and the agents by state, a line each. */
export function queueTable(queues: readonly QueueView[]): string {
  if (queues.length === 0) return 'There are none.';
  const heading = ['QUEUE', 'NAME', 'CHANNEL', 'WAITING', 'LONGEST', ...STATES.map((state) => state.toUpperCase())];
  const rows = queues.map(({ queue, name, channel = 'not configured', waiting, longestWaitMs, agents, paused }) => [
    ...[queue, name, channel, String(waiting)],
    longestWaitMs === undefined ? '-' : spanOf(longestWaitMs),
    ...STATES.map((state) => String(agents[state])),
    String(paused),
  ]);
  return columns([[...heading, 'PAUSED'], ...rows], [3, 4, 5, 6, 7, 8, 9, 10, 11]);
}

/** A queue, who waits in it in the order of answering, and who serves it. */
export function queueLines(
  queue: QueueView,
  waiting: readonly WaitingContact[],
  agents: readonly AgentView[],
  now: number,
): readonly string[] {
  const rows = waiting.map(({ contact, from, waitedMs, priority, offeredTo }, place) => [
    ...[String(place + 1), contact, from, spanOf(waitedMs), String(priority)],
    offeredTo.join(', ') || '-',
  ]);
  const more = queue.waiting - waiting.length;
  return [
    queueTable([queue]),
    '',
    ...(rows.length > 0
      ? [columns([['PLACE', 'CONTACT', 'FROM', 'WAITED', 'PRIORITY', 'OFFERED TO'], ...rows], [0, 3, 4])]
      : ['Nobody waits.']),
    ...(more > 0 ? [`and ${count(more, 'more contact')}`] : []),
    '',
    agents.length > 0 ? agentTable(agents, now) : 'No agent serves it.',
  ];
}
