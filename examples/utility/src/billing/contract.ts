import { defineContract } from '@caruso/core';
import { z } from 'zod';

const Meter = z.object({
  serial: z.string(),
  medium: z.enum(['electricity', 'gas', 'water']),
  unit: z.string(),
  address: z.string(),
  /** The last reading and the use to expect until the next, in the meter's unit. */
  lastReading: z.number(),
  lastReadOn: z.iso.date(),
  expectedUse: z.number(),
});

/** Calls that change something carry a key of the caller's, so that a repeated call has no second effect. */
const idempotencyKey = z.string().min(1).max(80);

/** The billing system of the utility, as the front office sees it. */
export const Billing = defineContract('billing', '1.0.0', {
  account: {
    input: z.object({ customer: z.string() }),
    output: z.object({
      /** What is owed, in euros. */
      balance: z.string(),
      openInvoices: z.int(),
      meters: z.array(Meter),
    }),
    idempotent: true,
    timeoutMs: 3_000,
    description: 'Reads what a customer owes and which meters are billed.',
  },
  storeReading: {
    input: z.object({ meter: z.string(), value: z.number().min(0), idempotencyKey }),
    output: z.object({ receipt: z.string() }),
    idempotent: true,
    timeoutMs: 5_000,
    description: 'Enters a meter reading for the next invoice.',
  },
  cancelReading: {
    input: z.object({ receipt: z.string() }),
    output: z.object({}),
    idempotent: true,
    timeoutMs: 5_000,
    description: 'Takes a reading back that has not been billed.',
  },
  orderMove: {
    input: z.object({
      customer: z.string(),
      on: z.iso.date(),
      street: z.string(),
      houseNumber: z.string(),
      postalCode: z.string(),
      city: z.string(),
      tariff: z.string().nullable(),
      idempotencyKey,
    }),
    output: z.object({ order: z.string() }),
    idempotent: true,
    timeoutMs: 5_000,
    description: 'Ends the supply at the old home and orders it for the new one.',
  },
  cancelMove: {
    input: z.object({ order: z.string() }),
    output: z.object({}),
    idempotent: true,
    timeoutMs: 5_000,
    description: 'Takes an order back that has not been carried out.',
  },
  tariffs: {
    input: z.object({ postalCode: z.string() }),
    output: z.object({
      /** Whether the address lies in the area of supply. */
      supplied: z.boolean(),
      offers: z.array(z.object({ value: z.string(), label: z.string() })),
    }),
    idempotent: true,
    timeoutMs: 3_000,
    description: 'Says which tariffs there are at a place.',
  },
});
