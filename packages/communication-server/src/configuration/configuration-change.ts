import { z } from 'zod';

/** What is different in a configuration from the one before it. */
export const ConfigurationChange = z.object({
  what: z.enum(['queue', 'agent', 'reason', 'calendar', 'number', 'campaign', 'template', 'setting']),
  /** The id; the number itself, or the name of the setting. */
  id: z.string(),
  change: z.enum(['added', 'removed', 'changed']),
  /** What of it has changed. */
  attributes: z.array(z.string()).optional(),
});
export type ConfigurationChange = z.infer<typeof ConfigurationChange>;
