import type { SourceText } from '../diagnostics/source-text.js';
import type { Fault } from './open-elements.js';

const ATTRIBUTE = /\s*([^\s/>=]+)\s*=\s*(["'])/y;

/** A fault behind which nothing can be read any more. */
export interface FatalFault extends Fault {
  readonly fatal: boolean;
}

/**
 * The fault of a `<` that stands inside a start tag: in an attribute value it is meant as "less than", unless a whole
 * tag seems to be in the value; then its closing quote is missing. Outside of values the `>` of the tag is missing.
 *
 * @param tag - the start tag
 * @param at - offset of the `<`
 */
export function faultOfLess({ text }: SourceText, tag: { name: string; start: number }, at: number): FatalFault {
  const attribute = attributeAround(text, tag.start + 1 + tag.name.length, at);
  if (attribute === undefined) {
    const place = { start: tag.start, end: tag.start + 1 + tag.name.length };
    return {
      message: `<${tag.name} has no '>' before the next '<'`,
      ...place,
      hint: 'close the tag with >',
      fatal: true,
    };
  }
  const { name, start, quote, value } = attribute;
  if (/[>\r\n]/.test(text.slice(value, at)) && /[\p{L}_/!]/u.test(text[at + 1] ?? '')) {
    const hint = `write ${quote} behind the value`;
    const place = { start, end: value };
    return { message: `The value of '${name}' has no closing quote before the next '<'`, ...place, hint, fatal: true };
  }
  const hint = text[at + 1] === '=' ? 'write &lt;= or le' : 'write &lt; or lt';
  return { message: `a bare '<' in the value of '${name}'`, start: at, end: at + 1, hint, fatal: false };
}

function attributeAround(text: string, from: number, at: number) {
  let next = from;
  for (;;) {
    ATTRIBUTE.lastIndex = next;
    const [whole, name = '', quote = '"'] = ATTRIBUTE.exec(text) ?? [];
    if (whole === undefined) return undefined;
    const value = next + whole.length;
    if (value > at) return undefined;
    const end = text.indexOf(quote, value);
    if (end < 0 || end > at) return { name, start: next + whole.indexOf(name), quote, value };
    next = end + 1;
  }
}

/** The place of a comment or CDATA section that nothing ends; undefined when there is none. */
export function unendedSection(text: string): Fault | undefined {
  for (const [open, close, what] of SECTIONS) {
    const start = text.lastIndexOf(open);
    if (start >= 0 && text.indexOf(close, start + open.length) < 0) {
      return { message: `This ${what} never ends`, start, end: start + open.length, hint: `write ${close} behind it` };
    }
  }
  return undefined;
}

const SECTIONS = [
  ['<!--', '-->', 'comment'],
  ['<![CDATA[', ']]>', 'CDATA section'],
] as const;
