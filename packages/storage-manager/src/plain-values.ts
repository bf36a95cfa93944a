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

export function cellCheck(isColumn: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) => hasKeys(value) && value.value !== undefined && isColumn(value.column);
}

/** A column compared with a value. */
export function comparisonCheck(
  operators: z.ZodEnum,
  isColumn: (value: unknown) => boolean,
): (value: unknown) => boolean {
  const known = new Set<unknown>(operators.options);
  return (value) => hasKeys(value) && known.has(value.op) && value.value !== undefined && isColumn(value.column);
}
