import type { SourceText } from '../diagnostics/source-text.js';
import { nearest } from '../diagnostics/suggest.js';

/** A finding that has a place but no severity and code yet. */
export interface Fault {
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly hint?: string;
}

interface OpenElement {
  readonly name: string;
  /** Offset of its `<`. */
  readonly start: number;
  /** Blanks in front of it when it begins its line. */
  readonly indent: number | undefined;
  /** The first start tag inside it that stands where one behind it would stand. */
  outdented?: OpenElement;
}

/** The elements that are open while a document is read, and what to say when a close tag does not fit them. */
export class OpenElements {
  readonly #source: SourceText;
  readonly #open: OpenElement[] = [];

  constructor(source: SourceText) {
    this.#source = source;
  }

  get depth(): number {
    return this.#open.length;
  }

  /** The innermost one. */
  get last(): { readonly name: string; readonly start: number } | undefined {
    return this.#open.at(-1);
  }

  push(name: string, start: number): void {
    const element: OpenElement = { name, start, indent: this.#indentOf(start) };
    const [around, parent] = [this.#open.at(-2), this.#open.at(-1)];
    // Only where an element stands further in than the one around it, its author is known to indent.
    if (parent !== undefined && isDeeper(parent, around) && !isDeeper(element, parent, true)) {
      parent.outdented ??= element;
    }
    this.#open.push(element);
  }

  /** Closes the innermost element. */
  close(): void {
    this.#open.pop();
  }

  /** What is wrong with the close tag from `start` to `end`, which is not the one the innermost element needs. */
  faultOf(name: string, start: number, end: number): Fault {
    const last = this.#open.at(-1);
    if (last === undefined) return { message: `</${name}> closes nothing`, start, end, hint: 'take it out' };
    const from = `<${last.name}> from ${this.#placeOf(last.start)}`;
    if (this.#open.some((element) => element.name === name)) {
      const { outdented } = last;
      const place = outdented === undefined ? { start, end } : tagOf(outdented);
      const found = outdented === undefined ? `</${name}>` : `<${outdented.name}>`;
      const message = `${from} is not closed here; ${found} was found`;
      return { message, ...place, hint: `close it with </${last.name}>` };
    }
    const isMeant = nearest(name, [last.name]) !== undefined;
    const hint = isMeant ? `did you mean </${last.name}>?` : `close it with </${last.name}>, or take </${name}> out`;
    return { message: `</${name}> closes nothing; ${from} is open`, start, end, hint };
  }

  /** The fault when the text ends before all are closed. */
  atEnd(): Fault | undefined {
    const last = this.#open.at(-1);
    if (last === undefined) return undefined;
    return { message: `<${last.name}> is never closed`, ...tagOf(last), hint: `close it with </${last.name}>` };
  }

  #indentOf(start: number): number | undefined {
    const { text } = this.#source;
    let at = start;
    while (text[at - 1] === ' ' || text[at - 1] === '\t') at--;
    return at === 0 || text[at - 1] === '\n' || text[at - 1] === '\r' ? start - at : undefined;
  }

  #placeOf(offset: number): string {
    const { line, column } = this.#source.positionOf(offset);
    return `${line}:${column}`;
  }
}

/** Whether an element stands further in than another; `otherwise` when one of them does not begin its line. */
function isDeeper(element: OpenElement, around: OpenElement | undefined, otherwise = false): boolean {
  if (element.indent === undefined || around?.indent === undefined) return otherwise;
  return element.indent > around.indent;
}

function tagOf({ name, start }: OpenElement): { start: number; end: number } {
  return { start, end: start + name.length + 1 };
}
