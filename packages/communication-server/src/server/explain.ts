import type { ContactCentreConfiguration } from '../configuration/contact-centre-configuration.js';
import { openConfiguration } from '../configuration/open-configuration.js';
import type { Explanation } from '../contract.js';
import type { EventLog } from '../log/event-log.js';
import type { KeptConfigurations } from '../log/kept-configurations.js';
import type { Snapshots } from '../log/snapshots.js';
import type { Offer } from '../routing/offer.js';
import { route } from '../routing/route.js';
import { apply } from '../state/apply.js';
import { ContactCentreState } from '../state/contact-centre-state.js';
import { restoreState, snapshotOf } from '../state/snapshot.js';

const READ_AT_ONCE = 5_000;

/** Where the past is kept. */
export interface Past {
  readonly log: EventLog;
  readonly snapshots: Snapshots;
  readonly configurations: KeptConfigurations;
  /** What stands in for a configuration that was not kept. */
  readonly today: ContactCentreConfiguration;
}

/** Under what decisions were made, and up to which event. */
interface Rules {
  readonly configuration: ContactCentreConfiguration;
  readonly under: 'then' | 'today';
  readonly until: number;
}

/**
 * Says why a contact was offered to whom: what was stored with each offer, and the same decision made again from the log
 * with the configuration of then, naming everybody. It reads the log from the last snapshot before the first offer, or from
 * its beginning, so it is for single questions.
 */
export async function explain(past: Past, contact: string): Promise<Explanation[]> {
  const offers = await past.log.offersOf(contact);
  const [first, last] = [offers[0], offers.at(-1)];
  if (first === undefined || last === undefined) return [];
  const found: Explanation[] = [];
  const snapshot = await past.snapshots.latest(first - 1);
  let rules = await rulesBehind(past, snapshot?.number ?? 0);
  let state = snapshot ? restoreState(rules.configuration, snapshot) : new ContactCentreState(rules.configuration);
  let decided: readonly Offer[] = [];
  let decidedAt = Number.NaN;
  while (state.number < last) {
    const end = Math.min(last, rules.until, state.number + READ_AT_ONCE);
    for (const event of await past.log.read(state.number, end - state.number)) {
      if (event.type === 'offer-made' && event.contact === contact) {
        const { number, at, queue, agent, reason } = event;
        // Several offers of one decision: after the first the contact waits no more.
        if (decidedAt !== at || !isFor(decided, contact, agent))
          decided = route(state, at, () => 'again', Number.POSITIVE_INFINITY);
        decidedAt = at;
        const again = { agrees: isFor(decided, contact, agent), under: rules.under };
        found.push({ event: number, at, queue, agent, reason, again: { ...again, ...reasonOf(decided) } });
      }
      apply(state, event);
    }
    state.contacts.forget(state.number);
    if (state.number < rules.until) continue;
    rules = await rulesBehind(past, state.number);
    state = restoreState(rules.configuration, snapshotOf(state));
  }
  return found;
}

async function rulesBehind({ configurations, today }: Past, event: number): Promise<Rules> {
  const applied = await configurations.appliedBehind(event);
  if (applied) {
    const { options, until = Number.POSITIVE_INFINITY } = applied;
    return { configuration: await openConfiguration(options), under: 'then', until };
  }
  const until = (await configurations.firstBehind(event)) ?? Number.POSITIVE_INFINITY;
  return { configuration: today, under: 'today', until };
}

function reasonOf([first]: readonly Offer[]) {
  return first ? { reason: first.reason } : {};
}

function isFor(offers: readonly Offer[], contact: string, agent: string): boolean {
  return offers.some((offer) => offer.contact === contact && offer.agent === agent);
}
