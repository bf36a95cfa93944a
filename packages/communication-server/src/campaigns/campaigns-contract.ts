import { defineContract } from '@caruso/core';
import { z } from 'zod';
import { WEEKDAYS } from '../calendar/calendar-definition.js';

const campaign = z.string();

/** A share with its interval (Wilson, 95 %), and of what it is one. */
const Rate = z.object({
  name: z.string(),
  count: z.number(),
  of: z.number(),
  share: z.number().optional(),
  interval: z.object({ low: z.number(), high: z.number() }),
  /** Fewer than 30: too few to say much. */
  few: z.boolean(),
});

const CampaignView = z.object({
  campaign,
  name: z.string(),
  goal: z.string().optional(),
  mode: z.enum(['preview', 'progressive', 'predictive']),
  queue: z.string(),
  status: z.enum(['new', 'running', 'paused', 'stopped']),
  /** Why it is paused or stopped: `wanted`, `pilot-done`, `calls-fail`, `list-done`. */
  because: z.string().optional(),
  /** Since when (ms UTC); 0 before the first start. */
  since: z.number(),
  /** Rows of its lists, records that may be dialled, and those that still are. */
  base: z.int(),
  valid: z.int(),
  open: z.int(),
  /** Rows that are not called, by reason. */
  excluded: z.record(z.string(), z.int()),
  /** Lines that ring, answered calls that have no agent yet, and records that agents look at. */
  ringing: z.int(),
  waiting: z.int(),
  looking: z.int(),
  /** Agents who would get a call at once. */
  freeAgents: z.int(),
  /** Attempts that have ended, by outcome. */
  attempts: z.record(z.string(), z.int()),
  direct: z.int(),
  successes: z.int(),
  /** Abandoned calls of the regime's window. */
  abandonment: z.object({
    regime: z.string(),
    abandoned: z.number(),
    of: z.number(),
    share: z.number().optional(),
    /** The upper limit of the share, at the confidence that the regime asks (95 % where it asks none). */
    upperLimit: z.number(),
    cap: z.number(),
  }),
  /** How many records a running pilot has, and how many of them are done. */
  pilot: z.object({ records: z.int(), done: z.int() }).optional(),
  /** Why so many lines are dialled now. */
  pacing: z.string().optional(),
  /** When somebody may be called next (ms UTC). */
  nextCallAt: z.number().optional(),
});
export type CampaignView = z.infer<typeof CampaignView>;

const CampaignReport = z.object({
  campaign,
  name: z.string(),
  goal: z.string().optional(),
  rates: z.array(Rate),
  /** Undefined while nobody was reached. */
  attemptsPerContact: z.number().optional(),
  /** Attempts for each row of the base. */
  saturation: z.number().optional(),
  /** When people answered, by the clock where they are; first attempts only. */
  hours: z.array(
    z.object({
      weekday: z.enum(WEEKDAYS),
      hour: z.int(),
      rate: Rate,
      pValue: z.number(),
      comparedToOthers: z.enum(['better', 'worse', 'not-told-apart']),
    }),
  ),
  /** What the effectiveness says of the accepted share, where the campaign names one. */
  decision: z
    .object({
      accepted: z.number(),
      decision: z.enum(['go', 'stop', 'enlarge']),
      /** So many direct contacts would tell, if the share stayed what it is. */
      to: z.number().optional(),
      /** How many records that takes, at the present share of direct contacts. */
      records: z.number().optional(),
    })
    .optional(),
});
export type CampaignReport = z.infer<typeof CampaignReport>;

/** A row of a list, as it is written there. */
const Row = z.object({
  id: z.string().min(1).max(100),
  numbers: z.array(z.string().max(100)).max(20),
  consent: z.boolean().optional(),
  customer: z.string().max(200).optional(),
});

const Loaded = z.object({
  records: z.int(),
  /** Rows that the campaign knew. */
  known: z.int(),
  excluded: z.array(z.object({ record: z.string(), because: z.string(), numbers: z.array(z.string()) })),
  /** Numbers that were left out of records which have others, and why. */
  leftOut: z.array(z.object({ record: z.string(), number: z.string(), because: z.string() })),
});
export type LoadedRows = z.infer<typeof Loaded>;

