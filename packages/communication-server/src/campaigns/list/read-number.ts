import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** A telephone number of a list, in the format in which it is dialled; or why it cannot be. */
export type ReadNumber =
  | { readonly number: string; readonly country?: string; readonly kind: 'mobile' | 'fixed' | 'other' }
  | { readonly problem: 'no-number' | 'not-valid'; readonly text: string };

/** Whether the numbers of a country, by ISO 3166, can be read. */
export function isKnownCountry(country: string): boolean {
  return isSupportedCountry(country);
}

/**
 * Reads a number as people write it.
 *
 * @param country whose numbers are written without a country code, by ISO 3166: `DE`
 */
export function readNumber(text: string, country: string): ReadNumber {
  const home: CountryCode | undefined = isSupportedCountry(country) ? country : undefined;
  const parsed = parsePhoneNumberFromString(text, home);
  if (!parsed) return { problem: 'no-number', text };
  if (!parsed.isValid()) return { problem: 'not-valid', text };
  const type = parsed.getType();
  const kind = type === 'MOBILE' ? 'mobile' : type === 'FIXED_LINE' ? 'fixed' : 'other';
  return { number: parsed.number, kind, ...(parsed.country && { country: parsed.country }) };
}
