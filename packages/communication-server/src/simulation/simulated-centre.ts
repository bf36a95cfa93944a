import type { AgentDefinition } from '../configuration/agent-definition.js';
import type { Queue } from '../configuration/queue-definition.js';
import type { RecordedContact } from '../recording/recording.js';
import type { ArrivalRate } from './arrival-times.js';
import type { Distribution } from './distribution.js';

/** Agents who do the same work at the same times. */
export interface Team {
  readonly id: string;
  readonly agents: number;
  readonly queues: AgentDefinition['queues'];
  readonly skills?: NonNullable<AgentDefinition['skills']>;
  /** When they work, in seconds from the start, in order; between two spans they have a break. Always, if left out. */
  readonly shift?: readonly Span[];
}

/** From one time to another, in seconds from the start. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** The contacts that are forecast for a queue. */
export interface Demand {
  readonly queue: string;
  readonly arrivals: readonly ArrivalRate[];
  readonly handling: Distribution;
  /** How long they wait before they give up; they do not, if left out. */
  readonly patience?: Distribution;
  /** None if left out. */
  readonly wrapUp?: Distribution;
}

/** Contacts that came once, and come again; their times count from the start of the simulation. */
export interface RecordedDemand {
  /** Unique in a centre. */
  readonly id: string;
  readonly contacts: readonly RecordedContact[];
  /** Of what the recording does not say. */
  readonly durations: readonly QueueDurations[];
}

/** How long things take in a queue where a recording does not say so. */
export interface QueueDurations {
  readonly queue: string;
  /** If left out, contacts that were not answered talk as others of the queue did. */
  readonly handling?: Distribution;
  /** Of all contacts: of those who did not give up it is the part that is longer than they waited. They wait for ever if left out. */
  readonly patience?: Distribution;
  /** None if left out. */
  readonly wrapUp?: Distribution;
}

/** A contact centre as it might be. */
export interface SimulatedCentre {
  readonly queues: readonly Queue[];
  readonly teams: readonly Team[];
  readonly demand: readonly Demand[];
  readonly recorded?: readonly RecordedDemand[];
}
