import { isGerman } from '@caruso/language';
import type { CountryCode } from 'libphonenumber-js';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { DateTime } from 'luxon';
import { Address, LARGEST_FILE, type QuestionType } from '../contract.js';
import type { FileRules } from '../file/file-rules.js';
import { judgeFile } from '../file/judge-file.js';
import { KNOWN_MEDIA_TYPES } from '../file/media-types.js';
import type { Complaint, ComplaintCode } from './complaint.js';

/** What a value is judged against, besides its type. */
export interface TypeContext {
  readonly language: string;
  /** Where a telephone number without a country code belongs, e.g. `DE`. */
  readonly country: CountryCode | undefined;
  /** The codes open for a `choice` or `choices` question. */
  readonly codes: readonly string[];
  /** What is taken as an answer to a `file` question; left out, every known type. */
  readonly file?: FileRules | undefined;
}

export type TypeVerdict = { readonly value: unknown } | { readonly complaint: Complaint };

type Judge = (value: unknown, context: TypeContext) => TypeVerdict;

const ANY_FILE: FileRules = { accept: KNOWN_MEDIA_TYPES, maxBytes: LARGEST_FILE };

const LONGEST_TEXT = 4_000;

/**
 * Brings an answer into the form in which it is kept, or says why it is none of this type.
 *
 * Numbers and amounts are kept as exact decimal texts (`"12.5"`, an amount with two decimals: `"12.50"`), telephone
 * numbers as E.164, dates as `YYYY-MM-DD`, times as `HH:MM`, digits without blanks.
 */
export function judgeType(type: QuestionType, value: unknown, context: TypeContext): TypeVerdict {
  return JUDGES[type](value, context);
}

const refused = (code: ComplaintCode, data?: Readonly<Record<string, string>>): TypeVerdict => ({
  complaint: data ? { code, data } : { code },
});

function text(value: unknown): TypeVerdict {
  if (typeof value !== 'string') return refused('text');
  const trimmed = value.trim();
  if (trimmed.length > LONGEST_TEXT) return refused('text-too-long', { max: String(LONGEST_TEXT) });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(trimmed) ? refused('text-controls') : { value: trimmed };
}

/** `1.500` is 1500 to a German reader and 1.5 to a machine: what can be read in two ways is refused, not guessed. */
function decimal(code: 'number' | 'money', value: unknown, { language }: TypeContext): TypeVerdict {
  if (typeof value === 'number') return Number.isFinite(value) ? decimalText(code, String(value)) : refused(code);
  if (typeof value !== 'string') return refused(code);
  const trimmed = value.trim();
  if (/^[+-]?\d{1,3}(?:[ '’\u00a0]\d{3})+(?:[.,]\d+)?$/.test(trimmed)) return refused('number-grouping');
  if (isGerman(language)) {
    if (/^[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$/.test(trimmed)) return refused('number-grouping');
    return decimalText(code, trimmed.replace(',', '.'));
  }
  return /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(trimmed) ? refused('number-grouping') : decimalText(code, trimmed);
}

function decimalText(code: 'number' | 'money', written: string): TypeVerdict {
  const match = /^([+-]?)(\d{1,30})(?:\.(\d{1,20}))?$/.exec(written);
  if (!match) return refused(code);
  const whole = (match[2] ?? '').replace(/^0+(?=\d)/, '');
  const places = (match[3] ?? '').replace(/0+$/, '');
  if (code === 'money' && places.length > 2) return refused(code);
  const kept = code === 'money' ? places.padEnd(2, '0') : places;
  const magnitude = kept ? `${whole}.${kept}` : whole;
  return { value: match[1] === '-' && /[1-9]/.test(magnitude) ? `-${magnitude}` : magnitude };
}

function yesno(value: unknown): TypeVerdict {
  const word = typeof value === 'string' ? value.trim().toLowerCase() : value;
  if (word === true || word === 'true' || word === 'yes' || word === 'ja' || word === 'y' || word === 'j')
    return { value: true };
  if (word === false || word === 'false' || word === 'no' || word === 'nein' || word === 'n') return { value: false };
  return refused('yesno');
}

function date(value: unknown, { language }: TypeContext): TypeVerdict {
  if (typeof value !== 'string') return refused('date');
  const german = isGerman(language) ? /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(value.trim()) : null;
  const [, day = '', month = '', year = ''] = german ?? [];
  const iso = german ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : value.trim();
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return refused('date');
  return DateTime.fromISO(iso, { zone: 'utc' }).isValid ? { value: iso } : refused('date');
}

function time(value: unknown): TypeVerdict {
  const match = typeof value === 'string' ? /^(\d{1,2}):(\d{2})$/.exec(value.trim()) : null;
  if (!match || Number(match[1]) > 23 || Number(match[2]) > 59) return refused('time');
  return { value: `${(match[1] ?? '').padStart(2, '0')}:${match[2]}` };
}

function phone(value: unknown, { country }: TypeContext): TypeVerdict {
  if (typeof value !== 'string' || value.length > 60) return refused('phone');
  const number = parsePhoneNumberFromString(value, country);
  return number?.isValid() ? { value: number.number } : refused('phone');
}

function email(value: unknown): TypeVerdict {
  if (typeof value !== 'string') return refused('email');
  const trimmed = value.trim();
  const at = trimmed.lastIndexOf('@');
  const local = trimmed.slice(0, at);
  const labels = trimmed.slice(at + 1).split('.');
  const fits =
    trimmed.length <= 254 &&
    /^[^\s@<>(),;:"[\]\\]{1,64}$/.test(local) &&
    !/^\.|\.\.|\.$/.test(local) &&
    labels.length > 1 &&
    labels.every((label) => /^[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u.test(label));
  return fits ? { value: trimmed } : refused('email');
}

function digits(value: unknown): TypeVerdict {
  if (typeof value !== 'string' && !Number.isSafeInteger(value)) return refused('digits');
  const joined = String(value).replace(/[\s-]/g, '');
  return /^\d{1,64}$/.test(joined) ? { value: joined } : refused('digits');
}

function address(value: unknown): TypeVerdict {
  const trimmed =
    typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value).map(([key, field]) => [key, typeof field === 'string' ? field.trim() : field]),
        )
      : value;
  const result = Address.safeParse(trimmed);
  if (result.success) return { value: result.data };
  const wrong = result.error.issues.flatMap(({ path }) => (path.length ? [String(path[0])] : []));
  const fields = wrong.length ? wrong : Object.keys(Address.shape);
  return refused('address', { fields: [...new Set(fields)].join(' ') });
}

function choice(value: unknown, { codes }: TypeContext): TypeVerdict {
  return typeof value === 'string' && codes.includes(value) ? { value } : refused('choice');
}

function choices(value: unknown, { codes }: TypeContext): TypeVerdict {
  if (!Array.isArray(value) || !value.every((code) => codes.includes(code))) return refused('choices');
  // In the order on paper, so that the same choice is the same answer.
  return { value: codes.filter((code) => value.includes(code)) };
}

const JUDGES: Readonly<Record<QuestionType, Judge>> = {
  choice,
  choices,
  yesno,
  text,
  number: (value, context) => decimal('number', value, context),
  money: (value, context) => decimal('money', value, context),
  date,
  time,
  phone,
  email,
  digits,
  address,
  file: (value, { file = ANY_FILE }) => judgeFile(value, file),
};
