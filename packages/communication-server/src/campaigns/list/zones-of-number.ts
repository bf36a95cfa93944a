import { ZONE_PREFIXES } from './zone-prefixes.js';

const zonesByPrefix = new Map(
  ZONE_PREFIXES.flatMap(([zones, prefixes]) =>
    prefixes.split(' ').map((prefix) => [prefix, zones.split('&')] as const),
  ),
);

/**
 * The time zones in which somebody with a number may be, by its first digits: several for mobile telephones, for numbers
 * without a place, and for areas that a border of zones divides.
 *
 * @param number in the format E.164: `+493012345678`
 * @returns IANA names; none when the digits belong to no place, as those of satellite telephones
 */
export function zonesOf(number: string): readonly string[] {
  for (let digits = number.replace('+', ''); digits !== ''; digits = digits.slice(0, -1)) {
    const zones = zonesByPrefix.get(digits);
    if (zones) return zones;
  }
  return [];
}
