import { defineContract } from '@caruso/core';
import { z } from 'zod';

/** Where the web applications can be reached. */
export const FrontOffice = defineContract('caruso.front-office', '1.0.0', {
  address: {
    input: z.object({}),
    output: z.object({ url: z.url() }),
    idempotent: true,
    description: 'Says where the front office listens.',
  },
});
