import { defineContract } from '@caruso/core';
import { z } from 'zod';

/** Sends mail to customers. */
export const Mail = defineContract('mail', '1.0.0', {
  send: {
    input: z.object({
      to: z.email(),
      subject: z.string().min(1).max(200),
      text: z.string().min(1).max(20_000),
      /** A repeated call sends under the same message id, by which mail servers and readers tell that it is the same mail. */
      idempotencyKey: z.string().min(1).max(80),
    }),
    output: z.object({ messageId: z.string() }),
    idempotent: true,
    timeoutMs: 10_000,
    description: 'Sends a plain text mail.',
  },
});
