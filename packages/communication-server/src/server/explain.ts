import type { ContactCentreConfiguration } from '../configuration/contact-centre-configuration.js';
import type { Explanation } from '../contract.js';
import type { EventLog } from '../log/event-log.js';
import type { Offer } from '../routing/offer.js';
import { route } from '../routing/route.js';
import { apply } from '../state/apply.js';
import { ContactCentreState } from '../state/contact-centre-state.js';

const READ_AT_ONCE = 5_000;

/**
 * Says why a contact was offered to whom: what was stored with each offer, and the same decision made again from the log
 * with the configuration of today, naming everybody. It reads the log up to the last offer, so it is for single questions.
 *
 * @param until - number of the last event that is looked at
 */
export async function explain(
  log: EventLog,
  configuration: ContactCentreConfiguration,
  contact: string,
  until: number,
): Promise<Explanation[]> {
  const found: Explanation[] = [];
  let decided: readonly Offer[] = [];
  let decidedAt = Number.NaN;
  const state = new ContactCentreState(configuration);
  while (state.number < until) {
    for (const event of await log.read(state.number, Math.min(READ_AT_ONCE, until - state.number))) {
      if (event.type === 'offer-made' && event.contact === contact) {
        const { number, at, queue, agent, reason } = event;
        // Several offers of one decision: after the first the contact waits no more.
        if (decidedAt !== at || !isFor(decided, contact, agent))
          decided = route(state, at, () => 'again', Number.POSITIVE_INFINITY);
        decidedAt = at;
        const again = decided[0] && { reason: decided[0].reason };
        found.push({
          event: number,
          at,
          queue,
          agent,
          reason,
          again: { agrees: isFor(decided, contact, agent), ...again },
        });
      }
      apply(state, event);
    }
  }
  return found;
}

function isFor(offers: readonly Offer[], contact: string, agent: string): boolean {
  return offers.some((offer) => offer.contact === contact && offer.agent === agent);
}
