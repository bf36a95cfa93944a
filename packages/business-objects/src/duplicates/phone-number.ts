import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js';

/** A telephone number as it is compared: E.164 where it can be told, else its digits; undefined when it has none. */
export function canonicalPhone(text: string, country?: CountryCode): string | undefined {
  const international = text.trim().replace(/^00/, '+');
  const number = parsePhoneNumberFromString(international, country)?.number;
  const digits = text.replace(/\D/g, '');
  return number ?? (digits === '' ? undefined : digits);
}

/** The ways in which a number is usually stored, so that a database can find it by an index. */
export function phoneSpellings(text: string, country?: CountryCode): readonly string[] {
  const international = text.trim().replace(/^00/, '+');
  const number = parsePhoneNumberFromString(international, country);
  const spellings = [text.trim(), text.replace(/\D/g, '')];
  if (number !== undefined) {
    const plain = number.number.slice(1);
    const national = number.formatNational();
    spellings.push(number.number, plain, `00${plain}`, number.formatInternational());
    spellings.push(national, national.replace(/\D/g, ''));
  }
  return [...new Set(spellings)].filter((each) => each !== '');
}
