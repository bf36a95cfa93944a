import { SupervisionMode } from '@caruso/communication-server/contract';
import { defineContract } from '@caruso/core';
import { z } from 'zod';

const Monitor = z.object({
  /** Number of the last event that is reflected here, and when the picture was made (ms UTC). */
  event: z.int(),
  at: z.number(),
  /** Agents that are logged in, with the time since when they are in their state (ms UTC). */
  agents: z.array(
    z.object({
      agent: z.string(),
      name: z.string(),
      state: z.enum(['ready', 'reserved', 'busy', 'wrap-up', 'not-ready']),
      reason: z.string().optional(),
      /** What who has put the agent into this state is called, when it was somebody else. */
      by: z.string().optional(),
      since: z.number(),
      contact: z.string().optional(),
      /** The reason of the break that begins after the contacts in hand. */
      next: z.string().optional(),
      /** The conversations the agent is in, with the time since when, and since when the customer is on hold (ms UTC). */
      talks: z.array(
        z.object({
          contact: z.string(),
          channel: z.string(),
          from: z.string(),
          customer: z.string().optional(),
          since: z.number(),
          heldSince: z.number().optional(),
          /** Whose telephones hear it, and how. */
          supervisors: z.array(z.object({ supervisor: z.string(), name: z.string(), mode: SupervisionMode })),
        }),
      ),
    }),
  ),
  /** Contacts that wait for an agent, longest first. */
  waiting: z.array(
    z.object({
      contact: z.string(),
      queue: z.string(),
      channel: z.string(),
      from: z.string(),
      customer: z.string().optional(),
      since: z.number(),
      offeredTo: z.string().optional(),
    }),
  ),
  /** Campaigns that call, are paused, or have somebody to call. */
  campaigns: z.array(
    z.object({
      campaign: z.string(),
      name: z.string(),
      status: z.enum(['new', 'running', 'paused', 'stopped']),
      since: z.number(),
      /** Records that may still be called, and lines that ring. */
      open: z.int(),
      ringing: z.int(),
      today: z.object({ dialled: z.int(), answered: z.int(), dropped: z.int(), successes: z.int() }),
    }),
  ),
  queues: z.array(
    z.object({
      queue: z.string(),
      name: z.string(),
      waiting: z.int(),
      longestSince: z.number().nullable(),
      /** Customers who have waited too long for an answer in writing, and when the next will have (ms UTC). */
      overdue: z.int(),
      nextDue: z.number().nullable(),
      /** Since midnight in the company's time zone. */
      today: z.object({
        offered: z.int(),
        answered: z.int(),
        abandoned: z.int(),
        /** Share 0-1; null while there is nothing to count. */
        serviceLevel: z.number().nullable(),
      }),
      target: z.number(),
    }),
  ),
});
export type Monitor = z.infer<typeof Monitor>;

const Grouping = z.enum(['queue', 'hour', 'day', 'week']);

/** What a column of a report holds; `seconds` and `ratio` are numbers, a ratio is 0-1. */
const ReportColumn = z.object({
  id: z.string(),
  label: z.string(),
  kind: z.enum(['text', 'count', 'seconds', 'ratio']),
  /** The definition of the figure in one sentence: what is counted over what. */
  definition: z.string().optional(),
});

const Cell = z.union([z.string(), z.number(), z.null()]);

const Report = z.object({
  report: z.string(),
  title: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  zone: z.string(),
  columns: z.array(ReportColumn),
  /** One value a column; null means "no data", never zero. */
  rows: z.array(z.array(Cell)),
  total: z.array(Cell),
  /** Number of the last event that was counted. */
  event: z.int(),
});
export type Report = z.infer<typeof Report>;

/** Live figures and reports, both folded from the one event log. */
export const Reporting = defineContract('caruso.reporting', '1.2.0', {
  monitor: { input: z.object({}), output: Monitor, idempotent: true, description: 'Shows the present.' },
  watchMonitor: {
    input: z.object({}),
    output: Monitor,
    stream: true,
    description: 'Shows the present now and at each change.',
  },
  reports: {
    input: z.object({}),
    output: z.array(z.object({ id: z.string(), title: z.string(), groupBy: z.array(Grouping) })),
    idempotent: true,
    description: 'Lists the reports.',
  },
  today: {
    input: z.object({}),
    output: z.object({ day: z.iso.date() }),
    idempotent: true,
    description: "Says which day it is in the company's time zone: where the asker sits it may be another one.",
  },
  run: {
    input: z.object({
      report: z.string(),
      /** First day in the company's time zone; today, if none is given. */
      from: z.iso.date().optional(),
      /** Last day, included; the first, if none is given. */
      to: z.iso.date().optional(),
      groupBy: Grouping.default('queue'),
      queue: z.string().optional(),
    }),
    output: Report,
    idempotent: true,
    description: 'Runs a report over the past.',
  },
});
