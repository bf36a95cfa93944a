import { didYouMean } from '@caruso/language';
import type { Cell, Value } from '@caruso/storage-manager/contract';
import type { Violation } from '../errors.js';
import type { ColumnMapping } from '../model/model.js';
import { coerce } from '../values/coerce.js';
import { brokenLimit, TYPE_WORDS, toScale } from '../values/limits.js';
import type { CheckEnvironment } from './check-environment.js';
import type { Field } from './field.js';
import type { ObjectPlan } from './object-plan.js';

/** Values that may be written, or all rules they break. */
export interface Validation {
  /** In the form their types have. */
  readonly values: Readonly<Record<string, Value>>;
  readonly cells: readonly Cell[];
  readonly violations: readonly Violation[];
}

/**
 * Checks what is to be written against the model: all of it, so that a form can mark every wrong field at once.
 *
 * @param given attributes and links to one object
 * @param current the values the object has now; undefined for a new one
 */
export function validate(
  plan: ObjectPlan,
  given: Readonly<Record<string, unknown>>,
  current: Readonly<Record<string, unknown>> | undefined,
  environment: CheckEnvironment,
): Validation {
  const violations: Violation[] = [];
  const values: Record<string, Value> = {};
  const cells = new Map<string, Cell>();
  const broken = (attribute: string, rule: string, message: string) =>
    violations.push({ attribute, rule, value: given[attribute] ?? null, message });
  for (const [name, raw] of Object.entries(given)) {
    const field = plan.fields.get(name);
    if (raw === undefined) continue;
    if (field === undefined) {
      const hint = didYouMean(name, plan.fields.keys());
      const known = plan.model.attributes.has(name);
      const computedOne = plan.model.attributes.get(name)?.formula !== undefined;
      const unwritten = computedOne ? 'is computed' : 'has no column';
      broken(name, known ? 'writable' : 'unknown', known ? unwritten : `is unknown${hint ? ` (${hint})` : ''}`);
      continue;
    }
    if (field.kind === 'attribute' && field.stored.mapping.readOnly) {
      broken(name, 'writable', 'is computed by the database and cannot be written');
      continue;
    }
    const value = readGiven(field, raw, (rule, message) => broken(name, rule, message));
    if (value === undefined) continue;
    values[name] = value;
    if (current !== undefined && plan.model.key.includes(name) && value !== current[name]) {
      broken(name, 'key', 'is part of the key and cannot be changed');
    }
    const stored = field.write(value);
    if (stored === undefined) broken(name, ...unwritable(field));
    stored?.forEach((cellValue, index) => {
      const column = field.columns[index];
      if (column === undefined) return;
      const other = cells.get(column.name);
      if (other !== undefined && other.value !== cellValue)
        broken(name, 'column', 'contradicts another value of the same column');
      cells.set(column.name, { column, value: cellValue });
    });
  }
  if (current === undefined) requireAll(plan, given, broken);
  if (violations.length === 0) checkAll(plan, values, current, environment, broken);
  return { values, cells: [...cells.values()], violations };
}

type Report = (attribute: string, rule: string, message: string) => void;

function readGiven(field: Field, raw: unknown, broken: (rule: string, message: string) => void): Value | undefined {
  const blank = raw === null || (raw === '' && field.model.required);
  if (blank && field.model.required) return void broken('required', 'is required');
  if (raw === null) return null;
  if (field.kind === 'link') {
    if (typeof raw === 'string' || typeof raw === 'number') return String(raw);
    return void broken('type', `must be the key of a ${field.model.to}`);
  }
  const value = coerce(field.model.type, raw);
  if (value === undefined) return void broken('type', `must be ${TYPE_WORDS[field.model.type]}`);
  const limit = brokenLimit(field.model, value);
  if (limit !== undefined) return void broken(limit.rule, limit.message);
  return field.model.type === 'decimal' ? toScale(String(value), field.model.scale ?? 0) : value;
}

function unwritable(field: Field): [rule: string, message: string] {
  return field.kind === 'link'
    ? ['link', `is no key of a ${field.model.to}`]
    : ['convert', 'cannot be expressed in its column'];
}

function requireAll(plan: ObjectPlan, given: Readonly<Record<string, unknown>>, broken: Report): void {
  for (const field of plan.fields.values()) {
    const inKey = plan.model.key.includes(field.name);
    if (!field.model.required && !inKey) continue;
    const generated = field.kind === 'attribute' && isMadeForIt(field.stored.mapping);
    const missing = given[field.name] === undefined || (given[field.name] === null && !field.model.required);
    if (missing && !generated) broken(field.name, 'required', 'is required');
  }
}

const isMadeForIt = ({ generate, readOnly }: ColumnMapping) => generate !== 'none' || readOnly === true;

/** Checks of attributes with a value, and of the whole; for a change only those that read something changed. */
function checkAll(
  plan: ObjectPlan,
  values: Readonly<Record<string, Value>>,
  current: Readonly<Record<string, unknown>> | undefined,
  environment: CheckEnvironment,
  broken: Report,
): void {
  const merged = { ...current, ...values };
  const concerned = (names: readonly string[]) => current === undefined || names.some((name) => name in values);
  for (const { name, check } of plan.model.attributes.values()) {
    if (check === undefined || (merged[name] ?? null) === null || !concerned([name, ...check.names])) continue;
    if (check.evaluate(merged, environment) !== true) broken(name, 'check', `must satisfy ${check.text}`);
  }
  const { check, name } = plan.model;
  if (check === undefined || !concerned(check.names)) return;
  if (check.evaluate(merged, environment) !== true) broken(name, 'check', `must satisfy ${check.text}`);
}
