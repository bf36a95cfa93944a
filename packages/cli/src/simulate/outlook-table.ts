import { columns } from '../columns.js';
import type { Outlook, QueueOutlook } from './outlook.js';

type Figure = QueueOutlook['serviceLevel'];

const QUEUE_HEAD = ['queue', 'a day', 'answered within', 'service level', 'target', 'ASA', 'abandoned', 'longest wait'];

/** An outlook for people: one table of the queues, one of the teams, each figure with its 95 % interval if it has one. */
export function outlookTable({ queues, teams, endlessPatience }: Outlook): string {
  const queueRows = queues.map((queue) => [
    queue.queue,
    queue.offered.toFixed(0),
    seconds(queue.within),
    percent(queue.serviceLevel),
    verdict(queue),
    interval(queue.speedOfAnswer, seconds),
    percent(queue.abandonment),
    seconds(queue.longestWait),
  ]);
  const teamRows = teams.map(({ team, agents, occupancy }) => [team, String(agents), percent(occupancy)]);
  const left = queues.filter(({ unanswered }) => unanswered >= 0.5);
  return [
    columns([QUEUE_HEAD, ...queueRows], [1, 2]),
    columns([['team', 'agents', 'occupancy'], ...teamRows], [1]),
    ...left.map(
      ({ queue, unanswered }) =>
        `${queue}: ${unanswered.toFixed(0)} contacts a day still wait when everybody has gone home`,
    ),
    ...endlessPatience.map(
      ({ queue, recordedMean }) =>
        `${queue}: who did not give up then waits for ever, which is too kind to fewer agents; ` +
        `the recording speaks for <patience mean="${Math.round(recordedMean)}s"/>`,
    ),
  ].join('\n\n');
}

/** Whether the target is reached for certain, missed for certain, or neither. */
function verdict({ serviceLevel, target }: QueueOutlook): string {
  const wanted = `${tenths(100 * target)} %`;
  if (!serviceLevel) return wanted;
  const { low, high } = 'low' in serviceLevel ? serviceLevel : { low: serviceLevel.value, high: serviceLevel.value };
  if (low >= target) return `${wanted} met`;
  return `${wanted} ${high < target ? 'missed' : 'uncertain'}`;
}

const tenths = (value: number) => String(Math.round(10 * value) / 10);
const seconds = (value: number) => `${tenths(value)} s`;

function percent(figure: Figure): string {
  return interval(figure, (share) => `${tenths(100 * share)} %`);
}

/** `81.2 % (79.9 to 82.5)`; an interval does not go below 0, nor a share above 1. */
function interval(figure: Figure, written: (value: number) => string): string {
  if (!figure) return 'no data';
  if (!('low' in figure)) return written(figure.value);
  const bare = (value: number) => written(Math.max(0, value)).replace(/ .*/, '');
  return `${written(figure.value)} (${bare(figure.low)} to ${bare(figure.high)})`;
}
