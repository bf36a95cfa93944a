import { isGerman } from '@caruso/language';

const KB = 1_000;
const MB = 1_000_000;

/** How large a file may be when the script does not say. */
export const USUAL_LARGEST_FILE = 5 * MB;

/** A size such as `500kB` or `5MB` in bytes; undefined when it is not written so. */
export function parseSize(text: string): number | undefined {
  const match = /^([1-9]\d{0,5})(kB|MB)$/.exec(text.trim());
  return match ? Number(match[1]) * (match[2] === 'MB' ? MB : KB) : undefined;
}

/** A size for people: `320 kB`, `1.5 MB`. */
export function sizeText(bytes: number, language: string): string {
  const [value, unit] =
    bytes < MB ? [Math.max(1, Math.ceil(bytes / KB)), 'kB'] : [Math.round(bytes / (MB / 10)) / 10, 'MB'];
  return `${value.toLocaleString(isGerman(language) ? 'de' : 'en', { useGrouping: false })} ${unit}`;
}
