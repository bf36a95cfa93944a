import type { ArithmeticOperator } from './ast.js';
import { costOf } from './cost-of.js';
import { Decimal, readDecimal } from './decimal.js';
import type { Steps } from './steps.js';
import { CalendarDate, Instant, TimeSpan } from './temporal.js';
import { isText, isUnknown, joinTypes, type Type, types } from './type.js';
import { LONGEST_TEXT, textOfValue, type Value } from './value.js';

/** Where relative time is reckoned from. */
export interface Environment {
  /** Milliseconds since 1970-01-01T00:00Z, as `Clock.now()` gives them. */
  readonly now: number;
  /** IANA name of the zone in which today is meant, such as `Europe/Berlin`. */
  readonly zone: string;
}

const MAX_DIGITS = 500;
const DAY = 86_400_000_000_000n;

/** The type of a sum, difference, product or quotient; undefined when there is none. */
export function arithmeticType(operator: ArithmeticOperator, left: Type, right: Type): Type | undefined {
  if (operator === '+' && (isText(left) || isText(right))) {
    const other = isText(left) ? right : left;
    return other.kind === 'list' || other.kind === 'object' ? undefined : types.text;
  }
  if (left.kind === 'null' || right.kind === 'null') return joinTypes(left, right);
  if (isUnknown(left) || isUnknown(right)) return types.unknown;
  return RESULTS.get(`${left.kind} ${operator} ${right.kind}`);
}

const RESULTS: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['number + number', types.number],
  ['number - number', types.number],
  ['number * number', types.number],
  ['number / number', types.number],
  ['date + duration', types.date],
  ['duration + date', types.date],
  ['date - duration', types.date],
  ['date - date', types.duration],
  ['instant + duration', types.instant],
  ['duration + instant', types.instant],
  ['instant - duration', types.instant],
  ['instant - instant', types.duration],
  ['duration + duration', types.duration],
  ['duration - duration', types.duration],
  ['duration * number', types.duration],
  ['number * duration', types.duration],
]);

/** Calculates; null when an operand is null or does not fit, when something is divided by zero, or out of all range. */
export function calculate(
  operator: ArithmeticOperator,
  left: Value,
  right: Value,
  { zone }: Environment,
  steps: Steps,
): Value {
  if (left === null || right === null) return null;
  steps.take(costOf(left));
  steps.take(costOf(right));
  if (operator === '+' && typeof left === 'string') return joinTexts(left, textOfValue(right));
  if (operator === '+' && typeof right === 'string') return joinTexts(textOfValue(left), right);
  const a = typeof left === 'string' ? readDecimal(left) : left;
  const b = typeof right === 'string' ? readDecimal(right) : right;
  if (a instanceof Decimal && b instanceof Decimal) return calculateNumbers(operator, a, b, steps);
  if (operator === '+') return add(a, b, zone) ?? add(b, a, zone);
  if (operator === '-') return subtract(a, b, zone);
  if (operator === '*') return multiplySpan(a, b) ?? multiplySpan(b, a);
  return null;
}

function joinTexts(left: string | null, right: string | null): string | null {
  if (left === null || right === null || left.length + right.length > LONGEST_TEXT) return null;
  return left + right;
}

function calculateNumbers(operator: ArithmeticOperator, a: Decimal, b: Decimal, steps: Steps): Decimal | null {
  if (operator === '+') return bounded(a.plus(b));
  if (operator === '-') return bounded(a.minus(b));
  steps.take((a.c.length * b.c.length) >> 6);
  if (operator === '*') return bounded(a.times(b));
  return b.eq(0) ? null : bounded(a.div(b));
}

/** Numbers are exact up to 500 digits; beyond that they would only cost time. */
export function bounded(value: Decimal): Decimal | null {
  if (value.e > MAX_DIGITS) return null;
  if (value.e < -MAX_DIGITS) return new Decimal(0);
  return value.c.length > MAX_DIGITS ? value.prec(MAX_DIGITS) : value;
}

function add(a: Value, b: Value, zone: string): Value {
  if (!(b instanceof TimeSpan)) return null;
  if (a instanceof TimeSpan) return a.plus(b);
  if (a instanceof CalendarDate) return a.plusDays(b.days + Number(b.nanos / DAY));
  return a instanceof Instant ? addToInstant(a, b, zone) : null;
}

function addToInstant(instant: Instant, span: TimeSpan, zone: string): Instant | null {
  if (span.days === 0) return inRange(instant.nanos + span.nanos);
  // Days follow the calendar of the zone: the same time on another day, also over a change of summer time.
  const moved = instant.momentIn(zone).plus({ days: span.days });
  if (!moved.isValid) return null;
  const belowMillis = ((instant.nanos % 1_000_000n) + 1_000_000n) % 1_000_000n;
  return inRange(BigInt(moved.toMillis()) * 1_000_000n + belowMillis + span.nanos);
}

function inRange(nanos: bigint): Instant | null {
  return nanos < 253_402_300_800_000_000_000n && nanos >= -62_167_219_200_000_000_000n ? new Instant(nanos) : null;
}

function subtract(a: Value, b: Value, zone: string): Value {
  if (b instanceof TimeSpan) return add(a, b.negated, zone);
  if (a instanceof CalendarDate && b instanceof CalendarDate) {
    return new TimeSpan(Math.round(a.moment.diff(b.moment, 'days').days), 0n);
  }
  return a instanceof Instant && b instanceof Instant ? new TimeSpan(0, a.nanos - b.nanos) : null;
}

function multiplySpan(a: Value, b: Value): TimeSpan | null {
  if (!(a instanceof TimeSpan && b instanceof Decimal)) return null;
  const factor = b.toNumber();
  const days = a.days * factor;
  if (!Number.isSafeInteger(Math.trunc(days)) || !Number.isFinite(factor)) return null;
  const nanos = new Decimal(a.nanos.toString())
    .times(b)
    .plus(new Decimal(days - Math.trunc(days)).times(DAY.toString()));
  const exact = bounded(nanos);
  return exact === null || exact.e > 30 ? null : new TimeSpan(Math.trunc(days), BigInt(exact.toFixed(0)));
}
