import { templateProblems } from '../templates/placeholders.js';
import { VOICEMAIL_PLACEHOLDERS } from '../templates/voicemail-template.js';
import { type ContactCentreConfiguration, LONGEST_ID } from './contact-centre-configuration.js';
import { allDispositions } from './disposition.js';
import { isWritten, type Queue } from './queue-definition.js';

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
  problems.push(...queues.flatMap((queue) => problemsOfQueue(queue, known)));
  if (!(offerTimeoutMs > 0)) problems.push(`offerTimeoutMs must be above 0, not ${offerTimeoutMs}`);
  return problems;
}

function problemsOfQueue(queue: Queue, known: ReadonlySet<string>): string[] {
  const { id, channel, serviceLevel, overflow, closed, reply, recording } = queue;
  const { voicemailTo, voicemailLetter, prefer, preferFor } = queue;
  const problems: string[] = [];
  if (prefer && !preferFor) problems.push(`"${id}" prefers agents, but contacts do not wait for them: say preferFor`);
  if (reply && !isWritten(channel)) problems.push(`"${id}" has a time to reply within, but nobody writes to it`);
  if (recording && channel !== 'voice') problems.push(`"${id}" says when it is recorded, but nobody speaks in it`);
  if (voicemailTo !== undefined && channel === 'voice')
    problems.push(`"${id}" has an address for voicemail, but it answers calls: nobody leaves a message there`);
  if (voicemailLetter && voicemailTo === undefined)
    problems.push(`"${id}" has a letter about voicemail, and nobody gets it: say voicemailTo`);
  for (const text of voicemailLetter ? [voicemailLetter.subject, voicemailLetter.text] : [])
    for (const { message, hint } of templateProblems(text, Object.keys(VOICEMAIL_PLACEHOLDERS)))
      problems.push(`the letter about voicemail of "${id}": ${message}${hint ? ` (${hint})` : ''}`);
  if (serviceLevel.seconds < 0) problems.push(`the service level of "${id}" has less than 0 seconds`);
  if (serviceLevel.target < 0 || serviceLevel.target > 1)
    problems.push(`the service level target of "${id}" is a share from 0 to 1, not ${serviceLevel.target}`);
  for (const diversion of [overflow, closed])
    if (typeof diversion === 'object' && !known.has(diversion.queue))
      problems.push(`"${id}" sends contacts on to "${diversion.queue}", which is no queue`);
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
