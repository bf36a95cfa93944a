import { z } from 'zod';
import { ContactChannel, RecordingConsent } from '../contact-centre-event.js';
import { VoicemailTemplate } from '../templates/voicemail-template.js';
import { Disposition } from './disposition.js';
import { QueueAnnouncement } from './queue-announcement.js';

/** In which order agents that are free are chosen. */
export const Strategy = z.enum([
  /** Who is idle longest. */
  'longest-idle',
  /** Who has handled the fewest contacts in this shift. */
  'fewest-contacts',
  /** Who has the fewest contacts open now. */
  'fewest-open',
  /** Who was busy for the smallest share of the shift. */
  'least-occupied',
  /** Whose last offer is oldest. */
  'round-robin',
  /** By the rank (`penalty`) an agent has in the queue; equals by how long they are idle. */
  'ranked',
  /** Always in the order in which the agents are configured. */
  'linear',
  /** Several agents at once; the first who accepts gets the contact. */
  'ring-several',
]);
export type Strategy = z.infer<typeof Strategy>;

/** Levels of skills that are needed, by the name of the skill. */
export const Skills = z.record(z.string(), z.number());
export type Skills = Readonly<Record<string, number>>;

/** Where a contact goes that cannot be answered in its queue. */
export const Diversion = z.union([
  z.strictObject({ queue: z.string() }),
  /** Stays open but is offered to nobody, until it is queued again. */
  z.literal('park'),
  z.literal('close'),
]);
export type Diversion = z.infer<typeof Diversion>;

const seconds = z.number().nonnegative();

/** What changes for a contact that has waited for some time. */
const Step = z.strictObject({
  /** Seconds after the step before it, or after the contact was queued. */
  after: seconds,
  /** Replaces what is needed: a level of 0 needs the skill no more. */
  needs: Skills.optional(),
  /** Agents up to this penalty may take it from now on. */
  maxPenalty: z.number().optional(),
  /** The priority from now on. */
  priority: z.number().optional(),
  /** The step begins at once while nobody is logged in whom the step before lets take it. */
  atOnceWhenNobody: z.boolean().optional(),
});
export type Step = z.infer<typeof Step>;

/** A queue: what waits in it, who may take it, and what happens to those who wait. */
export const Queue = z.strictObject({
  id: z.string(),
  name: z.string(),
  channel: ContactChannel,
  /** Dispositions an agent may choose in the wrap-up. */
  dispositions: z.array(Disposition).readonly(),
  /** Service level: contacts answered within so many seconds, and the share wanted (0-1). */
  serviceLevel: z.strictObject({ seconds: z.number(), target: z.number() }),
  /** The dialog script that belongs to contacts of this queue. */
  script: z.string().optional(),
  /** In which order free agents are chosen; `longest-idle` if left out. */
  strategy: Strategy.optional(),
  /** How many agents are rung at once by `ring-several`; all who are free if left out. */
  ringAtOnce: z.int().positive().optional(),
  /** Skills an agent must have, with their least level. */
  needs: Skills.optional(),
  /** The priority of its contacts, 0 if left out; higher ones are answered first, however old the others are. */
  priority: z.number().optional(),
  /** Which of equal priority is first: who has waited longest here, or who came to the company first; `as-queued` if left out. */
  order: z.enum(['as-queued', 'as-arrived']).optional(),
  /** An agent who serves several queues takes contacts of the heaviest first; 0 if left out. */
  weight: z.number().optional(),
  steps: z.array(Step).readonly().optional(),
  /** Agents with a penalty outside the range get nothing of this queue. */
  penalties: z.strictObject({ min: z.number().optional(), max: z.number().optional() }).optional(),
  /** Agents of tier n get a contact that has waited (n - 1) times so long, or at once while the tiers before are empty. */
  tierWait: seconds.optional(),
  /** How long an agent may let an offer ring, in seconds. */
  offerTimeout: seconds.optional(),
  /** After so many offers not answered in a row an agent is not ready; 1 if left out. */
  missedOffers: z.int().positive().optional(),
  /** Where such an agent is not ready: for all queues, if left out. */
  pauseMissed: z.enum(['everywhere', 'queue', 'never']).optional(),
  /** Seconds before an agent who missed an offer and stays ready is tried again. */
  retryAfter: seconds.optional(),
  /** Offers contacts also to agents who are busy; their telephone says what becomes of it. */
  ringBusy: z.boolean().optional(),
  wrapUp: z
    .strictObject({
      /** The wrap-up ends by itself after so many seconds; an agent ends it if left out. */
      seconds: seconds.optional(),
      /** How many seconds an agent may prolong it, in all. */
      extension: seconds.optional(),
      /** `queue`: other queues may take the agent at once. Everything waits for the wrap-up if left out. */
      holdsBack: z.enum(['everything', 'queue']).optional(),
    })
    .optional(),
  /** How many contacts may wait. */
  maxLength: z.int().nonnegative().optional(),
  /** Whether a contact may join while nobody who serves the queue is logged in, or nobody is able to take one soon. */
  joinEmpty: z.enum(['always', 'while-staffed', 'while-available']).optional(),
  /** Whether contacts leave when nobody who serves the queue is logged in any more. */
  leaveEmpty: z.boolean().optional(),
  /** Seconds after which a contact leaves the queue. */
  maxWait: seconds.optional(),
  /** Contacts that would wait longer than so many seconds, as estimated, do not join. */
  maxEstimate: seconds.optional(),
  /** Where contacts go that may not join or must leave; they are closed if left out. */
  overflow: Diversion.optional(),
  /** Which agents are preferred for contacts of customers they know; the first who is there of them. */
  prefer: z
    .array(z.enum(['last-agent', 'owner']))
    .readonly()
    .optional(),
  /** How long a contact waits for its preferred agent only, in seconds; 0 if left out. */
  preferFor: seconds.optional(),
  /** How customers are called back who asked for it. */
  callback: z
    .strictObject({
      /** How often at most; 3 if left out. */
      attempts: z.int().positive().optional(),
      /** Seconds between two calls; 600 if left out. */
      retryAfter: seconds.optional(),
      /** Who waits on the telephone and presses this key is called back at the number he calls from. */
      key: z
        .string()
        .regex(/^[0-9*#]$/, 'a key of a telephone is expected: 0 to 9, * or #')
        .optional(),
    })
    .optional(),
  /** A caller who gave up and calls again within so many seconds gets the old place; 0 if left out. */
  resumeWithin: seconds.optional(),
  /** What callers who wait are told. */
  announcement: QueueAnnouncement.optional(),
  /** When a customer who has written is to be answered by a person; nobody looks at the clock if left out. */
  reply: z
    .strictObject({
      /** Seconds. */
      within: z.number().positive(),
      /** The calendar of the business time in which they are counted; day and night if left out. */
      hours: z.string().optional(),
    })
    .optional(),
  /** Conversations may be recorded without asking the customer, and why; the customer must agree if left out. */
  recording: RecordingConsent.exclude(['customer']).optional(),
  /** Where messages left by telephone for this queue are mailed, too. */
  voicemailTo: z.email().optional(),
  /** How that is told; in English if left out. */
  voicemailLetter: VoicemailTemplate.optional(),
  /** The calendar of its opening hours; always open if left out. */
  hours: z.string().optional(),
  /** Where contacts go while it is closed; they are closed if left out. */
  closed: Diversion.optional(),
});
export type Queue = z.infer<typeof Queue>;

/** Whether customers and agents write to each other on a channel. */
export function isWritten(channel: string): boolean {
  return channel === 'mail' || channel === 'chat';
}
