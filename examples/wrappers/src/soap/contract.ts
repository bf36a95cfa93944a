import { defineContract } from '@caruso/core';
import { z } from 'zod';

const Work = z.enum(['exchange', 'inspection']).describe('What the technician comes for.');
const Visit = {
  start: z.iso.datetime({ offset: true }),
  end: z.iso.datetime({ offset: true }),
  /** What the visit costs, in euros. */
  fee: z.string().regex(/^\d+\.\d\d$/),
};

/** Visits of technicians, as the front office speaks of them. */
export const Appointments = defineContract('appointments', '1.0.0', {
  free: {
    input: z.object({ postalCode: z.string().regex(/^\d{5}$/), from: z.iso.date(), work: Work }),
    output: z.object({ slots: z.array(z.object({ slot: z.string(), ...Visit })) }),
    idempotent: true,
    timeoutMs: 4_000,
    description: 'Finds the times at which a technician could come.',
  },
  book: {
    input: z.object({
      slot: z.string().min(1).max(20),
      customer: z.string().regex(/^\d{1,10}$/),
      /** One line for the technician; characters that no XML document can carry are none. */
      remark: z
        .string()
        .max(200)
        .regex(/^[^\p{Cc}\p{Cs}\uFFFE\uFFFF]*$/u, 'must be one line of text')
        .optional(),
      /** A repeated call with the same key finds the appointment of the first. */
      idempotencyKey: z.string().min(1).max(80),
    }),
    output: z.object({ appointment: z.string(), ...Visit }),
    idempotent: true,
    timeoutMs: 8_000,
    description: 'Books a technician for one of the free times.',
  },
  find: {
    input: z.object({ appointment: z.string().min(1).max(20) }),
    output: z.object({ appointment: z.string(), ...Visit, work: Work, state: z.enum(['booked', 'done', 'cancelled']) }),
    idempotent: true,
    timeoutMs: 4_000,
    description: 'Reads an appointment.',
  },
  cancel: {
    input: z.object({ appointment: z.string().min(1).max(20) }),
    output: z.object({}),
    idempotent: true,
    timeoutMs: 8_000,
    description: 'Cancels an appointment that has not begun; one that is cancelled stays so.',
  },
});
