import { randomBytes } from 'node:crypto';
import type { AttributeType, AttributeValue } from '../contract.js';

const PATTERN = /^erased-[0-9a-f]{8}(@erased\.invalid)?$/;

/** How many characters a pseudonym of a type has; undefined when there is none. */
export function pseudonymSize(type: AttributeType): number | undefined {
  return type === 'email' ? 30 : type === 'string' || type === 'text' ? 15 : undefined;
}

/** A value that tells nothing of anybody, and is different each time. */
export function pseudonym(type: AttributeType): string {
  const name = `erased-${randomBytes(4).toString('hex')}`;
  return type === 'email' ? `${name}@erased.invalid` : name;
}

export function isPseudonym(value: AttributeValue): boolean {
  return typeof value === 'string' && PATTERN.test(value);
}
