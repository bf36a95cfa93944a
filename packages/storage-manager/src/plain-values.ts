import type { z } from 'zod';

/** What of the contract's values is right at first sight; what is not may be right all the same, and is examined by its schema. */

const hasKeys = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const isText = (value: unknown) => typeof value === 'string';

/** @param types the logical types there are */
export function columnCheck(types: z.ZodEnum): (value: unknown) => boolean {
  const known = new Set<unknown>(types.options);
  return (value) =>
    hasKeys(value) &&
    typeof value.name === 'string' &&
    value.name !== '' &&
    known.has(value.type) &&
    (value.scale === undefined || (Number.isSafeInteger(value.scale) && Number(value.scale) >= 0)) &&
    (value.also === undefined || (Array.isArray(value.also) && value.also.every(isText)));
}

/** At least one, and all of them right. */
export function listCheck(isRight: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) => Array.isArray(value) && value.length > 0 && value.every(isRight);
}

/** The same check, which knows a list again that it has found right and that nobody can change any more. */
export function remembering(isRight: (value: unknown) => boolean): (value: unknown) => boolean {
  const right = new WeakSet<object>();
  return (value) => {
    if (typeof value === 'object' && value !== null && right.has(value)) return true;
    if (!isRight(value)) return false;
    if (Array.isArray(value) && isFixed(value)) right.add(value);
    return true;
  };
}

function isFixed(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isFixed);
}

export function cellCheck(isColumn: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) => hasKeys(value) && value.value !== undefined && isColumn(value.column);
}

/** A column compared with a value, or conditions of which each is right. */
export function conditionCheck(
  operators: z.ZodEnum,
  isColumn: (value: unknown) => boolean,
): (value: unknown) => boolean {
  const known = new Set<unknown>(operators.options);
  const isRight = (value: unknown): boolean => {
    if (!hasKeys(value)) return false;
    // Nothing else beside it: it could be taken for a condition of another kind.
    const keys = Object.keys(value).length;
    if (known.has(value.op)) return keys === 3 && value.value !== undefined && isColumn(value.column);
    if (keys !== 1) return false;
    const several = value.all ?? value.any;
    return several === undefined ? isRight(value.not) : Array.isArray(several) && several.every(isRight);
  };
  return isRight;
}
