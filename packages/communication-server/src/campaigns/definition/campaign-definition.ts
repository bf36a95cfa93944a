import { z } from 'zod';
import { WEEKDAYS } from '../../calendar/calendar-definition.js';
import { type Regime, regimes } from '../pacing/regime.js';

const spans = z.array(z.strictObject({ from: z.string(), to: z.string() })).readonly();
const share = z.number().min(0).max(1);

const CompanyRegime = z.strictObject({
  id: z.string(),
  /** The highest share of abandoned calls, 0 to 1. */
  cap: share.optional(),
  windowMs: z
    .number()
    .positive()
    .max(31 * 86_400_000),
  denominator: z.enum(['answered-live', 'without-machines']),
  connectWithinMs: z.number().positive(),
  confidence: share.optional(),
});

const RetryRule = z.strictObject({
  afterMinutes: z.number().nonnegative(),
  /** Attempts of a record that may end so. */
  atMost: z.int().positive(),
  /** Whether the next attempt goes to the record's next number. */
  otherNumber: z.boolean(),
});

/** A calling campaign: whom it calls comes by lists, what happened stands in the log. */
export const CampaignDefinition = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** What is to be reached with each record, for people. */
  goal: z.string().optional(),
  /** `preview`: an agent sees the record and has it dialled; `progressive`: a line for each free agent; `predictive`: more. */
  mode: z.enum(['preview', 'progressive', 'predictive']),
  /** Where answered calls wait; the agents who serve it are the agents of the campaign. */
  queue: z.string(),
  /** The gateway that dials. */
  gateway: z.string(),
  /** The number that is shown to the called. */
  from: z.string(),
  /** Whose numbers are written without a country code, by ISO 3166. */
  country: z.string().length(2),
  /** Lines dialled at once at most; 30 if left out. */
  lines: z.int().positive().optional(),
  /** How long it rings, in seconds; 25 if left out. */
  ringSeconds: z.number().positive().optional(),
  /** A rule on abandoned calls that is built in, or one of the company; `us-tsr`, the strictest, if left out. */
  regime: z.union([z.enum(Object.keys(regimes) as [keyof typeof regimes]), CompanyRegime]).optional(),
  /** The campaign's own cap on the share of abandoned calls. */
  cap: share.optional(),
  /** What a person hears who was called and for whom no agent is there in time: who calls, and how to reach the company. */
  dropMessage: z
    .strictObject({ text: z.string().min(1).max(1_000), language: z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$/) })
    .optional(),
  /** When people are called, by the clock where they are. */
  window: z.strictObject({
    week: z.partialRecord(z.enum(WEEKDAYS), spans),
    exceptions: z
      .array(z.strictObject({ date: z.string(), spans }))
      .readonly()
      .optional(),
  }),
  /** `asked`: only who agreed is called; everybody but those who refused if left out. */
  consent: z.enum(['asked', 'not-refused']).optional(),
  /** How it is tried again; busy and unanswered three times in all if left out. */
  retry: z
    .strictObject({
      attempts: z.int().positive(),
      rules: z.partialRecord(z.enum(['dropped', 'busy', 'no-answer', 'machine', 'failed']), RetryRule),
    })
    .optional(),
  /** What is supposed before the first call: the share of calls that people answer, and how long an agent needs. */
  supposed: z.strictObject({ answerShare: share, handlingSeconds: z.number().positive() }).optional(),
  /** The share of direct contacts that reach the goal from which on the campaign is worth it. */
  accepted: share.optional(),
  /** Where its records come from. */
  list: z
    .union([
      z.strictObject({
        /** A CSV file with a heading. */
        file: z.string(),
        id: z.string(),
        numbers: z.array(z.string()).min(1).readonly(),
        /** The column that says whether somebody agreed. */
        consent: z.string().optional(),
      }),
      z.strictObject({
        /** Business objects, by the name of their type. */
        object: z.string(),
        numbers: z.array(z.string()).min(1).readonly(),
        /** Only persons who agreed to be called for this purpose. */
        purpose: z.string().optional(),
        channel: z.string().optional(),
      }),
    ])
    .optional(),
});
export type CampaignDefinition = z.infer<typeof CampaignDefinition>;

/** The rule on abandoned calls that a campaign is under. */
export function regimeOf({ regime = 'us-tsr' }: CampaignDefinition): Regime {
  return typeof regime === 'string' ? regimes[regime] : withoutAbsent(regime);
}

/** A message is begun so long before it must be heard: what leads the call needs a moment. */
const MESSAGE_LEAD_MS = 250;

/** How long somebody who has answered waits for an agent, in milliseconds: a message must begin in the time of the regime. */
export function waitForAgentMs(definition: CampaignDefinition): number {
  const { connectWithinMs } = regimeOf(definition);
  return definition.dropMessage ? Math.max(0, connectWithinMs - MESSAGE_LEAD_MS) : connectWithinMs;
}

function withoutAbsent({ cap, confidence, ...regime }: z.infer<typeof CompanyRegime>): Regime {
  return {
    ...regime,
    ...(cap === undefined ? {} : { cap }),
    ...(confidence === undefined ? {} : { confidence }),
  };
}
