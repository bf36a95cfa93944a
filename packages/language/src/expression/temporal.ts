import { DateTime, Duration } from 'luxon';

const DAY = 86_400_000_000_000n;

/** A calendar day without zone. */
export class CalendarDate {
  readonly iso: string;

  private constructor(iso: string) {
    this.iso = iso;
  }

  /** Reads `YYYY-MM-DD`; undefined when there is no such day. */
  static from(text: string): CalendarDate | undefined {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
    return DateTime.fromISO(text, { zone: 'utc' }).isValid ? new CalendarDate(text) : undefined;
  }

  static of(moment: DateTime): CalendarDate | null {
    const inRange = moment.isValid && moment.year >= 0 && moment.year <= 9999;
    return inRange ? new CalendarDate(moment.toFormat('yyyy-MM-dd')) : null;
  }

  get moment(): DateTime {
    return DateTime.fromISO(this.iso, { zone: 'utc' });
  }

  plusDays(days: number): CalendarDate | null {
    return CalendarDate.of(this.moment.plus({ days }));
  }
}

/** A time of day without date and zone, in canonical form so that texts compare as times do. */
export class TimeOfDay {
  readonly iso: string;

  private constructor(iso: string) {
    this.iso = iso;
  }

  /** Reads `HH:MM`, `HH:MM:SS`, `HH:MM:SS.f`. */
  static from(text: string): TimeOfDay | undefined {
    const match = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?$/.exec(text);
    if (match === null) return undefined;
    const fraction = (match[4] ?? '').replace(/0+$/, '');
    return new TimeOfDay(`${match[1]}:${match[2]}:${match[3] ?? '00'}${fraction === '' ? '' : `.${fraction}`}`);
  }
}

/** A point in time, exact to the nanosecond. */
export class Instant {
  /** Since 1970-01-01T00:00Z. */
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    this.nanos = nanos;
  }

  /** Reads ISO 8601 with `Z` or an offset; undefined otherwise. */
  static from(text: string): Instant | undefined {
    const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?)(?:\.(\d{1,9}))?(Z|[+-]\d{2}:?\d{2})$/.exec(text);
    if (match === null) return undefined;
    const seconds = DateTime.fromISO(`${match[1]}${match[3]}`);
    if (!seconds.isValid) return undefined;
    return new Instant(BigInt(seconds.toMillis()) * 1_000_000n + BigInt((match[2] ?? '').padEnd(9, '0')));
  }

  static ofMillis(millis: number): Instant {
    return new Instant(BigInt(Math.trunc(millis)) * 1_000_000n);
  }

  momentIn(zone: string): DateTime {
    return DateTime.fromMillis(Number(floorDivide(this.nanos, 1_000_000n)), { zone });
  }

  /** In UTC with as many fraction digits as needed. */
  get iso(): string {
    const seconds = floorDivide(this.nanos, 1_000_000_000n);
    const fraction = (this.nanos - seconds * 1_000_000_000n).toString().padStart(9, '0').replace(/0+$/, '');
    const text = DateTime.fromSeconds(Number(seconds), { zone: 'utc' }).toFormat("yyyy-MM-dd'T'HH:mm:ss");
    return `${text}${fraction === '' ? '' : `.${fraction}`}Z`;
  }
}

/** A length of time: calendar days, and exact time beside them (a day is 24 hours only when lengths are compared). */
export class TimeSpan {
  readonly days: number;
  readonly nanos: bigint;

  constructor(days: number, nanos: bigint) {
    this.days = days;
    this.nanos = nanos;
  }

  /** Reads ISO 8601 weeks, days, hours, minutes and seconds; months and years have no fixed length and are refused. */
  static from(text: string): TimeSpan | undefined {
    const duration = Duration.fromISO(text);
    if (!duration.isValid || duration.months !== 0 || duration.years !== 0 || duration.quarters !== 0) return undefined;
    const days = duration.weeks * 7 + duration.days;
    const { hours, minutes, seconds, milliseconds } = duration;
    const millis = Math.round(((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds);
    return Number.isSafeInteger(days) && Number.isSafeInteger(millis)
      ? new TimeSpan(days, BigInt(millis) * 1_000_000n)
      : undefined;
  }

  get totalNanos(): bigint {
    return BigInt(this.days) * DAY + this.nanos;
  }

  plus(other: TimeSpan): TimeSpan {
    return new TimeSpan(this.days + other.days, this.nanos + other.nanos);
  }

  get negated(): TimeSpan {
    return new TimeSpan(-this.days, -this.nanos);
  }

  /** `P42D`, `PT1H30M`, `PT0S`; a negative length has its minus in front. */
  get iso(): string {
    const total = this.totalNanos;
    const absolute = total < 0n ? -total : total;
    const exact = this.nanos === 0n ? absolute % DAY : absolute;
    const days = this.nanos === 0n ? absolute / DAY : 0n;
    const hours = exact / 3_600_000_000_000n;
    const minutes = (exact / 60_000_000_000n) % 60n;
    const seconds = (exact / 1_000_000_000n) % 60n;
    const fraction = (exact % 1_000_000_000n).toString().padStart(9, '0').replace(/0+$/, '');
    const second = `${seconds}${fraction === '' ? '' : `.${fraction}`}`;
    const time = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${second === '0' ? '' : `${second}S`}`;
    const text = `P${days ? `${days}D` : ''}${time === '' ? '' : `T${time}`}`;
    return `${total < 0n ? '-' : ''}${text === 'P' ? 'PT0S' : text}`;
  }
}

function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by !== 0n && value < 0n ? quotient - 1n : quotient;
}
