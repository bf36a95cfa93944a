import { type Contract, defineContract } from '@caruso/core';
import { z } from 'zod';
import { choicesOf } from './configuration/disposition.js';
import type { Queue } from './configuration/queue-definition.js';

/**
 * What dialog scripts say of the contact they belong to: `service="dispositions.choose"`. Its schema has the dispositions of
 * all queues, so that the check of scripts finds one that there is not.
 */
export function dispositionsContract(queues: readonly Pick<Queue, 'dispositions'>[]) {
  const known = [...new Set(queues.flatMap(({ dispositions }) => choicesOf(dispositions).map(({ id }) => id)))];
  return defineContract('dispositions', '1.0.0', {
    choose: {
      input: z.object({ contact: z.string(), disposition: known.length > 0 ? z.enum(known) : z.string() }),
      output: z.object({}),
      idempotent: true,
      description:
        'Says what came of a contact: it counts when the wrap-up ends, unless the agent says something else.',
    },
    takeBack: {
      input: z.object({ contact: z.string() }),
      output: z.object({}),
      idempotent: true,
      description: 'Takes back what was chosen; for `undo`.',
    },
  }) satisfies Contract;
}
