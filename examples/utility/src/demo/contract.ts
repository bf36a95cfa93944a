import { defineContract } from '@caruso/core';
import { z } from 'zod';

/** The made-up company the demo runs with. */
export const DemoCompany = defineContract('demo.company', '1.0.0', {
  logIns: {
    input: z.object({}),
    output: z.array(z.object({ login: z.string(), password: z.string(), role: z.string() })),
    idempotent: true,
    description: 'Lists who can log in to the demo.',
  },
});

/** The billing system of the made-up company. */
export const DemoBilling = defineContract('demo.billing', '1.0.0', {
  customers: {
    input: z.object({}),
    output: z.object({ customers: z.int() }),
    idempotent: true,
    description: 'Counts the customers of the billing system.',
  },
});
