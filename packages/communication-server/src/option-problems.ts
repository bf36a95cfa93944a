import { didYouMean, nearest } from '@caruso/language';
import { z } from 'zod';
import { WEEKDAYS } from './calendar/calendar-definition.js';
import { CampaignDefinition } from './campaigns/definition/campaign-definition.js';
import { AgentDefinition } from './configuration/agent-definition.js';
import { NotReadyReason } from './configuration/contact-centre-configuration.js';
import { NumberPlan } from './configuration/numbers.js';
import { Queue } from './configuration/queue-definition.js';
import { CustomerDefinition } from './customers/customer-definition.js';
import type { Gateway } from './gateways/gateway.js';
import { AnswerTemplate } from './templates/answer-template.js';

const gateway = z.custom<Gateway>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    typeof value.id === 'string' &&
    'open' in value &&
    typeof value.open === 'function',
  'a gateway with an id and open() is expected, such as simulated({ scenario })',
);

const spans = z.array(z.strictObject({ from: z.string(), to: z.string() }));

const calendar = z.strictObject({
  zone: z.string(),
  week: z.partialRecord(z.enum(WEEKDAYS), spans),
  holidays: z
    .strictObject({ country: z.string(), state: z.string().optional(), region: z.string().optional() })
    .optional(),
  exceptions: z.array(z.strictObject({ date: z.string(), spans })).optional(),
});

const Options = z.strictObject({
  agents: z.array(AgentDefinition),
  queues: z.array(Queue),
  notReadyReasons: z.array(NotReadyReason).optional(),
  gateways: z.array(gateway).optional(),
  numbers: z.record(z.string(), NumberPlan).optional(),
  offerTimeoutMs: z.number().optional(),
  ageing: z.number().positive().optional(),
  calendars: z.record(z.string(), calendar).optional(),
  campaigns: z.array(CampaignDefinition).optional(),
  templates: z.array(AnswerTemplate).optional(),
  customers: CustomerDefinition.optional(),
  connectionGraceMs: z.number().optional(),
});

/** Says in sentences which options have a wrong name or are of a wrong kind; an empty list means none. */
export function optionProblems(options: unknown): string[] {
  const { error } = Options.safeParse(options);
  const issues = error?.issues ?? [];
  const misspelt = new Set(issues.flatMap((issue) => meantBy(issue, options)));
  return issues.flatMap((issue) => (misspelt.has(issue.path.join('.')) ? [] : sentences(issue, options)));
}

type Issue = z.core.$ZodIssue;

/** The options that are missing only because their names are misspelt. */
function meantBy(issue: Issue, options: unknown): string[] {
  if (issue.code !== 'unrecognized_keys') return [];
  return issue.keys.flatMap((key) => {
    const meant = nearest(key, namesAt(issue.path));
    return meant === undefined || has(valueAt(options, issue.path), meant) ? [] : [[...issue.path, meant].join('.')];
  });
}

function sentences(issue: Issue, options: unknown): string[] {
  const where = placeOf(issue.path, options);
  if (issue.code === 'unrecognized_keys') {
    const prefix = where === '' ? '' : `${where}: `;
    return issue.keys.map((key) => {
      const known = namesAt(issue.path);
      return `${prefix}there is no option '${key}' (${didYouMean(key, known) ?? `there are ${known.join(', ')}`})`;
    });
  }
  const found = valueAt(options, issue.path);
  if (found === undefined) return [`${where || 'the options'} ${where ? 'is' : 'are'} missing`];
  const expected = expectedBy(issue);
  const place = where === '' ? 'the options' : where;
  return [
    expected === undefined
      ? `${place}: ${issue.message}`
      : `${place}: ${expected} is expected, this is ${shown(found)}`,
  ];
}

function expectedBy(issue: Issue): string | undefined {
  if (issue.code === 'invalid_value') return `one of ${issue.values.join(', ')}`;
  if (issue.code !== 'invalid_type') return undefined;
  return `${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`;
}

function shown(value: unknown): string {
  return typeof value === 'object' ? (Array.isArray(value) ? 'an array' : 'an object') : JSON.stringify(value);
}

/** The place with the ids of agents, queues and gateways instead of their numbers. */
function placeOf(path: readonly PropertyKey[], options: unknown): string {
  const parts = path.map((part, index) => {
    const element = valueAt(options, path.slice(0, index + 1));
    const named = typeof part === 'number' && typeof element === 'object' && element !== null && 'id' in element;
    return named && typeof element.id === 'string' ? element.id : String(part);
  });
  return parts.join('.');
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, part) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, part) : undefined),
    value,
  );
}

function has(value: unknown, name: string): boolean {
  return typeof value === 'object' && value !== null && name in value;
}

/** The names that options at a place may have. */
function namesAt(path: readonly PropertyKey[]): readonly string[] {
  let schema: unknown = Options;
  for (const part of path) schema = within(schema, part);
  const plain = unwrapped(schema);
  return plain instanceof z.ZodObject ? Object.keys(plain.shape) : [];
}

function within(schema: unknown, part: PropertyKey): unknown {
  const plain = unwrapped(schema);
  if (plain instanceof z.ZodArray) return plain.element;
  return plain instanceof z.ZodObject ? plain.shape[String(part)] : undefined;
}

function unwrapped(schema: unknown): unknown {
  return schema instanceof z.ZodOptional ? schema.unwrap() : schema;
}
