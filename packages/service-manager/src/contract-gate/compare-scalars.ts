import { changed, type Difference, type Direction, incomparable, listed, moved } from './difference.js';
import { type Ceiling, type Floor, isWithin, type Shape, typeOf } from './shape.js';

/** The limits of numbers and texts: what `sent` allows must lie within what `taken` allows. */
export function compareScalars(sent: Shape, taken: Shape, direction: Direction): readonly Difference[] {
  const mayBe = (...types: Shape['type'][]) => sent.type === undefined || types.includes(sent.type);
  const differences: Difference[] = [];
  if (mayBe('number', 'integer')) {
    for (const floor of ['minimum', 'exclusiveMinimum'] as const) {
      const limit = taken.floors.get(floor);
      if (limit !== undefined && !isAbove(sent, limit, floor === 'exclusiveMinimum'))
        differences.push(changed(direction, floor, sent.floors.get(floor), limit));
    }
    for (const ceiling of ['maximum', 'exclusiveMaximum'] as const) {
      const limit = taken.ceilings.get(ceiling);
      if (limit !== undefined && !isBelow(sent, limit, ceiling === 'exclusiveMaximum'))
        differences.push(changed(direction, ceiling, sent.ceilings.get(ceiling), limit));
    }
    for (const divisor of taken.divisors) {
      if (!isMultiple(sent, divisor))
        differences.push(changed(direction, 'multipleOf', [...sent.divisors][0], divisor));
    }
  }
  if (mayBe('string')) {
    differences.push(...compareCount(sent, taken, 'minLength', 'maxLength', direction));
    for (const text of taken.texts) if (!sent.texts.has(text)) differences.push(otherText(sent, text, direction));
  }
  return differences;
}

/** The limits of a count: characters, items or properties. */
export function compareCount(
  sent: Shape,
  taken: Shape,
  floor: Floor,
  ceiling: Ceiling,
  direction: Direction,
): readonly Difference[] {
  const [least, most] = [sent.floors.get(floor), sent.ceilings.get(ceiling)];
  const [low, high] = [taken.floors.get(floor) ?? 0, taken.ceilings.get(ceiling) ?? Number.POSITIVE_INFINITY];
  const differences: Difference[] = [];
  if (low > (least ?? 0)) differences.push(changed(direction, floor, least, low));
  if (high < (most ?? Number.POSITIVE_INFINITY)) differences.push(changed(direction, ceiling, most, high));
  return differences;
}

/** The values of an enumeration: each must fit. Patterns are never run: they come from outside and may be made to hang. */
export function compareValues(sent: Shape, taken: Shape, direction: Direction): readonly Difference[] {
  const left = [...(sent.values ?? [])].filter(([key, value]) => !taken.values?.has(key) && !fits(value, taken, sent));
  return left.length ? [moved(direction, listed(left.map(([key]) => key)))] : [];
}

function fits(value: unknown, taken: Shape, sent: Shape): boolean {
  if (taken.values || !isWithin(typeOf(value), taken.type)) return false;
  if ([...taken.opaque.keys()].some((key) => !sent.opaque.has(key))) return false;
  // Whether an object or array fits is left open: they are enumerated by nobody.
  if (typeof value === 'object' && value !== null) return false;
  if (typeof value !== 'string' && typeof value !== 'number') return true;
  const alone: Shape = { ...sent, type: typeOf(value), ...limitsOf(value) };
  return compareScalars(alone, taken, 'input').length === 0;
}

function limitsOf(value: string | number): Pick<Shape, 'floors' | 'ceilings' | 'divisors'> {
  if (typeof value === 'string') {
    return {
      floors: new Map([['minLength', value.length]]),
      ceilings: new Map([['maxLength', value.length]]),
      divisors: new Set(),
    };
  }
  return {
    floors: new Map([['minimum', value]]),
    ceilings: new Map([['maximum', value]]),
    divisors: new Set([Math.abs(value)]),
  };
}

function isAbove({ type, floors }: Shape, limit: number, strictly: boolean): boolean {
  let least = floors.get('minimum') ?? Number.NEGATIVE_INFINITY;
  const above = floors.get('exclusiveMinimum') ?? Number.NEGATIVE_INFINITY;
  if (type === 'integer') least = Math.max(Math.ceil(least), Math.floor(above) + 1);
  return strictly ? least > limit || above >= limit : least >= limit || above >= limit;
}

function isBelow({ type, ceilings }: Shape, limit: number, strictly: boolean): boolean {
  let most = ceilings.get('maximum') ?? Number.POSITIVE_INFINITY;
  const below = ceilings.get('exclusiveMaximum') ?? Number.POSITIVE_INFINITY;
  if (type === 'integer') most = Math.min(Math.floor(most), Math.ceil(below) - 1);
  return strictly ? most < limit || below <= limit : most <= limit || below <= limit;
}

function isMultiple({ type, divisors }: Shape, divisor: number): boolean {
  return [...divisors, ...(type === 'integer' ? [1] : [])].some((known) => {
    const times = known / divisor;
    return Number.isSafeInteger(times) && times * divisor === known;
  });
}

function otherText(sent: Shape, text: string, direction: Direction): Difference {
  const [rule = '', ...rest] = text.split(' ');
  const known = [...sent.texts].find((other) => other.startsWith(`${rule} `));
  if (sent.values) return incomparable(text);
  return changed(direction, rule, known?.slice(rule.length + 1), rest.join(' '));
}
