import { defineContract } from '@caruso/core';
import { z } from 'zod';

const Properties = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** The states of a service, as they cross a border. */
export const State = z.enum([
  'declared',
  'waiting',
  'starting',
  'active',
  'unhealthy',
  'maintenance',
  'draining',
  'stopped',
  'failed',
]);

/** What can be said about a registered component from outside. */
export const Entry = z.object({
  id: z.string(),
  component: z.string(),
  version: z.string(),
  contracts: z.array(z.object({ name: z.string(), version: z.string() })),
  state: State,
  /** Why it is not active, when there is a reason. */
  reason: z.string().exactOptional(),
  ranking: z.int(),
  properties: Properties,
  /** `inline`, `worker`, or the name of another process. */
  runsIn: z.string(),
  /** The contracts it requires, each with the components that would serve it now. */
  needs: z.array(z.object({ contract: z.string(), optional: z.boolean(), from: z.array(z.string()) })),
  /** The components that require one of its contracts. */
  dependants: z.array(z.string()),
  /** Calls since it was registered, those that failed, and those in flight now. */
  calls: z.int(),
  failures: z.int(),
  leases: z.int(),
  /** Half of the calls, and 99 of 100, took at most so many milliseconds. */
  p50Ms: z.number().exactOptional(),
  p99Ms: z.number().exactOptional(),
  /** Milliseconds since 1970. */
  since: z.number(),
  startedAt: z.number().exactOptional(),
});

const Candidate = z.object({
  id: z.string(),
  component: z.string(),
  version: z.string(),
  state: z.string(),
  chosen: z.boolean(),
  reason: z.string(),
});

/** What came of a drain. */
export const Drained = z.object({
  inFlight: z.int(),
  drained: z.int(),
  aborted: z.int(),
  lost: z.int(),
  longestMs: z.number(),
});

const Receipt = z.object({
  id: z.string(),
  component: z.string(),
  from: z.string(),
  to: z.string(),
  startMs: z.number(),
  pausedMs: z.number().exactOptional(),
  inFlightAtFlip: z.int(),
  drained: z.int(),
  aborted: z.int(),
  lost: z.int(),
  parked: z.int(),
  longestMs: z.number(),
  rolledBack: z.string().exactOptional(),
});

/** An id, a name, or a name and version (`billing@1.4.0`). */
const service = z.string().min(1).max(200);
const Filter = z.object({ contract: z.string().exactOptional(), component: z.string().exactOptional() });

/** What an operator can see and do of the services of an assembly. */
export const ServiceControl = defineContract('caruso.services', '1.0.0', {
  list: {
    input: Filter,
    output: z.array(Entry),
    idempotent: true,
    description: 'Lists the registered components with their states and figures.',
  },
  watch: {
    input: Filter,
    output: z.object({ kind: z.enum(['added', 'changed', 'removed']), entry: Entry }),
    stream: true,
    description: 'Tells of all registered components, then of each change.',
  },
  explain: {
    input: z.object({
      contract: z.string(),
      version: z.string().exactOptional(),
      properties: Properties.exactOptional(),
      company: z.string().exactOptional(),
    }),
    output: z.object({
      contract: z.string(),
      chosen: z.string().exactOptional(),
      candidates: z.array(Candidate),
      parked: z.int(),
    }),
    idempotent: true,
    description: 'Says which provider of a contract is called, and why not the others.',
  },
  health: {
    input: z.object({}),
    output: z.array(Entry),
    idempotent: true,
    description: 'Asks every component whether it is well.',
  },
  releases: {
    input: z.object({}),
    output: z.array(z.object({ module: z.string(), modifiedAt: z.number() })),
    idempotent: true,
    description: 'Lists the modules that lie ready to replace a component.',
  },
  replace: {
    input: z.object({
      service,
      /** A module whose default export is a component, relative to the folder of releases. */
      module: z.string().min(1).max(500),
      isolation: z.enum(['inline', 'worker']).default('worker'),
      /** Keeps the present version warm, and goes back to it when a call of the new one fails. */
      probation: z
        .object({ ms: z.int().positive().max(3_600_000), calls: z.int().positive().exactOptional() })
        .exactOptional(),
    }),
    output: Receipt,
    description: 'Replaces a component by another version without losing a call.',
  },
  drain: {
    input: z.object({ service }),
    output: Drained,
    description: 'Takes a component out: calls in flight end, then it stops.',
  },
  maintain: {
    input: z.object({ service, reason: z.string().min(1).max(500) }),
    output: z.object({}),
    idempotent: true,
    description: 'Lets no new calls to a component, and says why.',
  },
  resume: {
    input: z.object({ service }),
    output: z.object({}),
    idempotent: true,
    description: 'Ends the maintenance of a component.',
  },
  pin: {
    input: z.object({ company: z.string().min(1), contract: z.string().min(1), range: z.string().nullable() }),
    output: z.object({}),
    idempotent: true,
    description: 'Holds a company to versions of a contract’s providers; null sets it free again.',
  },
});
