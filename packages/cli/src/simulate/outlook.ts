import {
  type Batch,
  type Estimate,
  estimateOccupancy,
  estimateQueue,
  isCertain,
  meanPatience,
  type QueueFigure,
  type RecordedDemand,
  type SimulatedCentre,
} from '@caruso/communication-server';

/** A figure with its 95 % interval, which one that is certain does not have; null when there was nothing to count. */
type Figure = Estimate | Pick<Estimate, 'value'> | null;

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

/** A queue of whose recorded customers those who did not give up wait for ever, because nothing is said of their patience. */
interface EndlessPatience {
  readonly queue: string;
  /** The mean patience in seconds for which the recording speaks. */
  readonly recordedMean: number;
}

/** What simulated days say about a contact centre. */
export interface Outlook {
  /** Nothing was left to chance: there was one day, and no figure has an interval. */
  readonly certain: boolean;
  readonly queues: readonly QueueOutlook[];
  readonly teams: readonly TeamOutlook[];
  readonly endlessPatience: readonly EndlessPatience[];
}

export function outlookOf(centre: SimulatedCentre, batches: readonly Batch[]): Outlook {
  const { queues, teams } = centre;
  const certain = isCertain(centre);
  const shown = (found: Estimate | undefined): Figure => (certain && found ? { value: found.value } : (found ?? null));
  return {
    certain,
    queues: queues.map(({ id, serviceLevel }) => {
      const tallies = batches.flatMap((batch) => batch.queues.get(id) ?? []);
      const figure = (name: QueueFigure) => shown(estimateQueue(batches, id, name, { certain }));
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
    teams: teams.map(({ id, agents }) => {
      return { team: id, agents, occupancy: shown(estimateOccupancy(batches, id, { certain })) };
    }),
    endlessPatience: (centre.recorded ?? []).flatMap(endlessPatience),
  };
}

function endlessPatience({ contacts, durations }: RecordedDemand): readonly EndlessPatience[] {
  return durations.flatMap(({ queue, patience }) => {
    const recordedMean = meanPatience(contacts.filter((contact) => contact.queue === queue));
    return patience || recordedMean === undefined ? [] : [{ queue, recordedMean }];
  });
}
