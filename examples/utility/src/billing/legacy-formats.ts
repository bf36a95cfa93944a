/** `2026-01-31` as the billing system writes it: 20260131. */
export const toLegacyDay = (date: string): number => Number(date.replaceAll('-', ''));

/** 20260131 as the rest of the world writes it. */
export function fromLegacyDay(day: number): string {
  const digits = String(day).padStart(8, '0');
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
}

/** Cents as euros with two digits behind the point, without a detour over binary fractions. */
export function toEuros(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const MEDIA = { E: 'electricity', G: 'gas', W: 'water' } as const;

export function toMedium(code: string): (typeof MEDIA)[keyof typeof MEDIA] {
  if (code in MEDIA) return MEDIA[code as keyof typeof MEDIA];
  throw new Error(`the billing system knows the media E, G and W, but a meter has "${code}"`);
}

export const unitOf = (medium: string): string => (medium === 'electricity' ? 'kWh' : 'm³');
