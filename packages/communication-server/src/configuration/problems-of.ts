import { type ContactCentreConfiguration, LONGEST_ID } from './contact-centre-configuration.js';
import { allDispositions } from './disposition.js';

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
    ...queues.flatMap((queue) => twice(`disposition of the queue "${queue.id}"`, allDispositions(queue.dispositions))),
  ];
  for (const { id, queues: served } of agents) {
    for (const assignment of served) {
      const queue = typeof assignment === 'string' ? assignment : assignment.queue;
      if (!known.has(queue)) problems.push(`agent "${id}" serves "${queue}", which is no queue`);
    }
  }
  for (const { id, serviceLevel, overflow, closed } of queues) {
    if (serviceLevel.seconds < 0) problems.push(`the service level of "${id}" has less than 0 seconds`);
    if (serviceLevel.target < 0 || serviceLevel.target > 1)
      problems.push(`the service level target of "${id}" is a share from 0 to 1, not ${serviceLevel.target}`);
    for (const diversion of [overflow, closed])
      if (typeof diversion === 'object' && !known.has(diversion.queue))
        problems.push(`"${id}" sends contacts on to "${diversion.queue}", which is no queue`);
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
