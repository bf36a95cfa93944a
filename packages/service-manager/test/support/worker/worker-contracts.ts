import { defineContract, defineErrors, error } from '@caruso/core';
import { z } from 'zod';

/** What the modules of the tests require. */
export const Names = defineContract('test.names', '1.1.0', {
  nameOf: { input: z.object({ id: z.number() }), output: z.object({ name: z.string() }) },
  all: { input: z.object({}), output: z.object({ name: z.string() }), stream: true },
});

/** What they provide. */
export const Desk = defineContract('test.desk', '1.2.0', {
  greet: { input: z.object({ id: z.number().int() }), output: z.object({ text: z.string(), thread: z.number() }) },
  fail: { input: z.object({ how: z.string() }), output: z.object({}) },
  hang: { input: z.object({}), output: z.object({}) },
  count: { input: z.object({ to: z.number() }), output: z.object({ n: z.number() }), stream: true },
  /** Asks the surroundings of the component. */
  ask: { input: z.object({ what: z.string() }), output: z.unknown() },
  /** What has become of the component. */
  notes: { input: z.object({}), output: z.array(z.string()) },
});

/** A second contract of the same component. */
export const Bell = defineContract('test.bell', '1.0.0', {
  ring: { input: z.object({ times: z.number().default(1) }), output: z.object({ text: z.string() }) },
});

export const DeskErrors = defineErrors('TST', {
  Closed: error(1, 'conflict', ({ until }: { until: string }) => `The desk is closed until ${until}.`),
});
