import { createHash } from 'node:crypto';
import { DateTime } from 'luxon';

/** `2026-12-01` as the appointment system writes it: 01.12.2026. */
export const toLegacyDay = (date: string): string => date.split('-').reverse().join('.');

/** Customer numbers have ten digits there. */
export const toLegacyCustomer = (customer: string): string => customer.padStart(10, '0');

/** The system remembers twenty characters of its caller's; what is longer is told apart by its digest. */
export const toLegacyKey = (key: string): string =>
  createHash('sha256').update(key).digest('hex').slice(0, 20).toUpperCase();

/**
 * `01.12.2026` and `08:30` on the clocks of `zone`, with the offset they have on that day. In the hour that the end of summer
 * time repeats it is the first of the two: the system does not say which.
 */
export function fromLegacyTime(day: string, time: string, zone: string): string {
  const format = 'dd.MM.yyyy HH:mm';
  const read = DateTime.fromFormat(`${day} ${time}`, format, { zone });
  if (!read.isValid) throw new Error(`"${day} ${time}" is not a time such as "01.12.2026 08:30"`);
  if (read.toFormat(format) !== `${day} ${time}`)
    throw new Error(`"${day} ${time}" is skipped by the clocks of ${zone}`);
  const [first = read] = read.getPossibleOffsets();
  return first.toFormat("yyyy-MM-dd'T'HH:mm:ssZZ");
}

/** `1.049,90` as 1049.90, without a detour over binary fractions. */
export function fromLegacyAmount(amount: string): string {
  if (!/^\d{1,3}(?:\.?\d{3})*,\d\d$/.test(amount)) throw new Error(`"${amount}" is not an amount such as "1.049,90"`);
  return amount.replaceAll('.', '').replace(',', '.');
}
