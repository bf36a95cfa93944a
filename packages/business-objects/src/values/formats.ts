import type { AttributeType } from '../contract.js';
import type { BrokenRule } from './broken-rule.js';

/** One part before the `@`, labels behind it; every repetition is bounded by what follows it, so matching is linear. */
const EMAIL = /^[^\s@"(),:;<>[\\\]]{1,64}@(?=.{1,255}$)[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})*$/u;
const PHONE = /^\+?[\d ()/.-]{3,40}(?:(?:x|ext\.? ?)\d{1,8})?$/i;

/** What is wrong with the form of an e-mail address, a telephone number or a web address. */
export function formatProblem(type: AttributeType, value: string): BrokenRule | undefined {
  if (type === 'email' && !(EMAIL.test(value) && !/^\.|\.\.|\.@/.test(value))) {
    return { rule: 'format', message: 'must be an e-mail address such as ann@example.org' };
  }
  if (type === 'phone' && !(PHONE.test(value) && digitsOf(value) >= 3 && digitsOf(value) <= 20)) {
    return { rule: 'format', message: 'must be a telephone number such as +43 1 58801' };
  }
  if (type === 'url' && !isWebAddress(value)) {
    return { rule: 'format', message: 'must be a web address such as https://example.org' };
  }
  return undefined;
}

function digitsOf(value: string): number {
  return value.replace(/\D/g, '').length;
}

function isWebAddress(value: string): boolean {
  return URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol);
}
