import { didYouMean } from '@caruso/language';
import type { AttributeModel } from '../model/model.js';
import { readAssignments } from './assignments.js';
import { charsetConversion, isCharset, misreadConversion } from './charset-conversion.js';
import { ANY_OTHER, codeConversion } from './code-conversion.js';
import type { Conversion } from './conversion.js';
import { dateConversion, isDateFormat } from './date-conversion.js';
import { isoConversion, readIsoFormat } from './iso-conversion.js';
import { scaleConversion } from './scale-conversion.js';
import { digitsConversion, trimConversion, zeroPadConversion } from './text-conversions.js';

export type ParsedConversion =
  | { readonly ok: true; readonly conversion: Conversion }
  | { readonly ok: false; readonly message: string; readonly hint?: string | undefined };

type Attribute = Pick<AttributeModel, 'type' | 'scale' | 'values'>;
type Parser = (argument: string, attribute: Attribute, columnType: 'string' | 'integer') => ParsedConversion;

const TEXTS = ['string', 'text', 'enum', 'email', 'phone', 'url'];

/**
 * Reads a `convert` of a mapping, and refuses what cannot be meant for the attribute.
 *
 * @example
 * ```ts
 * parseConversion('code(J=true,N=false)', { type: 'boolean' }); // { ok: true, conversion }
 * ```
 */
export function parseConversion(
  text: string,
  attribute: Attribute,
  columnType: 'string' | 'integer' = 'string',
): ParsedConversion {
  const match = /^([A-Za-z]+)(?:\((.*)\))?$/s.exec(text.trim());
  const parser = PARSERS.get(match?.[1] ?? '');
  if (match === null || parser === undefined) {
    const hint = didYouMean(match?.[1] ?? '', PARSERS.keys()) ?? `known are ${USAGES.join(' ')}`;
    return failed(`'${text}' is not a conversion`, hint);
  }
  return parser(match[2] ?? '', attribute, columnType);
}

const USAGES = [
  'code(J=true,N=false)',
  'scale(-2)',
  'date(yyyyMMdd)',
  'iso(yyyy-MM-ddTHH:mm:ssZ)',
  'zeropad(10)',
  'digits',
  'trim',
  'charset(cp850)',
];
const PARSERS: ReadonlyMap<string, Parser> = new Map<string, Parser>([
  ['code', parseCode],
  ['scale', parseScale],
  ['date', parseDate],
  ['iso', parseIso],
  ['zeropad', parseZeroPad],
  ['charset', parseCharset],
  ['digits', parsePlain('digits', digitsConversion)],
  ['trim', parsePlain('trim', trimConversion)],
]);

function parseCode(argument: string, { type, values = [] }: Attribute, columnType: 'string' | 'integer') {
  const assignments = readAssignments(argument);
  if (assignments === undefined) return failed('the codes cannot be read', "write code(J=optIn,' '=unknown)");
  if (type !== 'boolean' && !TEXTS.includes(type)) return unfit('code', type);
  const pairs: [string, string | boolean][] = [];
  for (const [code, value] of assignments) {
    if (type === 'boolean' && value.text !== 'true' && value.text !== 'false') {
      return failed(`'${value.text}' is neither true nor false`);
    }
    if (type === 'enum' && !values.includes(value.text)) {
      return failed(`'${value.text}' is not a value of this enum`, didYouMean(value.text, values));
    }
    if (columnType === 'integer' && code.text !== ANY_OTHER && !/^-?\d{1,15}$/.test(code.text)) {
      return failed(`'${code.text}' is not a whole number, but the column is`);
    }
    if (pairs.some(([other]) => other === code.text)) return failed(`the code '${code.text}' stands here twice`);
    pairs.push([code.text, type === 'boolean' ? value.text === 'true' : value.text]);
  }
  return done(codeConversion(pairs, columnType));
}

function parseScale(argument: string, { type, scale = 0 }: Attribute) {
  const power = /^[+-]?\d{1,2}$/.test(argument.trim()) ? Number(argument) : 0;
  if (power === 0 || Math.abs(power) > 30)
    return failed('scale needs a power of ten from -30 to 30', 'write scale(-2)');
  if (type !== 'decimal') return unfit('scale', type);
  if (power < 0 && scale !== -power) {
    return failed(`scale(${power}) gives ${-power} digits behind the point, the attribute has ${scale}`);
  }
  return done(scaleConversion(power, scale));
}

function parseDate(argument: string, { type }: Attribute, columnType: 'string' | 'integer') {
  if (!isDateFormat(argument))
    return failed(`'${argument}' is not a date format`, 'write date(yyyyMMdd) or date(dd.MM.yyyy)');
  if (type !== 'date') return unfit('date', type);
  if (columnType === 'integer' && argument.length !== 8) return failed('a date in a number has no separators');
  return done(dateConversion(argument, columnType));
}

function parseIso(argument: string, { type }: Attribute, columnType: 'string' | 'integer') {
  const format = readIsoFormat(argument);
  if (format === undefined) {
    return failed(`'${argument}' is not a format of dates with times`, 'write iso(yyyy-MM-dd HH:mm:ss), and Z for UTC');
  }
  if (type !== 'instant' && type !== 'localDateTime') return unfit('iso', type);
  if (columnType === 'integer') return failed('a date with its time is no number');
  if (format.zoned === (type === 'instant')) return done(isoConversion(format));
  return failed(
    `a ${type} ${format.zoned ? 'has no zone' : 'needs one'}`,
    format.zoned ? 'leave the Z out' : 'write a Z behind',
  );
}

function parseZeroPad(argument: string, { type }: Attribute) {
  const length = /^\d{1,3}$/.test(argument.trim()) ? Number(argument) : 0;
  if (length === 0) return failed('zeropad needs a length', 'write zeropad(10)');
  if (type !== 'string' && type !== 'integer') return unfit('zeropad', type);
  return done(zeroPadConversion(length, type === 'integer'));
}

function parseCharset(argument: string, { type }: Attribute) {
  const [charset = '', taken, ...more] = argument.trim().split(/ +as +/);
  if (charset === '' || more.length > 0) {
    return failed('charset needs the name of one', 'write charset(cp850) or charset(utf-8 as windows-1252)');
  }
  const unknown = [charset, taken ?? charset].find((name) => !isCharset(name));
  if (unknown !== undefined) return failed(`'${unknown}' is no known charset`, 'such as cp850, windows-1252 or utf-8');
  if (!TEXTS.includes(type)) return unfit('charset', type);
  return done(taken === undefined ? charsetConversion(charset) : misreadConversion(charset, taken));
}

function parsePlain(name: string, conversion: Conversion): Parser {
  return (argument, { type }) => {
    if (argument !== '') return failed(`${name} takes nothing`, `write ${name}`);
    return TEXTS.includes(type) ? done(conversion) : unfit(name, type);
  };
}

function done(conversion: Conversion): ParsedConversion {
  return { ok: true, conversion };
}

function failed(message: string, hint?: string): ParsedConversion {
  return { ok: false, message, hint };
}

function unfit(conversion: string, type: string): ParsedConversion {
  return failed(`${conversion} cannot be used for type ${type}`);
}
