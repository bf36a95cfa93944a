import type { AgentView, QueueView, WaitingContact } from '@caruso/communication-server/contract';
import { columns } from '../columns.js';
import { count } from '../terminal.js';
import { agentTable } from './agent-lines.js';
import { replyOf } from './contact-lines.js';
import { momentOf, spanOf } from './times.js';

const STATES = ['ready', 'reserved', 'busy', 'wrap-up', 'not-ready', 'offline'] as const;

/** Queues with who waits and the agents by state, a line each; and what is to be answered, where that has a time. */
export function queueTable(queues: readonly QueueView[]): string {
  if (queues.length === 0) return 'There are none.';
  const written = queues.some(({ replies }) => replies);
  const heading = [
    ...['QUEUE', 'NAME', 'CHANNEL', 'WAITING', 'LONGEST'],
    ...(written ? ['OVERDUE', 'NEXT DUE (UTC)'] : []),
    ...[...STATES, 'paused'].map((state) => state.toUpperCase()),
  ];
  const rows = queues.map(
    ({ queue, name, channel = 'not configured', waiting, longestWaitMs, replies, agents, paused }) => [
      ...[queue, name, channel, String(waiting)],
      longestWaitMs === undefined ? '-' : spanOf(longestWaitMs),
      ...(written ? [String(replies?.overdue ?? '-'), replies?.nextDue ? momentOf(replies.nextDue) : '-'] : []),
      ...STATES.map((state) => String(agents[state])),
      String(paused),
    ],
  );
  const numbers = heading.map((_, column) => column).filter((column) => column > 2);
  return columns([heading, ...rows], numbers);
}

/** A queue, who waits in it in the order of answering, and who serves it. */
export function queueLines(
  queue: QueueView,
  waiting: readonly WaitingContact[],
  agents: readonly AgentView[],
  now: number,
): readonly string[] {
  const written = waiting.some(({ reply }) => reply);
  const rows = waiting.map(({ contact, from, waitedMs, priority, offeredTo, reply }, place) => [
    ...[String(place + 1), contact, from, spanOf(waitedMs), String(priority)],
    ...(written ? [replyOf(reply) ?? '-'] : []),
    offeredTo.join(', ') || '-',
  ]);
  const heading = [
    ...['PLACE', 'CONTACT', 'FROM', 'WAITED', 'PRIORITY'],
    ...(written ? ['ANSWER DUE (UTC)'] : []),
    'OFFERED TO',
  ];
  const more = queue.waiting - waiting.length;
  return [
    queueTable([queue]),
    ...estimateLines(queue),
    '',
    ...(rows.length > 0 ? [columns([heading, ...rows], [0, 3, 4])] : ['Nobody waits.']),
    ...(more > 0 ? [`and ${count(more, 'more contact')}`] : []),
    '',
    agents.length > 0 ? agentTable(agents, now) : 'No agent serves it.',
  ];
}

/** How right the estimates of waits were, where there were any. */
function estimateLines({ estimates }: QueueView): readonly string[] {
  if (!estimates) return [];
  const { answered, errorMs = 0, absoluteErrorMs = 0, near = 0, gaveUp, gaveUpLater } = estimates;
  const whole = (value: number) => String(Math.round(value));
  const lines =
    answered < 1
      ? ''
      : ` off by ${spanOf(absoluteErrorMs)} in the mean (${spanOf(Math.abs(errorMs))} too ${errorMs < 0 ? 'short' : 'long'}), ${whole(near * 100)} % near, of ${whole(answered)} who waited;`;
  return ['', `Estimated waits:${lines} ${whole(gaveUp)} gave up, ${whole(gaveUpLater)} of them later than estimated.`];
}
