import { SaxesParser } from 'saxes';
import type { Diagnostics } from '../diagnostics/diagnostics.js';
import { DOCTYPE_HINT } from './doctype.js';
import { type Fault, OpenElements } from './open-elements.js';
import { replaceRawAmpersands } from './replace-raw-ampersands.js';
import { faultOfLess, unendedSection } from './tag-faults.js';

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
/** Thrown to leave the parser when nothing behind this place can be judged. */
const STOP = new Error('stop');
const DOCTYPE = /^\s*(\S+)\s+SYSTEM\s+(?:"([^"]*)"|'([^']*)')\s*$/;
const LESS_AND_ONE_MORE = /<(?:\r\n|[\s\S])$/u;

/** One run of the strict parser over a document; it tells the parser's errors in the words of an author. */
export class StrictPass {
  readonly #diagnostics: Diagnostics;
  readonly #limits: XmlLimits;
  /** The document with a harmless character for each `&` that was reported already; all offsets are the same. */
  readonly #text: string;
  // Version 1.1 differs in control characters and line ends only; one rule for all documents is kept instead.
  readonly #parser = new SaxesParser({ xmlns: false, position: true, defaultXMLVersion: '1.0', forceXMLVersion: true });
  readonly #open: OpenElements;
  #rootStart: number | undefined;
  #doctype: Outline['doctype'];
  #errors = 0;
  /** The last start tag: of what is wrong between its attributes only the first is told. */
  #tag: { readonly name: string; readonly start: number; faulty: boolean } | undefined;

  constructor(diagnostics: Diagnostics, limits: XmlLimits) {
    this.#diagnostics = diagnostics;
    this.#limits = limits;
    this.#text = replaceRawAmpersands(diagnostics);
    this.#open = new OpenElements(diagnostics.source);
    this.#parser.on('error', ({ message }) => this.#judge(wordingOf(message)));
    this.#parser.on('opentagstart', ({ name }) => this.#startTag(name));
    this.#parser.on('closetag', ({ name, isSelfClosing }) => this.#closeTag(isSelfClosing ? name : undefined));
    this.#parser.on('doctype', (declared) => this.#declaration(declared));
  }

  run(): Outline {
    try {
      this.#parser.write(this.#text).close();
    } catch (cause) {
      if (cause !== STOP)
        this.#report({ message: cause instanceof Error ? cause.message : String(cause), ...this.#here });
    }
    return { rootStart: this.#rootStart, ...(this.#doctype === undefined ? {} : { doctype: this.#doctype }) };
  }

  #startTag(name: string): void {
    const start = this.#text.lastIndexOf(`<${name}`, this.#parser.position - 1);
    this.#tag = { name, start, faulty: false };
    this.#rootStart ??= start;
    this.#open.push(name, start);
    if (this.#open.depth > this.#limits.maxDepth) {
      const message = `Elements are nested deeper than ${this.#limits.maxDepth}`;
      this.#stop({ message, start, end: start + name.length + 1 }, 'too-deep');
    }
  }

  /** @param name - of an empty element, which closes itself */
  #closeTag(name?: string): void {
    // An empty element has no close tag: looked for, it would be found far ahead in a long document, each time anew.
    if (name !== undefined) {
      this.#open.close();
      return;
    }
    const { start, end } = this.#closing;
    const closed = this.#text.slice(start + 2, end - 1).trim();
    if (this.#open.last?.name !== closed) this.#stop(this.#open.faultOf(closed, start, end));
    this.#open.close();
  }

  #declaration(declared: string): void {
    const end = this.#parser.position;
    const start = this.#text.lastIndexOf('<!DOCTYPE', end);
    const match = DOCTYPE.exec(declared);
    if (match !== null) this.#doctype = { name: match[1] ?? '', systemId: match[2] ?? match[3] ?? '' };
    else {
      const message = 'Only a DOCTYPE with nothing but a system identifier is read';
      this.#report({ message, start, end, hint: DOCTYPE_HINT }, 'doctype-refused');
    }
  }

  #judge(wording: string): void {
    if (/^(?:unclosed tag|unexpected end)/.test(wording)) {
      this.#stop(unendedSection(this.#text) ?? this.#open.atEnd() ?? { message: wording, ...this.#here });
    } else if (wording.startsWith('unmatched closing tag')) this.#closeTag();
    else if (wording.startsWith('documents may contain only one root')) {
      const hint = 'a document has one root element with everything inside';
      this.#stop({ message: 'This is a second root element', ...this.#tagPlace, hint });
    } else if (wording.includes('closing tag')) {
      this.#stop({ message: "A close tag is '</', the name and '>'", ...this.#closing });
    } else if (/in tag name|attribute(?! value)|forward-slash|^disallowed character$/.test(wording)) {
      this.#judgeTag(wording);
    } else this.#report({ message: wording, ...this.#here });
  }

  #judgeTag(wording: string): void {
    const { start, end } = this.#here;
    const tail = LESS_AND_ONE_MORE.exec(this.#text.slice(Math.max(0, end - 3), end));
    if (tail !== null && wording === 'disallowed character in tag name') {
      const less = end - tail[0].length;
      this.#report({ message: "a bare '<'", start: less, end: less + 1, hint: 'write &lt;' });
    } else if (this.#text[start] === '<' && this.#tag !== undefined) {
      const fault = faultOfLess(this.#diagnostics.source, this.#tag, start);
      if (fault.fatal) this.#stop(fault);
      this.#report(fault);
    } else if (wording === 'disallowed character' || wording.startsWith('duplicate')) {
      this.#report({ message: wording, start, end });
    } else if (this.#tag?.faulty !== true) {
      if (this.#tag !== undefined) this.#tag.faulty = true;
      this.#report({ message: wording, start, end });
    }
  }

  /** What the parser read last. */
  get #here() {
    const end = this.#parser.position;
    return { start: Math.max(0, end - 1), end };
  }

  /** The close tag that the parser is in, or at the end of. */
  get #closing() {
    const end = this.#parser.position;
    return { start: this.#text.lastIndexOf('</', end - 1), end };
  }

  get #tagPlace() {
    const { start, name } = this.#tag ?? { start: 0, name: '' };
    return { start, end: start + 1 + name.length };
  }

  #report({ message, start, end, hint }: Fault, code = 'not-well-formed'): void {
    this.#diagnostics.error(code, message, { start, end }, hint);
    if (++this.#errors >= MOST_ERRORS) throw STOP;
  }

  #stop(fault: Fault, code?: string): never {
    this.#report(fault, code);
    throw STOP;
  }
}

/** The parser's message without its place and full stop. */
function wordingOf(message: string): string {
  return message.replace(/^(?:\S*?:)?\d+:\d+: /, '').replace(/\.$/, '');
}
