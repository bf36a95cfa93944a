import { ContactCentreErrors } from '../errors.js';
import { estimateQueue } from './figures.js';
import { isCertain } from './is-certain.js';
import { type Replication, replicate } from './replicate.js';
import type { SimulatedCentre, Team } from './simulated-centre.js';
import type { Batch } from './tally.js';

/** What {@link leastAgents} looks for. */
export interface StaffingSearch extends Omit<Replication, 'told'> {
  /** The team whose number is sought. */
  readonly team: Team;
  /** Told before each run. */
  readonly told?: (agents: number, run: number) => void;
}

/**
 * The least number of agents of a team with which every queue that it serves reaches the target of its service level, by the
 * lower 95 % limit: so it is not chance that it does. All numbers are tried with the same contacts.
 *
 * @returns the centre with that number, and what was simulated
 * @throws ContactCentreErrors.TargetOutOfReach when more agents answer no more contacts in time
 */
export function leastAgents(
  centre: SimulatedCentre,
  { team, told, ...replication }: StaffingSearch,
): { readonly centre: SimulatedCentre; readonly agents: number; readonly batches: readonly Batch[] } {
  const queues = team.queues.map((served) => (typeof served === 'string' ? served : served.queue));
  const targets = new Map(centre.queues.map(({ id, serviceLevel }) => [id, serviceLevel.target]));
  const certain = isCertain(centre);
  const levelOf = (batches: readonly Batch[], queue: string) =>
    estimateQueue(batches, queue, 'serviceLevel', { certain })?.low;
  const attempt = (agents: number) => {
    const tried = { ...centre, teams: centre.teams.map((other) => (other === team ? { ...team, agents } : other)) };
    const batches = replicate(tried, { ...replication, told: (run) => told?.(agents, run) });
    const missed = queues.filter((queue) => {
      const level = levelOf(batches, queue);
      return level !== undefined && level < (targets.get(queue) ?? 0);
    });
    return { centre: tried, agents, batches, missed };
  };
  let tooFew = -1;
  let enough = attempt(Math.max(1, team.agents));
  while (enough.missed.length > 0) {
    const more = attempt(2 * enough.agents);
    if (inTime(more.batches, queues) <= inTime(enough.batches, queues)) throw outOfReach(more, targets);
    tooFew = enough.agents;
    enough = more;
  }
  while (enough.agents - tooFew > 1) {
    const tried = attempt(Math.floor((enough.agents + tooFew) / 2));
    if (tried.missed.length > 0) tooFew = tried.agents;
    else enough = tried;
  }
  return enough;

  function outOfReach(last: ReturnType<typeof attempt>, wanted: ReadonlyMap<string, number>): Error {
    const [queue = ''] = last.missed;
    const level = levelOf(last.batches, queue) ?? 0;
    const { agents } = last;
    return new ContactCentreErrors.TargetOutOfReach({
      team: team.id,
      agents,
      queue,
      level,
      target: wanted.get(queue) ?? 0,
    });
  }
}

const inTime = (batches: readonly Batch[], queues: readonly string[]) =>
  batches.reduce(
    (sum, batch) => sum + queues.reduce((of, id) => of + (batch.queues.get(id)?.answeredInTime ?? 0), 0),
    0,
  );
