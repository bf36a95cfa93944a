import { defineContract } from '@caruso/core';
import { z } from 'zod';

/** The services which the sample script calls. */
export const Crm = defineContract('crm', '1.0.0', {
  customer: {
    input: z.object({ id: z.string() }),
    output: z.object({
      id: z.string(),
      firstName: z.string(),
      lastName: z.string(),
      balance: z.number(),
      meters: z.array(z.object({ id: z.string(), number: z.string(), lastReading: z.number() })),
    }),
    idempotent: true,
  },
});

export const Grid = defineContract('grid', '1.0.0', {
  areaOf: {
    input: z.object({ postalCode: z.string() }),
    output: z.object({ ours: z.boolean(), tariffs: z.array(z.object({ id: z.string(), name: z.string() })) }),
    idempotent: true,
  },
});

export const Erp = defineContract('erp', '1.0.0', {
  storeReading: {
    input: z.object({ meter: z.string(), reading: z.number(), idempotencyKey: z.string() }),
    output: z.object({ booked: z.boolean() }),
  },
  cancelReading: { input: z.object({ meter: z.string() }), output: z.object({}), idempotent: true },
  moveContract: {
    input: z.object({ customer: z.string(), date: z.iso.date(), tariff: z.string().nullable().optional() }),
    output: z.object({ id: z.string() }),
  },
  cancelMove: { input: z.object({ order: z.string() }), output: z.object({}) },
});

export const contracts = [Crm, Grid, Erp];

export const ada = {
  id: 'c-1',
  firstName: 'Ada',
  lastName: 'Byron',
  balance: 12.5,
  meters: [
    { id: 'm-1', number: '4711', lastReading: 100 },
    { id: 'm-2', number: '4712', lastReading: 200 },
  ],
};

export const area = {
  ours: true,
  tariffs: [
    { id: 'green', name: 'Green power' },
    { id: 'basic', name: 'Basic' },
  ],
};
