import { z } from 'zod';

/** What the check of the NATS makers (nats.js, `services/tests/service-check.ts`) demands of every service, whoever wrote it. */
const metadata = z.record(z.string(), z.string()).refine((entries) => Object.keys(entries).length > 0, 'empty');
const semver = z.string().regex(/^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/);
const identity = { name: z.string().regex(/^[A-Za-z0-9_-]+$/), id: z.string(), version: semver, metadata };
const endpoint = { name: z.string(), subject: z.string(), queue_group: z.string() };

export const microSchemas = {
  PING: z.strictObject({ type: z.literal('io.nats.micro.v1.ping_response'), ...identity }),
  INFO: z.strictObject({
    type: z.literal('io.nats.micro.v1.info_response'),
    ...identity,
    description: z.string(),
    endpoints: z.array(z.strictObject({ ...endpoint, metadata })),
  }),
  STATS: z.strictObject({
    type: z.literal('io.nats.micro.v1.stats_response'),
    ...identity,
    started: z.iso.datetime(),
    endpoints: z.array(
      z.strictObject({
        ...endpoint,
        num_requests: z.int(),
        num_errors: z.int(),
        last_error: z.string(),
        processing_time: z.int(),
        average_processing_time: z.int(),
        data: z.string(),
      }),
    ),
  }),
} as const;
