import { seedOf } from '../../gateways/simulated/random.js';
import type { Campaign } from '../state/campaign.js';

/**
 * Records for a pilot, as if chosen at random: by a hash of their ids, so that the choice has nothing to do with the order of
 * the list, and is the same when it is made again. Those of an earlier pilot stay, and those that were called count; of those that may
 * not be called any more and never were, nothing would be learned.
 */
export function chooseSample({ id, records }: Campaign, size: number): string[] {
  return [...records]
    .filter(({ attempts, state }) => attempts.length > 0 || state.name !== 'closed')
    .map((record) => ({ record, place: record.attempts.length > 0 ? -1 : seedOf(`${id}/${record.id}`) }))
    .sort((a, b) => a.place - b.place)
    .slice(0, size)
    .map(({ record }) => record.id);
}
