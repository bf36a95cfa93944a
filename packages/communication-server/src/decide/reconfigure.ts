import type { ConfigurationChange } from '../configuration/configuration-change.js';
import type { ContactCentreConfiguration } from '../configuration/contact-centre-configuration.js';
import type { ContactCentreEvent } from '../contract.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import { restoreState, snapshotOf } from '../state/snapshot.js';
import { execute, type Surroundings } from './execute.js';

/**
 * Goes on under another configuration, with the state that a start under it would make from the log. Contacts stay where they
 * are; by whom they can be answered, and what they wait for, is looked at again.
 *
 * @returns the state that takes the place of the given one, and what happened
 * @throws ContactCentreErrors.QueueInUse; the state is unchanged then
 */
export function reconfigure(
  state: ContactCentreState,
  configuration: ContactCentreConfiguration,
  changes: readonly ConfigurationChange[],
  surroundings: Surroundings,
): { readonly state: ContactCentreState; readonly events: readonly ContactCentreEvent[] } {
  const queues = configuration.queues.map(({ id }) => id);
  const changed = execute(state, { type: 'configure', queues, changes }, { ...surroundings, distribute: false });
  const next = restoreState(configuration, snapshotOf(state));
  return { state: next, events: [...changed, ...execute(next, { type: 'retire' }, surroundings)] };
}
