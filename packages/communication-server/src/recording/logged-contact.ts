import { z } from 'zod';

const seconds = z.number().nonnegative();

/** A contact that has waited in a queue, as the event log tells of it; what is a line of a recording. */
export const LoggedContact = z.object({
  /** When it came into the queue (ms UTC). */
  at: z.number(),
  queue: z.string(),
  /** Left out where it is not known any more. */
  from: z.string().optional(),
  /** After how many seconds it gave up. */
  patience: seconds.optional(),
  /** How many seconds who did not give up has waited. */
  wait: seconds.optional(),
  /** How many seconds the conversation took; left out for who was not answered, or still talks. */
  talk: seconds.optional(),
  /** How many seconds agents took for the wrap-up, all of them together; left out while one does. */
  wrapUp: seconds.optional(),
});
export type LoggedContact = z.infer<typeof LoggedContact>;

/** Which contacts of a log are asked for. */
export interface WantedLog {
  /** Those who came into a queue from this moment on, and before that one (ms UTC). */
  readonly from: number;
  readonly to: number;
  /** Of all queues if left out. */
  readonly queues?: readonly string[] | undefined;
}
