import type { AgentDefinition } from '../configuration/agent-definition.js';
import type { Queue } from '../configuration/queue-definition.js';
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

/** The contacts of a queue. */
export interface Demand {
  readonly queue: string;
  readonly arrivals: readonly ArrivalRate[];
  readonly handling: Distribution;
  /** How long they wait before they give up; they do not, if left out. */
  readonly patience?: Distribution;
  /** None if left out. */
  readonly wrapUp?: Distribution;
}

/** A contact centre as it might be. */
export interface SimulatedCentre {
  readonly queues: readonly Queue[];
  readonly teams: readonly Team[];
  readonly demand: readonly Demand[];
}
