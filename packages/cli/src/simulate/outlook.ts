import {
  type Batch,
  type Estimate,
  estimateOccupancy,
  estimateQueue,
  type QueueFigure,
  type SimulatedCentre,
} from '@caruso/communication-server';

/** A figure with its 95 % interval; null when there was nothing to count. */
type Figure = Estimate | null;

/** What is to be expected of a queue on such a day; times in seconds. */
export interface QueueOutlook {
  readonly queue: string;
  /** Contacts a day. */
  readonly offered: number;
  readonly within: number;
  readonly target: number;
  readonly serviceLevel: Figure;
  readonly speedOfAnswer: Figure;
  readonly abandonment: Figure;
  /** Of all runs. */
  readonly longestWait: number;
  /** Contacts a day that still wait when everybody has gone home. */
  readonly unanswered: number;
}

interface TeamOutlook {
  readonly team: string;
  readonly agents: number;
  readonly occupancy: Figure;
}

/** What simulated days say about a contact centre. */
export interface Outlook {
  readonly queues: readonly QueueOutlook[];
  readonly teams: readonly TeamOutlook[];
}

export function outlookOf({ queues, teams }: SimulatedCentre, batches: readonly Batch[]): Outlook {
  return {
    queues: queues.map(({ id, serviceLevel }) => {
      const tallies = batches.flatMap((batch) => batch.queues.get(id) ?? []);
      const figure = (name: QueueFigure) => estimateQueue(batches, id, name) ?? null;
      const perDay = (of: (tally: (typeof tallies)[number]) => number) =>
        tallies.reduce((sum, tally) => sum + of(tally), 0) / batches.length;
      return {
        queue: id,
        offered: perDay(({ offered }) => offered),
        within: serviceLevel.seconds,
        target: serviceLevel.target,
        serviceLevel: figure('serviceLevel'),
        speedOfAnswer: figure('speedOfAnswer'),
        abandonment: figure('abandonment'),
        longestWait: Math.max(...tallies.map(({ longestWaitSeconds }) => longestWaitSeconds)),
        unanswered: perDay(({ open }) => open),
      };
    }),
    teams: teams.map(({ id, agents }) => ({ team: id, agents, occupancy: estimateOccupancy(batches, id) ?? null })),
  };
}
