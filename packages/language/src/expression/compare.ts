import { costOfTexts } from './cost-of.js';
import { Decimal, readDecimal } from './decimal.js';
import type { Steps } from './steps.js';
import { CalendarDate, Instant, TimeOfDay, TimeSpan } from './temporal.js';
import { types } from './type.js';
import { isList, RawObject, readValue, type Value } from './value.js';

/** Lists and objects inside each other are compared to this depth; below it nothing is equal (data may be cyclic). */
const MAX_DEPTH = 32;

/** Whether two values are equal. Null equals null only; values of different types are never equal. */
export function areEqual(left: Value, right: Value, steps: Steps, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  steps.take(1);
  if (left === null || right === null) return left === right;
  if (isList(left) && isList(right)) {
    if (left.length !== right.length) return false;
    return left.every((item, index) => areEqual(item, right[index] ?? null, steps, depth + 1));
  }
  if (left instanceof RawObject && right instanceof RawObject) {
    if (left.fields === right.fields) return true;
    const names = Object.keys(left.fields);
    if (names.length !== Object.keys(right.fields).length) return false;
    return names.every((name) => {
      const [a, b] = [left.get(name), right.get(name)];
      return (
        Object.hasOwn(right.fields, name) &&
        areEqual(readValue(a, types.unknown, steps), readValue(b, types.unknown, steps), steps, depth + 1)
      );
    });
  }
  if (typeof left === 'string' && typeof right === 'string') {
    if (left.length === right.length) steps.take(costOfTexts(left.length));
    return left === right;
  }
  return order(left, right) === 0;
}

/** Negative, 0 or positive as `left` comes before, with or after `right`; undefined when they have no common order. */
export function order(left: Value, right: Value): number | undefined {
  if (typeof left === 'string' && typeof right === 'string') return orderTexts(left, right);
  const a = typeof left === 'string' ? readLike(left, right) : left;
  const b = typeof right === 'string' ? readLike(right, left) : right;
  if (a instanceof Decimal && b instanceof Decimal) return a.cmp(b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (a instanceof CalendarDate && b instanceof CalendarDate) return orderTexts(a.iso, b.iso);
  if (a instanceof TimeOfDay && b instanceof TimeOfDay) return orderTexts(a.iso, b.iso);
  if (a instanceof Instant && b instanceof Instant) return orderBigints(a.nanos, b.nanos);
  if (a instanceof TimeSpan && b instanceof TimeSpan) return orderBigints(a.totalNanos, b.totalNanos);
  return undefined;
}

/** A text whose type nobody knew takes the type of what it is compared with. */
function readLike(text: string, other: Value): Value {
  if (other instanceof Decimal) return readDecimal(text);
  if (other instanceof CalendarDate) return CalendarDate.from(text) ?? null;
  if (other instanceof TimeOfDay) return TimeOfDay.from(text) ?? null;
  if (other instanceof Instant) return Instant.from(text) ?? null;
  if (other instanceof TimeSpan) return TimeSpan.from(text) ?? null;
  return text;
}

/** By code points, the same on every machine and in every locale. */
function orderTexts(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    if (left.charCodeAt(index) === right.charCodeAt(index)) continue;
    return rank(left.charCodeAt(index)) - rank(right.charCodeAt(index));
  }
  return left.length - right.length;
}

/** Surrogates stand for code points above all others, so they are ranked behind U+E000 to U+FFFF. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

function orderBigints(left: bigint, right: bigint): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
