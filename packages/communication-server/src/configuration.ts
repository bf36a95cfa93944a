import type { Queue } from './contract.js';

/** Someone who handles contacts, and the queues served. */
export interface AgentDefinition {
  readonly id: string;
  readonly name: string;
  /** Ids of queues. */
  readonly queues: readonly string[];
}

/** Why an agent may take a pause. */
export interface NotReadyReason {
  readonly id: string;
  readonly label: string;
}

/** What a contact centre consists of; the log holds what happened in it. */
export interface ContactCentreConfiguration {
  readonly agents: readonly AgentDefinition[];
  readonly queues: readonly Queue[];
  readonly notReadyReasons: readonly NotReadyReason[];
  /** How long an agent may let an offer ring, in milliseconds. */
  readonly offerTimeoutMs: number;
}

/** Characters of an id, which the columns of the log hold. */
export const LONGEST_ID = 100;

/** Says in sentences what is wrong with a configuration; an empty list means nothing. */
export function problemsOf({ agents, queues, notReadyReasons, offerTimeoutMs }: ContactCentreConfiguration): string[] {
  const known = new Set(queues.map(({ id }) => id));
  const problems = [
    ...[...agents, ...queues].flatMap(({ id }) =>
      id === '' || id.length > LONGEST_ID ? [`the id "${id}" has not 1 to ${LONGEST_ID} characters`] : [],
    ),
    ...twice('agent', agents),
    ...twice('queue', queues),
    ...twice('reason for not being ready', notReadyReasons),
    ...queues.flatMap((queue) => twice(`disposition of the queue "${queue.id}"`, queue.dispositions)),
  ];
  for (const { id, queues: served } of agents) {
    for (const queue of served) {
      if (!known.has(queue)) problems.push(`agent "${id}" serves "${queue}", which is no queue`);
    }
  }
  for (const { id, serviceLevel } of queues) {
    if (serviceLevel.seconds < 0) problems.push(`the service level of "${id}" has less than 0 seconds`);
    if (serviceLevel.target < 0 || serviceLevel.target > 1)
      problems.push(`the service level target of "${id}" is a share from 0 to 1, not ${serviceLevel.target}`);
  }
  if (!(offerTimeoutMs > 0)) problems.push(`offerTimeoutMs must be above 0, not ${offerTimeoutMs}`);
  return problems;
}

function twice(what: string, items: readonly { readonly id: string }[]): string[] {
  const seen = new Set<string>();
  return items.flatMap(({ id }) => {
    const again = seen.has(id);
    seen.add(id);
    return again ? [`there are two of the ${what} "${id}"`] : [];
  });
}
