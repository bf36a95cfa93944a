import type { ContactCentreState } from '../state/contact-centre-state.js';

/**
 * The place by which a contact becomes number `position` of its queue, or comes as near to it as those of its priority
 * stand: priorities never mix.
 *
 * @returns undefined when it stands at the end of those of its priority, as it does without a wish
 */
export function placeAt(
  state: ContactCentreState,
  queueId: string,
  priority: number,
  position: number,
): number | undefined {
  const waiting = [...state.queueRecord(queueId).waiting].sort((a, b) => (state.order(a, b) ? -1 : 1));
  const before = waiting.filter((contact) => contact.priority > priority).length;
  const equals = waiting.filter((contact) => contact.priority === priority);
  const index = Math.max(0, position - 1 - before);
  const next = equals[index];
  if (!next) return undefined;
  const previous = equals[index - 1];
  return previous ? (previous.place + next.place) / 2 : next.place - 1;
}
