import type { Diversion, Queue } from '../configuration/queue-definition.js';
import type { EventPayload } from '../contract.js';
import { ContactCentreErrors } from '../errors.js';
import { aheadOf, estimatedWait } from '../routing/estimate.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import { nextChange } from '../state/next-change.js';
import type { ContactRecord, PayloadOf, QueueRecord } from '../state/records.js';
import { refusalOf } from './admission.js';
import type { CommandOf, QueueWishes } from './command.js';
import { placeAt } from './place-at.js';

/** What is known of a contact before it waits; without a time it arrives now. */
export type Newcomer = Pick<ContactRecord, 'id' | 'from' | 'channel'> & Partial<Pick<ContactRecord, 'arrivedAt'>>;

/**
 * What happens when a contact is to wait in a queue: it waits there, or goes where the queue sends those who may not. A call
 * that comes to a queue of another channel is to leave a message there.
 *
 * @param now - milliseconds since 1970 UTC
 */
export function enterQueue(
  state: ContactCentreState,
  contact: Newcomer,
  queueId: string,
  wishes: QueueWishes,
  now: number,
): readonly EventPayload[] {
  const events: EventPayload[] = [];
  const seen = new Set<string>();
  for (let id: string | undefined = queueId; id !== undefined; ) {
    const queue = state.queueRecord(id);
    if (leavesMessage(contact, queue))
      return [...events, { type: 'voicemail-requested', contact: contact.id, queue: id }];
    const priority = wishes.priority ?? queue.definition?.priority ?? 0;
    const because = refusalOf(state, queue, priority, now);
    if (!because) return [...events, queued(state, queue, contact, wishes, now)];
    events.push({ type: 'contact-refused', contact: contact.id, queue: id, because });
    seen.add(id);
    const next = because === 'closed' ? queue.definition?.closed : queue.definition?.overflow;
    if (next === 'park') return [...events, { type: 'contact-parked', contact: contact.id, queue: id }];
    id = queueOf(next, seen);
  }
  return [...events, { type: 'contact-closed', contact: contact.id, outcome: 'refused' }];
}

/** Who calls cannot wait for somebody who reads: a message is left there instead. */
function leavesMessage({ channel }: Newcomer, { definition }: QueueRecord): boolean {
  return channel === 'voice' && definition !== undefined && definition.channel !== 'voice';
}

/** The queue a diversion leads to; undefined when it leads to none, or round in a circle. */
function queueOf(diversion: Diversion | undefined, seen: ReadonlySet<string>): string | undefined {
  return typeof diversion === 'object' && !seen.has(diversion.queue) ? diversion.queue : undefined;
}

/** A contact waits in a queue, without being asked whether it may. */
export function queued(
  state: ContactCentreState,
  record: QueueRecord,
  newcomer: Newcomer,
  wishes: QueueWishes,
  now: number,
): PayloadOf<'contact-queued'> {
  const { id: queue, definition, places } = record;
  const { id: contact, from } = newcomer;
  const kept = places.get(from);
  const resumed = kept && kept.until >= now ? kept : undefined;
  const priority = resumed?.priority ?? wishes.priority ?? definition?.priority ?? 0;
  const wished = wishes.position === undefined ? undefined : placeAt(state, queue, priority, wishes.position);
  const place = resumed?.place ?? wished ?? ownPlace(definition, newcomer, now);
  const needs = { ...definition?.needs, ...wishes.needs };
  const prefer = preference(state, definition, wishes.prefer, now);
  // Who has a place of his own waits no longer for the whole line, and who waits for one agent no shorter.
  const wait =
    place === undefined && prefer === undefined ? estimatedWait(record, aheadOf(record, priority)) : undefined;
  return {
    type: 'contact-queued',
    contact,
    queue,
    ...(place === undefined ? {} : { place }),
    ...(priority === 0 ? {} : { priority }),
    ...(Object.keys(needs).length === 0 ? {} : { needs }),
    ...(prefer === undefined ? {} : { prefer }),
    ...(wait === undefined || wait === Number.POSITIVE_INFINITY ? {} : { wait: Math.round(wait * 1_000) / 1_000 }),
  };
}

