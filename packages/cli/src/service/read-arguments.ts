import { InvalidArgumentError } from 'commander';

export type PropertyValue = string | number | boolean;

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/**
 * A length of time as it is typed, e.g. `500ms`, `30s`, `5m`, in milliseconds.
 *
 * @throws InvalidArgumentError of commander, which makes it a wrong command line
 */
export function readDuration(text: string): number {
  const [, number = '', unit = 's'] = /^(\d+)(ms|s|m|h)?$/.exec(text) ?? [];
  const ms = Number(number) * (UNITS[unit] ?? 0);
  if (number !== '' && ms > 0) return ms;
  throw new InvalidArgumentError('It is a number with ms, s, m or h, such as 30s.');
}

/**
 * Adds a property typed as `name=value`. What reads as a number or as true or false is taken for it; quotes keep it a text.
 *
 * @throws InvalidArgumentError of commander
 */
export function readProperty(
  text: string,
  before: Readonly<Record<string, PropertyValue>> = {},
): Readonly<Record<string, PropertyValue>> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('It is a name and a value, such as region=south.');
  return { ...before, [text.slice(0, at)]: readValue(text.slice(at + 1)) };
}

function readValue(text: string): PropertyValue {
  if (text === 'true' || text === 'false') return text === 'true';
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  return /^".*"$/.test(text) ? text.slice(1, -1) : text;
}
