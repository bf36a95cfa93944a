import type { SourceText } from '../diagnostics/source-text.js';
import { decodeText } from './decode-text.js';
import type { XmlAttribute } from './xml-tree.js';

/** What stands in a start tag, with places. */
export interface StartTag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, XmlAttribute>;
  /** Behind the name. */
  readonly nameEnd: number;
  /** Behind the `>`. */
  readonly end: number;
  readonly selfClosing: boolean;
}

const NAME = /[^\s/>=]+/y;
const ATTRIBUTE = /\s*([^\s/>=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y;
const CLOSE = /\s*(\/?)>/y;

/** Reads the start tag whose `<` is at `start`. The text must be well-formed there. */
export function scanStartTag(source: SourceText, start: number): StartTag {
  const { text } = source;
  NAME.lastIndex = start + 1;
  const name = NAME.exec(text)?.[0] ?? '';
  const nameEnd = start + 1 + name.length;
  const attributes = new Map<string, XmlAttribute>();
  let at = nameEnd;
  for (;;) {
    ATTRIBUTE.lastIndex = at;
    const match = ATTRIBUTE.exec(text);
    if (match === null) break;
    const end = ATTRIBUTE.lastIndex;
    const [whole, attribute = '', double, single] = match;
    const raw = double ?? single ?? '';
    const slice = decodeText(source, end - 1 - raw.length, end - 1, true);
    attributes.set(attribute, {
      name: attribute,
      value: slice.value,
      start: at + whole.indexOf(attribute),
      end,
      slice,
    });
    at = end;
  }
  CLOSE.lastIndex = at;
  const close = CLOSE.exec(text);
  return { name, attributes, nameEnd, end: at + (close?.[0].length ?? 0), selfClosing: close?.[1] === '/' };
}
