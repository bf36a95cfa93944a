import { SaxesParser } from 'saxes';
import type { Diagnostics } from '../diagnostics/diagnostics.js';
import { replaceRawAmpersands } from './replace-raw-ampersands.js';

/** What the strict pass learned about a document that the tree needs. */
export interface Outline {
  /** Offset of the `<` of the root element; undefined when there is none. */
  readonly rootStart: number | undefined;
  readonly doctype?: { readonly name: string; readonly systemId: string };
}

/** How much a document may hold before it is refused. */
export interface XmlLimits {
  /** UTF-16 units. */
  readonly maxLength: number;
  /** Elements inside each other. */
  readonly maxDepth: number;
}

const MOST_ERRORS = 100;
/** Thrown to leave the parser when it has found enough. */
const ENOUGH = new Error('enough');
const DOCTYPE = /^\s*(\S+)\s+SYSTEM\s+(?:"([^"]*)"|'([^']*)')\s*$/;

/** Reports everything that is not well-formed, and every declaration that this product does not read. */
export function checkWellFormed(diagnostics: Diagnostics, limits: XmlLimits): Outline {
  const { text } = diagnostics.source;
  const surrogate = text.search(/\p{Surrogate}/u);
  if (surrogate >= 0) {
    diagnostics.error('not-well-formed', 'half of a character pair', { start: surrogate, end: surrogate + 1 });
    return { rootStart: undefined };
  }
  // Version 1.1 differs in control characters and line ends only; one rule for all documents is kept instead.
  const parser = new SaxesParser({ xmlns: false, position: true, defaultXMLVersion: '1.0', forceXMLVersion: true });
  const open: { name: string; start: number }[] = [];
  let rootStart: number | undefined;
  let doctype: Outline['doctype'];
  let errors = 0;
  const report = (code: string, message: string, start: number, end: number, hint?: string) => {
    diagnostics.error(code, message, { start, end }, hint);
    if (++errors >= MOST_ERRORS) throw ENOUGH;
  };

  parser.on('error', ({ message }) => {
    const { code, wording, hint } = describe(message, open.at(-1)?.name);
    const end = parser.position;
    const unclosed = /^unclosed tag: (.*)$/.exec(wording)?.[1];
    // saxes reports unclosed tags at the end of the text, from the inside out; the start is where to look.
    const tag = unclosed === undefined ? undefined : open.pop();
    if (tag !== undefined) report(code, `<${tag.name}> is never closed`, tag.start, tag.start + tag.name.length + 1);
    else report(code, wording, Math.max(0, end - 1), end, hint);
  });
  parser.on('opentagstart', ({ name }) => {
    const start = text.lastIndexOf(`<${name}`, parser.position - 1);
    rootStart ??= start;
    open.push({ name, start });
    if (open.length > limits.maxDepth) {
      errors = MOST_ERRORS;
      report('too-deep', `Elements are nested deeper than ${limits.maxDepth}`, start, start + name.length + 1);
    }
  });
  parser.on('closetag', ({ name }) => {
    if (open.at(-1)?.name === name) open.pop();
  });
  parser.on('doctype', (declared) => {
    const end = parser.position;
    const start = text.lastIndexOf('<!DOCTYPE', end);
    const match = DOCTYPE.exec(declared);
    if (match !== null) doctype = { name: match[1] ?? '', systemId: match[2] ?? match[3] ?? '' };
    else {
      const hint = 'write <!DOCTYPE root SYSTEM "name.dtd">, or leave it out';
      report('doctype-refused', 'Only a DOCTYPE with nothing but a system identifier is read', start, end, hint);
    }
  });
  try {
    parser.write(replaceRawAmpersands(diagnostics)).close();
  } catch (cause) {
    if (cause !== ENOUGH) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      diagnostics.error('not-well-formed', reason, { start: parser.position, end: parser.position + 1 });
    }
  }
  return { rootStart, ...(doctype === undefined ? {} : { doctype }) };
}

function describe(message: string, inside: string | undefined): { code: string; wording: string; hint?: string } {
  const wording = message.replace(/^(?:\S*?:)?\d+:\d+: /, '').replace(/\.$/, '');
  if (/close tag|closing tag/i.test(wording) && inside !== undefined) {
    return { code: 'not-well-formed', wording, hint: `<${inside}> is open here` };
  }
  return { code: 'not-well-formed', wording };
}
