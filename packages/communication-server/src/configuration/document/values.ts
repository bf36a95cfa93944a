import { type Diagnostics, didYouMean, elementsOf, readAttribute, type Span, type XmlElement } from '@caruso/language';
import { parseDuration } from '../../duration.js';
import { contactCentreVocabulary } from './contact-centre-vocabulary.js';

const DURATION_HINT = 'durations are written as 20s, 2m, 1m30s, 8h';

/** What a number may be. */
interface Range {
  readonly least?: number;
  readonly whole?: boolean;
}

/** The kinds of things that are named in a document and meant elsewhere in it. */
export type Kind = 'queue' | 'skill' | 'calendar' | 'regime';

/** Reads attributes of a document, and notes what is wrong with them at their places. */
export class Values {
  readonly #known: Readonly<Record<Kind, ReadonlySet<string>>>;
  readonly #root: XmlElement;

  constructor(
    readonly diagnostics: Diagnostics,
    root: XmlElement,
  ) {
    this.#root = root;
    const ids = (kind: Kind) => new Set(elementsOf(root, kind).map((element) => textOf(element, 'id')));
    this.#known = { queue: ids('queue'), skill: ids('skill'), calendar: ids('calendar'), regime: ids('regime') };
  }

  /** The value, a listed one by its type. */
  optional<Value extends string = string>(element: XmlElement, name: string): Value | undefined {
    return readAttribute(contactCentreVocabulary, element, name) as Value | undefined;
  }

  /** Seconds of a duration. */
  seconds(element: XmlElement, name: string): number | undefined {
    const value = this.optional(element, name);
    if (value === undefined) return undefined;
    const milliseconds = parseDuration(value);
    if (milliseconds !== undefined) return milliseconds / 1_000;
    this.#error('bad-duration', `'${value}' is not a duration`, element, name, DURATION_HINT);
    return undefined;
  }

  /** Seconds of a duration that is longer than nothing. */
  secondsAboveNothing(element: XmlElement, name: string): number | undefined {
    const seconds = this.seconds(element, name);
    if (seconds === 0)
      this.#error('bad-duration', `'${this.optional(element, name)}' is no time at all`, element, name, DURATION_HINT);
    return seconds;
  }

  number(element: XmlElement, name: string, { least, whole = false }: Range = {}): number | undefined {
    const value = this.optional(element, name);
    if (value === undefined) return undefined;
    const number = /^[+-]?\d+(?:\.\d+)?$/.test(value.trim()) ? Number(value) : Number.NaN;
    if (!Number.isNaN(number) && number >= (least ?? number) && (!whole || Number.isInteger(number))) return number;
    const wanted = `${whole ? 'a whole number' : 'a number'}${least === undefined ? '' : ` from ${least}`}`;
    this.#error('bad-number', `'${value}' is not ${wanted}`, element, name);
    return undefined;
  }

  /** A share written as a percentage, from 0 to 1. */
  share(element: XmlElement, name: string): number | undefined {
    const value = this.optional(element, name);
    if (value === undefined) return undefined;
    const percent = /^\d+(?:\.\d+)?%$/.test(value) ? Number(value.slice(0, -1)) : Number.NaN;
    if (percent <= 100) return percent / 100;
    this.#error('bad-number', `'${value}' is not a percentage`, element, name, 'write 80%');
    return undefined;
  }

  /** True for yes; no is what holds when it is left out. */
  yes(element: XmlElement, name: string): true | undefined {
    return this.optional(element, name) === 'yes' ? true : undefined;
  }

  /** A name that must be declared somewhere in the document. */
  reference(element: XmlElement, name: string, kind: Kind): string | undefined {
    const value = this.optional(element, name);
    if (value === undefined || this.#known[kind].has(value)) return value;
    const known = [...this.#known[kind]];
    const hint =
      didYouMean(value, known) ??
      (known.length > 0 ? `there are ${known.join(', ')}` : `add <${kind} id="${value}" …/>`);
    this.#error(`unknown-${kind}`, `There is no ${kind} '${value}'`, element, name, hint);
    return undefined;
  }

  /** What is declared with a name. */
  element(kind: Kind, id: string): XmlElement | undefined {
    return elementsOf(this.#root, kind).find((element) => textOf(element, 'id') === id);
  }

  /** Notes elements that say of the same thing something else. */
  once(elements: readonly XmlElement[], name: string): void {
    const seen = new Map<string, XmlElement>();
    for (const element of elements) {
      const value = textOf(element, name);
      const first = seen.get(value);
      seen.set(value, first ?? element);
      if (first === undefined || value === '') continue;
      const { line } = this.diagnostics.source.positionOf(first.start);
      this.#error(
        'duplicate-name',
        `There is another <${element.name} ${name}="${value}">`,
        element,
        name,
        `in line ${line}`,
      );
    }
  }

  #error(code: string, message: string, element: XmlElement, name: string, hint?: string): void {
    this.diagnostics.error(code, message, placeOf(element, name), hint);
  }
}

/** An attribute that the vocabulary requires; when it is missing, the check has said so. */
export function textOf(element: XmlElement, name: string): string {
  return readAttribute(contactCentreVocabulary, element, name) ?? '';
}

/** What is separated by commas in an attribute. */
export function listOf(element: XmlElement, name: string): readonly string[] {
  return textOf(element, name)
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);
}

export function placeOf(element: XmlElement, name: string): Span {
  return element.attributes.get(name)?.slice ?? element.tag;
}
