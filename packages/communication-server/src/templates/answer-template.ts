import { z } from 'zod';

/** A text that agents choose for an answer, and finish. */
export const AnswerTemplate = z.strictObject({
  /** The same text in another language has the same id. */
  id: z.string().min(1).max(100),
  /** What agents choose it by. */
  label: z.string().min(1),
  /** In which language it is, such as `de`. */
  language: z.string().min(1),
  /** The queues in which it is chosen from; all in which people write if left out. */
  queues: z.array(z.string()).readonly().optional(),
  /** With `{name}`, `{subject}` and the like for what is known of the contact and the agent; `{{` is a brace. */
  text: z.string().min(1).max(50_000),
});
export type AnswerTemplate = z.infer<typeof AnswerTemplate>;
