import type { Filter } from '@caruso/business-objects/contract';
import type { CustomerDefinition } from './customer-definition.js';
import { phoneVariants } from './phone-variants.js';

/**
 * Whom a number or a mail address may belong to, as a filter of customers; undefined when it is neither, or when it is not said where
 * customers have such.
 *
 * @param address - where a contact comes from
 */
export function addressFilter(
  address: string,
  { phones = [], mails = [], countryCode }: Omit<CustomerDefinition, 'object' | 'owner'>,
): Filter | undefined {
  const plain = address.trim();
  if (/^[^\s@]+@[^\s@]+$/.test(plain)) {
    if (mails.length === 0) return undefined;
    return { any: mails.map((attribute) => ({ attribute, op: 'eqIgnoreCase', value: plain })) };
  }
  const values = phoneVariants(plain, countryCode);
  if (values.length === 0 || phones.length === 0) return undefined;
  return { any: phones.map((attribute) => ({ attribute, op: 'in', values })) };
}
