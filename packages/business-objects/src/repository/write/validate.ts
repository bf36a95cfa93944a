import { didYouMean } from '@caruso/language';
import type { Cell, Column, Value } from '@caruso/storage-manager/contract';
import type { Violation } from '../../errors.js';
import { coerce } from '../../values/coerce.js';
import { brokenLimit, TYPE_WORDS, toScale } from '../../values/limits.js';
import { isPlainDecimal } from '../../values/plain-decimal.js';
import type { CheckEnvironment } from '../plan/check-environment.js';
import type { Field } from '../plan/field.js';
import type { ObjectPlan } from '../plan/object-plan.js';
import { RowBuffer } from './row-buffer.js';

/** So many digits a decimal is taken with when the model does not say how many it may have. */
const MOST_DIGITS = 100;

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
  const values: Record<string, Value> = {};
  const row = new RowBuffer();
  const violations = take(plan, given, current, environment, row, values);
  return { values, cells: row.cells(), violations };
}

/**
 * {@link validate} for the many, of which each is only a row.
 *
 * @param row gets what is to be written
 * @param values gets the values in the form their types have, where they are asked for
 * @returns all rules that are broken; with one of them the row is of no use
 */
export function take(
  plan: ObjectPlan,
  given: Readonly<Record<string, unknown>>,
  current: Readonly<Record<string, unknown>> | undefined,
  environment: CheckEnvironment,
  row: RowBuffer,
  values: Record<string, Value> | undefined,
): readonly Violation[] {
  const violations: Violation[] = [];
  const { sharesColumns } = plan.rules;
  const broken = (attribute: string, rule: string, message: string) => {
    violations.push({ attribute, rule, value: given[attribute] ?? null, message });
  };
  for (const name of Object.keys(given)) {
    const raw = given[name];
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
    const value = readGiven(field, raw, broken);
    if (value === undefined) continue;
    if (values !== undefined) values[name] = value;
    if (current !== undefined && plan.model.key.includes(name) && value !== current[name]) {
      broken(name, 'key', 'is part of the key and cannot be changed');
    }
    if (field.kind === 'attribute' && !sharesColumns) {
      // The same as below, for the many: most fields have one column, which is theirs alone.
      const cell = field.stored.write(value);
      if (cell === undefined) {
        broken(name, ...unwritable(field));
        continue;
      }
      row.add(field.stored.mapping.column, cell);
      continue;
    }
    const stored = field.write(value);
    if (stored === undefined) {
      broken(name, ...unwritable(field));
      continue;
    }
    for (let index = 0; index < stored.length; index += 1) {
      const column: Column | undefined = field.columns[index];
      const cellValue = stored[index];
      if (column === undefined || cellValue === undefined) continue;
      const isSame = !sharesColumns || row.put(column, cellValue);
      if (!sharesColumns) row.add(column, cellValue);
      if (!isSame) broken(name, 'column', 'contradicts another value of the same column');
    }
  }
  if (current === undefined) requireAll(plan, given, broken);
  if (violations.length === 0) checkAll(plan, values ?? {}, current, environment, broken);
  return violations;
}

type Report = (attribute: string, rule: string, message: string) => void;

function readGiven(field: Field, raw: unknown, broken: Report): Value | undefined {
  const { name, model } = field;
  const blank = raw === null || (raw === '' && model.required);
  if (blank && model.required) return void broken(name, 'required', 'is required');
  if (raw === null) return null;
  if (field.kind === 'link') {
    if (typeof raw === 'string' || typeof raw === 'number') return String(raw);
    return void broken(name, 'type', `must be the key of a ${field.model.to}`);
  }
  const { type, scale = 0, precision = MOST_DIGITS, values } = field.model;
  if (type === 'decimal' && values === undefined && typeof raw === 'string' && isPlainDecimal(raw, precision, scale)) {
    return raw;
  }
  const value = coerce(type, raw);
  if (value === undefined) return void broken(name, 'type', `must be ${TYPE_WORDS[type]}`);
  const limit = brokenLimit(field.model, value);
  if (limit !== undefined) return void broken(name, limit.rule, limit.message);
  return type === 'decimal' ? toScale(String(value), scale) : value;
}

function unwritable(field: Field): [rule: string, message: string] {
  return field.kind === 'link'
    ? ['link', `is no key of a ${field.model.to}`]
    : ['convert', 'cannot be expressed in its column'];
}

function requireAll(plan: ObjectPlan, given: Readonly<Record<string, unknown>>, broken: Report): void {
  for (const { name, mayBeNull } of plan.rules.mandatory) {
    const value = given[name];
    if (value === undefined || (value === null && mayBeNull)) broken(name, 'required', 'is required');
  }
}

/** Checks of attributes with a value, and of the whole; for a change only those that read something changed. */
function checkAll(
  plan: ObjectPlan,
  values: Readonly<Record<string, Value>>,
  current: Readonly<Record<string, unknown>> | undefined,
  environment: CheckEnvironment,
  broken: Report,
): void {
  const { check: checkOfAll, name: object } = plan.model;
  if (plan.rules.checked.length === 0 && checkOfAll === undefined) return;
  const merged = { ...current, ...values };
  const concerned = (names: readonly string[]) => current === undefined || names.some((name) => name in values);
  for (const { name, check } of plan.rules.checked) {
    if (check === undefined || (merged[name] ?? null) === null || !concerned([name, ...check.names])) continue;
    if (check.evaluate(merged, environment) !== true) broken(name, 'check', `must satisfy ${check.text}`);
  }
  if (checkOfAll === undefined || !concerned(checkOfAll.names)) return;
  if (checkOfAll.evaluate(merged, environment) !== true) broken(object, 'check', `must satisfy ${checkOfAll.text}`);
}