/** The place of who joins without a wish, among those of the same priority; the last if undefined. */
export function ownPlace(queue: Queue | undefined, { arrivedAt }: Newcomer, now: number): number | undefined {
  return queue?.order === 'as-arrived' ? (arrivedAt ?? now) : undefined;
}

/** Nobody waits for an agent who is not there. */
function preference(
  state: ContactCentreState,
  queue: Queue | undefined,
  agents: readonly string[] | undefined,
  now: number,
): ContactRecord['prefer'] {
  const waitFor = queue?.preferFor ?? 0;
  if (waitFor === 0) return undefined;
  const agent = agents?.find((id) => {
    const record = state.agents.get(id);
    return record && record.state !== 'offline' && record.assignments.has(queue?.id ?? '');
  });
  return agent === undefined ? undefined : { agent, until: now + waitFor * 1_000 };
}

export function changePriority(
  state: ContactCentreState,
  command: CommandOf<'change-priority'>,
): readonly EventPayload[] {
  const contact = state.contact(command.contact);
  const { id, queue, priority } = contact;
  if (queue === undefined || (contact.state !== 'waiting' && contact.state !== 'offered'))
    throw new ContactCentreErrors.NotWaiting({ contact: id, state: contact.state });
  return priority === command.priority
    ? []
    : [{ type: 'priority-changed', contact: id, queue, priority: command.priority }];
}

/** What happens to a contact that has waited until something about its waiting changes. */
export function passTime(state: ContactCentreState, id: string, now: number): readonly EventPayload[] {
  const contact = state.contact(id);
  const { queue: queueId, prefer } = contact;
  if (contact.state !== 'waiting' || queueId === undefined) return [];
  const queue = state.queueRecord(queueId);
  const change = nextChange(contact, queue.definition);
  if (!change || change.at > now) return [];
  if (change.what === 'preference' && prefer)
    return [{ type: 'preference-ended', contact: id, queue: queueId, agent: prefer.agent }];
  if (change.what === 'step') return nextStep(contact, queue);
  return leaveQueue(state, contact, 'timed-out', now);
}

/** The next step of its queue begins for a contact. */
export function nextStep(contact: ContactRecord, { id: queue, definition }: QueueRecord): readonly EventPayload[] {
  const step = definition?.steps?.[contact.step];
  if (!step) return [];
  const { needs, maxPenalty, priority } = step;
  return [
    {
      type: 'contact-relaxed',
      contact: contact.id,
      queue,
      step: contact.step + 1,
      ...(needs === undefined ? {} : { needs: withoutZeros({ ...contact.needs, ...needs }) }),
      ...(maxPenalty === undefined ? {} : { maxPenalty }),
      ...(priority === undefined ? {} : { priority }),
    },
  ];
}

function withoutZeros(needs: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(needs).filter(([, level]) => level > 0));
}

/** A contact leaves its queue without an answer, and goes where the queue sends those who must leave. */
function leaveQueue(
  state: ContactCentreState,
  record: ContactRecord,
  because: 'timed-out' | 'empty',
  now: number,
): readonly EventPayload[] {
  const { id: contact, queue = '' } = record;
  const left: EventPayload = { type: 'contact-left-queue', contact, queue, because };
  const next = state.queueRecord(queue).definition?.overflow;
  if (next === 'park') return [left, { type: 'contact-parked', contact, queue }];
  const to = queueOf(next, new Set([queue]));
  if (to !== undefined) return [left, ...enterQueue(state, record, to, {}, now)];
  return [left, { type: 'contact-closed', contact, outcome: 'timed-out' }];
}

/** Contacts leave the queues that nobody serves any more, where that is the rule. */
export function leaveEmptyQueues(
  state: ContactCentreState,
  queues: Iterable<string>,
  now: number,
): readonly EventPayload[] {
  return [...queues].flatMap((id) => {
    const { definition, waiting, staffed } = state.queueRecord(id);
    if (!definition?.leaveEmpty || [...staffed.values()].some((agents) => agents > 0)) return [];
    return [...waiting]
      .filter(({ state: now }) => now === 'waiting')
      .flatMap((contact) => leaveQueue(state, contact, 'empty', now));
  });
}
