import { SourceSlice } from '../diagnostics/source-slice.js';
import type { SourceText } from '../diagnostics/source-text.js';

const PREDEFINED = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['apos', "'"],
  ['quot', '"'],
]);

const SPECIAL = /\r\n|[\r\n\t]|&(#x?)?([^;&]*);|<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>/g;

/**
 * Decodes raw character data of a well-formed document as XML 1.0 prescribes: line ends become LF (in an attribute every
 * white space becomes a blank), the five predefined and the numeric entities are replaced, CDATA is unwrapped, comments
 * and processing instructions vanish.
 */
export function decodeText(source: SourceText, start: number, end: number, inAttribute: boolean): SourceSlice {
  const raw = source.text.slice(start, end);
  let value = '';
  const offsets: number[] = [];
  const take = (text: string, at: number, step: 0 | 1) => {
    for (let index = 0; index < text.length; index++) offsets.push(start + at + index * step);
    value += text;
  };
  let done = 0;
  for (const match of raw.matchAll(SPECIAL)) {
    const [found, numeric, entity = '', cdata] = match;
    take(raw.slice(done, match.index), done, 1);
    done = match.index + found.length;
    if (cdata !== undefined) takeLines(cdata, match.index + '<![CDATA['.length, take);
    else if (found.startsWith('&')) take(decodeEntity(numeric, entity) ?? found, match.index, 0);
    else if (!found.startsWith('<')) take(inAttribute ? ' ' : found === '\t' ? '\t' : '\n', match.index, 0);
  }
  take(raw.slice(done), done, 1);
  return value === raw ? new SourceSlice(source, raw, start, end) : new SourceSlice(source, value, start, end, offsets);
}

function takeLines(cdata: string, at: number, take: (text: string, at: number, step: 0 | 1) => void): void {
  let done = 0;
  for (const end of cdata.matchAll(/\r\n|\r/g)) {
    take(cdata.slice(done, end.index), at + done, 1);
    take('\n', at + end.index, 0);
    done = end.index + end[0].length;
  }
  take(cdata.slice(done), at + done, 1);
}

function decodeEntity(numeric: string | undefined, entity: string): string | undefined {
  if (numeric === undefined) return PREDEFINED.get(entity);
  const code = Number.parseInt(entity, numeric === '#x' ? 16 : 10);
  return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
