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
} as const satisfies Readonly<Record<string, Metric>>;

export type MetricId = keyof typeof metrics;

/** Whether a metric has this id. */
export function isMetric(id: string): id is MetricId {
  return Object.hasOwn(metrics, id);
}
