import { defineContract } from '@caruso/core';
import { z } from 'zod';

const euros = z.string().regex(/^\d+\.\d\d$/);

/** Work on meters and what it costs, as the front office speaks of it. */
export const Metering = defineContract('metering', '1.0.0', {
  order: {
    input: z.object({
      meter: z.string().regex(/^[A-Z0-9]{1,18}$/),
      customer: z.string().regex(/^\d{1,10}$/),
      on: z.iso.date(),
      work: z.enum(['exchange', 'removal']),
      remark: z
        .string()
        .max(200)
        .regex(/^(?:\P{Cc}|\n)*$/u, 'must be text without control characters')
        .optional(),
      /** A repeated call with the same key finds the order of the first. */
      idempotencyKey: z.string().min(1).max(80),
    }),
    /** The day may be another than the one asked for. */
    output: z.object({ order: z.string(), on: z.iso.date(), price: euros }),
    idempotent: true,
    timeoutMs: 30_000,
    description: 'Orders work on a meter and waits for the receipt.',
  },
  prices: {
    input: z.object({ group: z.string().optional() }),
    output: z.object({
      article: z.string(),
      name: z.string(),
      group: z.string(),
      price: euros,
      validFrom: z.iso.date(),
    }),
    stream: true,
    description: 'Reads the newest price list, row by row.',
  },
});
