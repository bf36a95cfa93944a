import { z } from 'zod';
import { ContactChannel } from '../contact-centre-event.js';
import { Skills } from './queue-definition.js';

/** How an agent serves a queue. */
const Assignment = z.strictObject({
  queue: z.string(),
  /** Contacts of queues with a lower number come first, however old the others are; 1 if left out. */
  priority: z.number().optional(),
  /** Seconds a contact must have waited before this agent gets it. */
  delay: z.number().nonnegative().optional(),
  /** The agent's rank in the queue; 0, the best, if left out. */
  penalty: z.number().nonnegative().optional(),
  /** 1 if left out; see `tierWait` of the queue. */
  tier: z.int().positive().optional(),
});
export type Assignment = z.infer<typeof Assignment>;

/** Someone who handles contacts, and the queues served. */
export const AgentDefinition = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** Ids of queues, or how they are served. */
  queues: z.array(z.union([z.string(), Assignment])).readonly(),
  skills: Skills.optional(),
  /**
   * How many contacts of a channel the agent may have at once, one of each if left out. Each of n takes 1/n of the agent:
   * with `{ voice: 1, chat: 3 }` nobody gets a call during a chat, and a third chat fits beside two.
   */
  capacity: z.partialRecord(ContactChannel, z.int().nonnegative()).optional(),
  /** The address of the telephone: an extension, or the number at home. */
  phone: z.string().optional(),
  /** Seconds the wrap-up may last; goes before that of the queue. */
  wrapUp: z.number().nonnegative().optional(),
  /** At most so many contacts within so many seconds. */
  rate: z.strictObject({ contacts: z.int().positive(), seconds: z.number().positive() }).optional(),
});
export type AgentDefinition = z.infer<typeof AgentDefinition>;
