import type { Tally } from './tally.js';

/** A figure that a report can show: what it is called, and how it follows from a tally. */
export interface Metric {
  readonly label: string;
  readonly kind: 'count' | 'seconds' | 'ratio';
  /** What is counted over what, in one sentence. */
  readonly definition: string;
  /** Null when there is nothing to count: no data is not zero. */
  readonly of: (tally: Tally) => number | null;
}

const ratio = (part: number, whole: number) => (whole === 0 ? null : part / whole);
const seconds = (milliseconds: number | null) => (milliseconds === null ? null : milliseconds / 1_000);

const sum = (times: readonly number[]) => times.reduce((all, time) => all + time, 0);

function median(times: readonly number[]): number | null {
  if (times.length === 0) return null;
  const sorted = times.toSorted((a, b) => a - b);
  const [low = 0, high = low] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return (low + high) / 2;
}

/**
 * The metrics by id. The unit of count is the queue segment, one stay of a contact in one queue, attributed to the time at
 * which it was enqueued. Wait is the time from the queue to the answer, ringing included.
 */
export const metrics = {
  offered: {
    label: 'Offered',
    kind: 'count',
    definition: 'Contacts put into the queue: answered, abandoned, lost, diverted and still waiting ones.',
    of: ({ offered }) => offered,
  },
  answered: {
    label: 'Answered',
    kind: 'count',
    definition: 'Contacts connected with an agent.',
    of: ({ answered }) => answered,
  },
  abandoned: {
    label: 'Abandoned',
    kind: 'count',
    definition: 'Contacts that the customer ended before an agent answered, also while it rang.',
    of: ({ abandoned }) => abandoned,
  },
  lost: {
    label: 'Lost',
    kind: 'count',
    definition: 'Contacts that a gateway lost before an agent answered.',
    of: ({ lost }) => lost,
  },
  diverted: {
    label: 'Diverted',
    kind: 'count',
    definition:
      'Contacts that left the queue unanswered for another one, for self-service or because of its time limit.',
    of: ({ diverted }) => diverted,
  },
  open: {
    label: 'Waiting',
    kind: 'count',
    definition: 'Contacts that were neither answered nor ended at the last event counted.',
    of: ({ open }) => open,
  },
  'answer-rate': {
    label: 'Answer rate',
    kind: 'ratio',
    definition: 'Answered over offered.',
    of: ({ answered, offered }) => ratio(answered, offered),
  },
  'abandonment-rate': {
    label: 'Abandonment rate',
    kind: 'ratio',
    definition: 'Abandoned over offered.',
    of: ({ abandoned, offered }) => ratio(abandoned, offered),
  },
  'service-level': {
    label: 'Service level',
    kind: 'ratio',
    definition: 'SLa: answered within the threshold of the queue (exactly at it included) over offered.',
    of: ({ inTime, offered }) => ratio(inTime, offered),
  },
  'average-speed-of-answer': {
    label: 'Average speed of answer',
    kind: 'seconds',
    definition: 'Mean wait of answered contacts, those answered at once included.',
    of: ({ waitOfAnswered, answered }) => seconds(ratio(waitOfAnswered, answered)),
  },
  'estimate-error': {
    label: 'Error of estimates',
    kind: 'seconds',
    definition:
      'Mean of the wait estimated less the real one, over answered contacts that had to wait; below 0 when they waited longer.',
    of: ({ estimateError, estimates }) => seconds(ratio(estimateError, estimates)),
  },
  'estimate-absolute-error': {
    label: 'Estimates off by',
    kind: 'seconds',
    definition: 'The same mean without signs: by how much estimates are off.',
    of: ({ estimateAbsoluteError, estimates }) => seconds(ratio(estimateAbsoluteError, estimates)),
  },
  'estimate-near': {
    label: 'Near estimates',
    kind: 'ratio',
    definition: 'Estimates off by no more than a quarter of the wait, or ten seconds, over the same contacts.',
    of: ({ nearEstimates, estimates }) => ratio(nearEstimates, estimates),
  },
  'estimate-exceeded': {
    label: 'Gave up later',
    kind: 'ratio',
    definition:
      'Abandoned contacts that had already waited too long for their estimate to be near, over those that had to wait.',
    of: ({ abandonedLater, estimatesOfAbandoned }) => ratio(abandonedLater, estimatesOfAbandoned),
  },
  'average-time-to-abandon': {
    label: 'Average time to abandon',
    kind: 'seconds',
    definition: 'Mean wait of abandoned contacts.',
    of: ({ waitOfAbandoned, abandoned }) => seconds(ratio(waitOfAbandoned, abandoned)),
  },
  'average-talk': {
    label: 'Average talk time',
    kind: 'seconds',
    definition: 'Mean time from the answer to the end of the conversation, over conversations that have ended.',
    of: ({ talk, talks }) => seconds(ratio(talk, talks)),
  },
  'average-wrap-up': {
    label: 'Average wrap-up time',
    kind: 'seconds',
    definition: 'Mean time from the end of the conversation to the disposition, over finished wrap-ups.',
    of: ({ wrapUp, wrapUps }) => seconds(ratio(wrapUp, wrapUps)),
  },
  'longest-wait': {
    label: 'Longest wait',
    kind: 'seconds',
    definition: 'Longest wait of all contacts, whatever became of them, also of those still waiting.',
    of: ({ longestWait }) => seconds(longestWait),
  },
  replies: {
    label: 'Replies',
    kind: 'count',
    definition: 'Contacts in writing, or left by telephone, that a person has answered.',
    of: ({ replies }) => replies.length,
  },
  'average-reply-time': {
    label: 'Average reply time',
    kind: 'seconds',
    definition: 'Mean business time to the first answer of a person, over replies.',
    of: ({ replies }) => seconds(ratio(sum(replies), replies.length)),
  },
  'median-reply-time': {
    label: 'Median reply time',
    kind: 'seconds',
    definition: 'Median of the business time to the first answer of a person, over replies.',
    of: ({ replies }) => seconds(median(replies)),
  },
  'replies-in-time': {
    label: 'Replies in time',
    kind: 'ratio',
    definition: 'Replies within the time of the queue over replies and overdue contacts without one.',
    of: ({ replies, repliesInTime, owed }) => ratio(repliesInTime, replies.length + owed),
  },
  resolutions: {
    label: 'Settled',
    kind: 'count',
    definition: 'Contacts to be answered in writing, or left by telephone, that an agent has settled.',
    of: ({ resolutions }) => resolutions.length,
  },
  'average-resolution-time': {
    label: 'Average resolution time',
    kind: 'seconds',
    definition: 'Mean business time from the arrival of a contact until it was settled, wrap-up included.',
    of: ({ resolutions }) => seconds(ratio(sum(resolutions), resolutions.length)),
  },
  'median-resolution-time': {
    label: 'Median resolution time',
    kind: 'seconds',
    definition: 'Median of the business time from the arrival of a contact until it was settled, wrap-up included.',
    of: ({ resolutions }) => seconds(median(resolutions)),
  },
  'mails-received': {
    label: 'Mails received',
    kind: 'count',
    definition:
      'Mails of customers by receipt; returned, automatic, mass, duplicate and unreadable ones are not among them.',
    of: ({ mails }) => mails,
  },
  'mails-returned': {
    label: 'Mails returned',
    kind: 'count',
    definition: 'Mails that tell that one of ours was not delivered.',
    of: ({ returned }) => returned,
  },
  'mails-automatic': {
    label: 'Automatic mails',
    kind: 'count',
    definition: 'Mails that a program has written (RFC 3834), forms of web pages and our own included.',
    of: ({ automatic }) => automatic,
  },
  'mails-bulk': {
    label: 'Mass mails',
    kind: 'count',
    definition: 'Mails of lists, mass mailings and what is marked as junk.',
    of: ({ bulk }) => bulk,
  },
  'mails-duplicate': {
    label: 'Duplicate mails',
    kind: 'count',
    definition: 'Mails with a Message-ID that had come from the same sender before.',
    of: ({ duplicates }) => duplicates,
  },
  'mails-unreadable': {
    label: 'Unreadable mails',
    kind: 'count',
    definition: 'Mails that the mail server could not give, or that could not be read; they are in the mailbox.',
    of: ({ unreadable }) => unreadable,
  },
  backlog: {
    label: 'Backlog',
    kind: 'count',
    definition: 'Contacts that nobody had settled and that had not gone at the end of the days counted.',
    of: ({ pending }) => pending,
  },
  'average-backlog-age': {
    label: 'Average age of the backlog',
    kind: 'seconds',
    definition: 'Mean time from the arrival to the end of the days counted, night or day, over the backlog.',
    of: ({ pending, pendingFor }) => seconds(ratio(pendingFor, pending ?? 0)),
  },
  'oldest-in-backlog': {
    label: 'Oldest in the backlog',
    kind: 'seconds',
    definition: 'Longest time from the arrival to the end of the days counted, over the backlog.',
    of: ({ longestPending }) => seconds(longestPending),
  },
} as const satisfies Readonly<Record<string, Metric>>;

export type MetricId = keyof typeof metrics;

/** Whether a metric has this id. */
export function isMetric(id: string): id is MetricId {
  return Object.hasOwn(metrics, id);
}
