import { phoneVariants } from './customers/phone-variants.js';

/** Whether two addresses are the same number, with or without a plus sign, or the same mail address. */
export function sameAddress(one: string, other: string): boolean {
  if (one.toLowerCase() === other.toLowerCase()) return true;
  const variants = phoneVariants(one);
  return phoneVariants(other).some((variant) => variants.includes(variant));
}
