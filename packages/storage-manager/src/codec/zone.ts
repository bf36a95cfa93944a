import { canonicalInstant, canonicalLocalDateTime, instantAt } from './iso.js';
import { Misfit } from './misfit.js';

/** Converts between instants and the wall clock of one time zone. */
export interface Zone {
  readonly name: string;
  /** The instant at which the zone's clocks show `local`; of two, the earlier. */
  toInstant(local: string): string;
  toLocal(instant: string): string;
}

const UTC: Zone = {
  name: 'UTC',
  toInstant: (local) => instantAt(canonicalLocalDateTime(local), 0),
  toLocal: (instant) => canonicalLocalDateTime(canonicalInstant(instant).slice(0, -1)),
};

/**
 * The zone of an IANA name such as `Europe/Berlin`.
 *
 * @throws Misfit when there is no such zone
 */
export function zoneOf(name: string): Zone {
  if (name === 'UTC') return UTC;
  const offsetAt = offsets(name);
  return {
    name,
    toInstant(text) {
      const local = canonicalLocalDateTime(text);
      const guess = Date.parse(`${local.slice(0, 19)}Z`);
      const candidates = [offsetAt(guess - 86_400_000), offsetAt(guess + 86_400_000)];
      const fitting = candidates.filter((offset) => offsetAt(guess - offset * 1000) === offset);
      return instantAt(local, fitting.length ? Math.max(...fitting) : Math.min(...candidates));
    },
    toLocal(text) {
      const instant = canonicalInstant(text);
      const offset = offsetAt(Date.parse(instant));
      return canonicalLocalDateTime(instantAt(instant.slice(0, -1), -offset).slice(0, -1));
    },
  };
}

/** The zone's offset from UTC, in seconds, at a time in milliseconds since 1970. */
function offsets(name: string): (time: number) => number {
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    return (time) => {
      const whole = Math.floor(time / 1000) * 1000;
      const part = Object.fromEntries(format.formatToParts(whole).map(({ type, value }) => [type, Number(value)]));
      const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = part;
      const wall = new Date(Date.UTC(2000, month - 1, day, hour, minute, second));
      wall.setUTCFullYear(year, month - 1, day);
      return (wall.getTime() - whole) / 1000;
    };
  } catch (cause) {
    throw new Misfit(`there is no time zone "${name}"; write it as e.g. "Europe/Berlin"`, { cause });
  }
}
