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
