/**
 * The ways in which a telephone number may be stored, so that a caller can be looked up by plain comparison: as it came,
 * in E.164 with `+`, with `00`, as digits alone and, when the country is known, in its national form. Numbers stored with blanks or
 * strokes between the digits are not found.
 *
 * @param countryCode digits of the country whose national numbers are stored, e.g. `49`
 * @returns nothing for what is no telephone number, such as a hidden caller
 */
export function phoneVariants(number: string, countryCode?: string): readonly string[] {
  const plain = number.trim();
  const digits = plain.replace(/[^0-9]/g, '');
  if (digits.length < 3 || /[^0-9+()/\s.-]/.test(plain)) return [];
  const international = internationalDigits(plain, digits, countryCode);
  const variants = [plain, digits];
  if (international) {
    variants.push(`+${international}`, `00${international}`, international);
    if (countryCode && international.startsWith(countryCode))
      variants.push(`0${international.slice(countryCode.length)}`);
  }
  return [...new Set(variants)];
}

function internationalDigits(plain: string, digits: string, countryCode: string | undefined): string | undefined {
  if (plain.startsWith('+')) return digits;
  if (digits.startsWith('00')) return digits.slice(2);
  if (digits.startsWith('0')) return countryCode && `${countryCode}${digits.slice(1)}`;
  // A gateway that drops the plus sign sends the country code first.
  return countryCode && !digits.startsWith(countryCode) ? undefined : digits;
}