/** What became of a whole list. Of rows and lines that are not called, a hundred are named; all are counted. */
const LoadedList = Loaded.extend({
  notCalled: z.int(),
  numbersLeftOut: z.int(),
  /** Lines of a file that are no rows, or whose consent cannot be read. */
  brokenLines: z.int(),
  broken: z.array(z.object({ line: z.int(), problem: z.string() })),
});
export type LoadedList = z.infer<typeof LoadedList>;

/** Whom a number is barred for, and whose it is when it is written without the code of a country. */
const barred = z.object({
  /** All campaigns if left out. */
  campaign: campaign.optional(),
  /** By ISO 3166; that of the campaign if left out. */
  country: z.string().length(2).optional(),
});
/** Where it comes from: the customer, a register. */
const source = z.string().min(1).max(200);
/** From when it does not count any more (ms UTC); never if left out. */
const until = z.number().optional();

const BarredNumber = z.object({ number: z.string(), source, campaign: campaign.optional(), until });
export type BarredNumber = z.infer<typeof BarredNumber>;

const named = z.object({ campaign });

/** The calling campaigns of a contact centre. */
export const Campaigns = defineContract('caruso.campaigns', '1.0.0', {
  list: { input: z.object({}), output: z.array(CampaignView), idempotent: true, description: 'Shows all campaigns.' },
  show: { input: named, output: CampaignView, idempotent: true, description: 'Shows a campaign.' },
  report: {
    input: named,
    output: CampaignReport,
    idempotent: true,
    description: 'Says how far people can be reached and the goal with them, when best, and whether it is worth it.',
  },
  startCampaign: {
    input: named.extend({
      /** Only so many records, chosen at random; then the campaign waits for a decision. */
      pilot: z.int().positive().optional(),
    }),
    output: CampaignView,
    description: 'Begins to call, or goes on, with a pilot too that was interrupted.',
  },
  pauseCampaign: {
    input: named,
    output: CampaignView,
    description: 'Dials nobody any more until it is started again.',
  },
  stopCampaign: { input: named, output: CampaignView, description: 'Ends the campaign; it may be started again.' },
  loadRows: {
    input: named.extend({ list: z.string().max(200), rows: z.array(Row).max(1_000) }),
    output: Loaded,
    description: 'Adds rows of a list; those that the campaign knows are left out.',
  },
  checkRows: {
    input: named.extend({ rows: z.array(Row).max(1_000) }),
    output: Loaded,
    idempotent: true,
    description: 'Says what would become of rows of a list; nothing is stored.',
  },
  loadList: {
    input: named,
    output: LoadedList,
    description: 'Adds the list that the configuration of the campaign names: a file, or business objects.',
  },
  bar: {
    input: barred.extend({ number: z.string().max(100), source, until }),
    output: z.object({ number: z.string() }),
    idempotent: true,
    description: 'Lets nobody call a number any more.',
  },
  readRegister: {
    input: barred.extend({
      /** What the file is called. */
      register: z.string().max(200),
      numbers: z.array(z.string().max(100)).max(1_000),
      source,
      until,
    }),
    output: z.object({
      /** Numbers that are barred by it from now on. */
      barred: z.int(),
      /** Numbers that were barred by it, or are there twice. */
      known: z.int(),
      unreadable: z.array(z.object({ place: z.int(), number: z.string(), because: z.string() })),
    }),
    idempotent: true,
    description: 'Bars the numbers of a part of a register; again as often as it comes.',
  },
  unbar: {
    input: barred.extend({
      number: z.string().max(100),
      /** Only what was barred by it; by whomever if left out. */
      source: source.optional(),
      reason: z.string().trim().min(1).max(500),
    }),
    output: z.object({
      number: z.string(),
      /** How many entries do not count any more. */
      removed: z.int(),
    }),
    description:
      'Lets a number be called again, for a reason. Rows of lists that were left out for it are called when the list is read again; records that were closed for it stay closed.',
  },
  barred: {
    input: z.object({
      number: z.string().max(100).optional(),
      country: z.string().length(2).optional(),
      source: source.optional(),
      campaign: campaign.optional(),
      limit: z.int().min(1).max(1_000).default(100),
    }),
    output: z.object({
      /** How many there are in all. */
      count: z.int(),
      entries: z.array(BarredNumber),
    }),
    idempotent: true,
    description: 'Lists the numbers that nobody calls: all, those of a source or a campaign, or what is said of one.',
  },
});
