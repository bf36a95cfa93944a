import { isOpen } from '../calendar/business-time.js';
import { aheadOf, estimatedWait } from '../routing/estimate.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { PayloadOf, QueueRecord } from '../state/records.js';

/** Why a contact may not wait in a queue now; undefined when it may. */
export function refusalOf(
  { configuration }: ContactCentreState,
  queue: QueueRecord,
  priority: number,
  now: number,
): PayloadOf<'contact-refused'>['because'] | undefined {
  const { definition, waiting } = queue;
  if (!definition) return undefined;
  const hours = definition.hours === undefined ? undefined : configuration.calendars?.get(definition.hours);
  if (hours && !isOpen(hours, now)) return 'closed';
  if (definition.maxLength !== undefined && waiting.size >= definition.maxLength && !isSomebodyFree(queue))
    return 'full';
  if (definition.joinEmpty !== undefined && definition.joinEmpty !== 'always' && !hasSomebody(queue)) return 'empty';
  if (definition.maxEstimate === undefined) return undefined;
  const wait = estimatedWait(queue, aheadOf(queue, priority));
  return wait !== undefined && wait > definition.maxEstimate ? 'estimate' : undefined;
}

/** Who is served at once does not wait, and needs no room. */
function isSomebodyFree({ definition, agents }: QueueRecord): boolean {
  if (!definition) return false;
  for (const { freeFor } of agents) if (freeFor.includes(definition.channel)) return true;
  return false;
}

/** Whether somebody may be expected to take a contact: who is logged in, or, where that is asked, who is not away. */
function hasSomebody({ definition, agents }: QueueRecord): boolean {
  const atWork = definition?.joinEmpty === 'while-available' ? ['ready', 'reserved', 'busy', 'wrap-up'] : undefined;
  return [...agents].some(({ state }) => state !== 'offline' && (atWork?.includes(state) ?? true));
}
