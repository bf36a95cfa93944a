import {
  type CompilationResult,
  compileExpression,
  type Scope,
  type SourceSlice,
  type Type,
  types,
} from '@caruso/language';
import { z } from 'zod';
import { ContactChannel } from '../contact-centre-event.js';

/** Contacts of which something is so go to a queue of their own. */
const NumberRoute = z.strictObject({
  /** An expression over `from`, `to`, `channel` and `customer`: `startsWith(from, '+49221')`. */
  when: z.string(),
  queue: z.string(),
  /** Their priority there; that of the queue if left out. */
  priority: z.number().optional(),
});
export type NumberRoute = z.infer<typeof NumberRoute>;

/** How long who writes may say nothing, or be gone, before the contact ends by itself; in seconds. Of chats only. */
const idle = {
  /** Said nothing, while a script leads or while waiting: then it is asked whether somebody is there, and a minute later it ends. */
  silence: z.number().positive().max(86_400).optional(),
  /** At no browser; 120 if left out. */
  absence: z.number().positive().max(86_400).optional(),
};

const routes = z.array(NumberRoute).readonly().optional();

/** What answers a number or an address: a queue or a dialog script, unless one of the routes says otherwise; the first that does. */
export const NumberPlan = z.union(
  [
    z.string(),
    z.strictObject({ queue: z.string(), routes, ...idle }),
    z.strictObject({ script: z.string(), fallback: z.string().optional(), routes, ...idle }),
  ],
  'the id of a queue, { queue } or { script } is expected',
);
export type NumberPlan = z.infer<typeof NumberPlan>;

/** What the condition of a route may ask. */
const SCOPE: Scope = new Map<string, Type>([
  ['from', types.text],
  ['to', types.text],
  ['channel', types.code(...ContactChannel.options)],
  ['customer', types.text],
]);

/** The condition of a route. */
export function compileRoute(when: string | SourceSlice): CompilationResult {
  return compileExpression(when, SCOPE, types.yesno);
}

/** The queues a number may lead to. */
export function queuesOf(plan: NumberPlan): readonly string[] {
  if (typeof plan === 'string') return [plan];
  const first = 'queue' in plan ? plan.queue : plan.fallback;
  const others = (plan.routes ?? []).map(({ queue }) => queue);
  return first === undefined ? others : [first, ...others];
}

/** Says in sentences what is wrong with the conditions of a number. */
export function routeProblems(number: string, plan: NumberPlan): string[] {
  if (typeof plan === 'string') return [];
  return (plan.routes ?? []).flatMap(({ when }) => {
    const compiled = compileRoute(when);
    return compiled.ok
      ? []
      : compiled.diagnostics.map(({ message }) => `the number ${number}: ${message} in "${when}"`);
  });
}
