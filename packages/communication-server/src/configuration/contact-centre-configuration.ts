import { z } from 'zod';
import type { BusinessCalendar } from '../calendar/business-calendar.js';
import type { CampaignDefinition } from '../campaigns/definition/campaign-definition.js';
import type { AgentDefinition } from './agent-definition.js';
import type { Queue } from './queue-definition.js';

/** Why an agent may take a pause. */
export const NotReadyReason = z.strictObject({
  id: z.string(),
  label: z.string(),
  /** Who is away for this reason is offered contacts all the same. */
  reachable: z.boolean().optional(),
});
export type NotReadyReason = z.infer<typeof NotReadyReason>;

/** What a contact centre consists of; the log holds what happened in it. */
export interface ContactCentreConfiguration {
  readonly agents: readonly AgentDefinition[];
  readonly queues: readonly Queue[];
  readonly notReadyReasons: readonly NotReadyReason[];
  /** How long an agent may let an offer ring, in milliseconds. */
  readonly offerTimeoutMs: number;
  /** Seconds of waiting that weigh as much as one level of priority; priorities are strict if left out. */
  readonly ageing?: number;
  /** The calendars of opening hours, by name. */
  readonly calendars?: ReadonlyMap<string, BusinessCalendar>;
  readonly campaigns?: readonly CampaignDefinition[];
}

/** Characters of an id, which the columns of the log hold. */
export const LONGEST_ID = 100;
