import { elementsOf, type XmlElement } from '@caruso/language';
import type { CommunicationServerOptions } from '../../options.js';
import type { NumberPlan } from '../numbers.js';
import type { Diversion, Queue } from '../queue-definition.js';
import { placeOf, textOf, type Values } from './values.js';

/**
 * Warns of a queue whose customers are told that they are recorded, as it says, where the document itself leads them to its agents without
 * anything that could tell them. An announcement of the queue is none: who is answered before it begins does not hear it.
 */
export function checkAnnounced(
  { diagnostics }: Values,
  root: XmlElement,
  { queues, numbers = {}, campaigns = [] }: Pick<CommunicationServerOptions, 'queues' | 'numbers' | 'campaigns'>,
): void {
  for (const element of elementsOf(root, 'queue')) {
    const queue = queues.find(({ id }) => id === textOf(element, 'id'));
    if (queue?.recording !== 'announced') continue;
    const onTheWay = divertingTo(queue.id, queues);
    const straight = [
      ...Object.entries(numbers).flatMap(([number, plan]) =>
        queuesWithoutScript(plan).some((id) => onTheWay.has(id)) ? [number] : [],
      ),
      ...campaigns.flatMap(({ id, queue: calls }) => (onTheWay.has(calls) ? [`the campaign '${id}'`] : [])),
    ];
    if (straight.length === 0) continue;
    diagnostics.warning(
      'not-announced',
      `${straight.join(', ')} ${straight.length === 1 ? 'leads' : 'lead'} to its agents, and nobody is told before that the talk is recorded`,
      placeOf(element, 'recording'),
      'let a script say it first, or the telephone system; <announce> is heard only by those who wait',
    );
  }
}

/** The queue, and those whose contacts come to it when they cannot stay. */
function divertingTo(queue: string, queues: readonly Queue[]): ReadonlySet<string> {
  const leadsTo = (to: string) => (diversion: Diversion | undefined) =>
    typeof diversion === 'object' && diversion.queue === to;
  const found = new Set([queue]);
  for (const next of found)
    for (const { id, overflow, closed } of queues) if ([overflow, closed].some(leadsTo(next))) found.add(id);
  return found;
}

/** The queues to which a number leads without a script that speaks before. */
function queuesWithoutScript(plan: NumberPlan): readonly string[] {
  if (typeof plan === 'string') return [plan];
  const routed = (plan.routes ?? []).map(({ queue }) => queue);
  return 'queue' in plan ? [plan.queue, ...routed] : routed;
}
