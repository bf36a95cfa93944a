import type { z } from 'zod';
import { describeIssues } from '../describe-issues.js';
import { describeThrown } from './finding.js';

/** A value as its schema wants it, or why it does not fit. */
export type Checked = { readonly data: unknown } | { readonly issues: string };

/** Checks a value; a schema that throws is an answer, too. */
export function checked(schema: z.ZodType, value: unknown): Checked {
  try {
    const result = schema.safeParse(value);
    return result.success ? { data: result.data } : { issues: describeIssues(result.error) };
  } catch (thrown) {
    return { issues: `the schema itself threw ${describeThrown(thrown)}` };
  }
}

/**
 * What happens to a value on its way to another process, or undefined when it arrives as it was. There it comes as JSON, and is
 * checked once more.
 */
export function borderProblem(value: unknown, schema?: z.ZodType): string | undefined {
  const crossed = roundTrip(value);
  if ('problem' in crossed) return crossed.problem;
  const change = difference(value, crossed.value, '');
  if (change || !schema) return change;
  const again = checked(schema, crossed.value);
  if ('issues' in again) return `it does not fit when it is checked on the other side: ${again.issues}`;
  const second = difference(again.data, crossed.value, '');
  return second && `it changes when it is checked on the other side: ${second}`;
}

/** Whether two values arrive as the same. What cannot cross a border at all is found elsewhere. */
export function arriveEqual(one: unknown, other: unknown): boolean {
  const [first, second] = [roundTrip(one), roundTrip(other)];
  return 'problem' in first || 'problem' in second || difference(first.value, second.value, '') === undefined;
}

function roundTrip(value: unknown): { readonly value: unknown } | { readonly problem: string } {
  try {
    const text = JSON.stringify(value);
    return { value: text === undefined ? undefined : JSON.parse(text) };
  } catch (thrown) {
    return { problem: `it cannot be written as JSON: ${describeThrown(thrown)}` };
  }
}

/** Where two values differ; a property that is undefined is as good as none. */
function difference(sent: unknown, received: unknown, path: string): string | undefined {
  if (typeof sent !== 'object' || sent === null || !isPlain(sent)) {
    return sent === received ? undefined : `${place(path)} ${show(sent)}, and arrives as ${show(received)}`;
  }
  if (typeof received !== 'object' || received === null || Array.isArray(sent) !== Array.isArray(received))
    return `${place(path)} ${show(sent)}, and arrives as ${show(received)}`;
  const [left, right] = [sent as Readonly<Record<string, unknown>>, received as Readonly<Record<string, unknown>>];
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const change = difference(left[key], right[key], path ? `${path}.${key}` : key);
    if (change) return change;
  }
  return undefined;
}

const isPlain = (value: object) => [Object.prototype, Array.prototype, null].includes(Object.getPrototypeOf(value));
const place = (path: string) => (path ? `"${path}" is` : 'it is');

/** A value in a few words. */
export function show(value: unknown): string {
  if (typeof value === 'object' && value !== null && !isPlain(value)) return `an instance of ${value.constructor.name}`;
  if (typeof value === 'bigint') return `the bigint ${value}`;
  if (typeof value === 'number') return String(value);
  const crossed = roundTrip(value);
  if ('problem' in crossed) return crossed.problem;
  const text = JSON.stringify(crossed.value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
