import { z } from 'zod';

const campaign = z.string();
const record = z.string();
const attempt = z.string();
const phone = z.string();

/** How an attempt to reach somebody may end. */
export const CampaignAttemptOutcome = z.enum([
  'answered',
  'dropped',
  'busy',
  'no-answer',
  'machine',
  'failed',
  'wrong-number',
  /** Nobody was called: the consent was taken back after the list was loaded. */
  'no-consent',
]);

/** What becomes of a record after an attempt: when it may be called again, or why it is not any more. */
const NextState = z.union([
  z.object({ name: z.literal('open'), notBefore: z.number() }),
  z.object({
    name: z.literal('closed'),
    because: z.enum(['spoken-to', 'attempts-used-up', 'wrong-number', 'do-not-call', 'no-consent', 'erased']),
  }),
]);

const ofAttempt = z.object({ campaign, record, attempt });

/** What a disposition says of a conversation. */
export const DispositionFlags = z.object({
  /** A person was spoken to, and no machine; true if left out. */
  live: z.boolean().optional(),
  /** It was the person the contact is about. */
  direct: z.boolean().optional(),
  /** The goal was reached, which makes it a direct contact, too. */
  success: z.boolean().optional(),
  /** Nobody is called again, whatever else would be. */
  closes: z.boolean().optional(),
  /** The customer does not want to be called any more. */
  dnc: z.boolean().optional(),
  /** The customer wants to be called again, after so many seconds. */
  retry: z.number().positive().optional(),
});
export type DispositionFlags = z.infer<typeof DispositionFlags>;

export type CampaignAttemptOutcome = z.infer<typeof CampaignAttemptOutcome>;

/** The events of campaigns. */
export const campaignPayloads = [
  z.object({
    type: z.literal('campaign-started'),
    campaign,
    /** What is supposed until the first calls say it: the share of answered calls, and how long agents need (ms). */
    supposed: z.object({ answerShare: z.number(), handlingMs: z.number() }),
    /** The records of a pilot; all are called if left out. */
    pilot: z.array(record).optional(),
  }),
  z.object({
    type: z.literal('campaign-paused'),
    campaign,
    because: z.enum(['wanted', 'pilot-done', 'calls-fail']),
  }),
  z.object({ type: z.literal('campaign-stopped'), campaign, because: z.enum(['wanted', 'list-done']) }),
  z.object({
    type: z.literal('record-loaded'),
    campaign,
    record,
    /** In the format E.164, the best first. */
    phones: z.array(phone),
    customer: z.string().optional(),
  }),
  /** A part of a list was read: the rows of which nothing can be dialled, and why, unless that was known. */
  z.object({
    type: z.literal('list-read'),
    campaign,
    /** What the list is called. */
    list: z.string(),
    records: z.int(),
    excluded: z.array(z.object({ record, because: z.enum(['no-consent', 'duplicate-id', 'no-dialable-number']) })),
  }),
  /** An agent sees the record and decides. */
  z.object({ type: z.literal('attempt-planned'), ...ofAttempt.shape, phone, agent: z.string() }),
  /** Nobody is called: the agent has skipped it, or is not free for it any more. */
  z.object({
    type: z.literal('attempt-withdrawn'),
    ...ofAttempt.shape,
    agent: z.string(),
    because: z.enum(['skipped', 'agent-not-free', 'campaign-not-running', 'not-allowed']),
    notBefore: z.number(),
  }),
  /** Stored before the gateway is told, so that no attempt is dialled twice. */
  z.object({
    type: z.literal('attempt-dialled'),
    ...ofAttempt.shape,
    phone,
    gateway: z.string(),
    /** For whom it is dialled, who gets no other contact while it rings; in predictive campaigns nobody alone. */
    agent: z.string().optional(),
  }),
  z.object({
    type: z.literal('attempt-answered'),
    ...ofAttempt.shape,
    contact: z.string(),
    /** Since it was dialled, in milliseconds. */
    afterMs: z.number(),
    /** Until when an agent must be connected (ms UTC). */
    connectBy: z.number(),
    /** When the called is told who has called if nobody is there, where that is told (ms UTC). */
    messageAt: z.number().optional(),
    /** The gateway tells when the agent's telephone is picked up (`agent-joined`); the connection counts from then. */
    joins: z.literal(true).optional(),
  }),
  z.object({
    type: z.literal('attempt-ended'),
    ...ofAttempt.shape,
    /** For whom it was dialled. */
    agent: z.string().optional(),
    outcome: CampaignAttemptOutcome,
    /** What the gateway says. */
    reason: z.string().optional(),
    /** The server or the gateway was gone while it rang: it says nothing of the called nor of the network. */
    interrupted: z.literal(true).optional(),
    /** The agent was there, but later than the regime allows: it counts among the dropped calls. */
    late: z.literal(true).optional(),
    /** Since it was dialled, in milliseconds. */
    afterMs: z.number(),
    /** The place of the number that is dialled next. */
    next: z.int(),
    becomes: NextState,
  }),
  /** The agent has said what came of the conversation. */
  z.object({
    type: z.literal('attempt-evaluated'),
    ...ofAttempt.shape,
    /** `machine` when nobody was spoken to after all. */
    outcome: z.enum(['answered', 'machine']),
    direct: z.boolean(),
    success: z.boolean(),
    next: z.int(),
    becomes: NextState,
  }),
  /** A number of a record is not called, because somebody does not want it. */
  z.object({
    type: z.literal('number-barred'),
    campaign,
    record,
    phone,
    source: z.string(),
    /** Numbers that the record has left; with none it is closed. */
    left: z.int(),
  }),
  /** Its numbers were taken out of everything that is stored of it; it is not called any more. */
  z.object({
    type: z.literal('record-erased'),
    campaign,
    record,
    by: z.string(),
    /** It was still to be called. */
    wasOpen: z.literal(true).optional(),
  }),
  z.object({
    type: z.literal('dnc-added'),
    phone,
    source: z.string(),
    scope: z.union([z.literal('all'), z.object({ campaign })]),
    /** From when it does not count any more (ms UTC); never if left out. */
    until: z.number().optional(),
  }),
  /** A part of a register was read: numbers that nobody calls, as with `dnc-added`; only those that were not barred so. */
  z.object({
    type: z.literal('dnc-register-read'),
    /** What the file is called. */
    register: z.string(),
    phones: z.array(phone),
    source: z.string(),
    scope: z.union([z.literal('all'), z.object({ campaign })]),
    until: z.number().optional(),
  }),
  /** A number may be called again; what was barred for it does not count any more. */
  z.object({
    type: z.literal('dnc-removed'),
    phone,
    scope: z.union([z.literal('all'), z.object({ campaign })]),
    /** Only what comes from there; everything of the scope if left out. */
    source: z.string().optional(),
    reason: z.string(),
  }),
] as const;

/** The types of events that are about campaigns and not about single contacts or agents. */
export type CampaignEventType = z.infer<(typeof campaignPayloads)[number]>['type'];
