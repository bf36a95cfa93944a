import { type SourceSlice, textOf, type XmlElement } from '@caruso/language';
import type { Form } from '../form/form.js';
import { attributeOf, childOf, childrenOf, localName } from '../form/local-name.js';
import { contentOf, firstFixed } from '../translate/fixed-nodes.js';
import { toSingle } from '../translate/term.js';
import type { TranslationContext } from '../translate/translation-context.js';
import type { Translator } from '../translate/translator.js';
import type { ImportReport } from './import-report.js';
import { type Markup, markup } from './markup.js';

/** A text in each language of the script, by its tag, as the content of a `<text>`. */
export type Wording = ReadonlyMap<string, Markup['content']>;

const MEDIA: ReadonlySet<string> = new Set(['audio', 'video', 'image', 'big-image']);

/** Reads the labels, hints and messages of a form. */
export class Wordings {
  readonly #form: Form;
  readonly #translator: Translator;
  readonly #report: ImportReport;
  /** The tags of the languages, by how the form calls them; the script's own first. */
  readonly #tags: ReadonlyMap<string, string>;

  constructor(form: Form, translator: Translator, report: ImportReport, tags: ReadonlyMap<string, string>) {
    this.#form = form;
    this.#translator = translator;
    this.#report = report;
    this.#tags = tags;
  }

  /** The tags of all languages, the script's own first. */
  get languages(): readonly string[] {
    return [...this.#tags.values()];
  }

  /** The wording of a `<label>`, a `<hint>` or the like; undefined when it says nothing. */
  of(element: XmlElement | undefined, context: TranslationContext): Wording | undefined {
    if (!element) return undefined;
    const ref = attributeOf(element, 'ref');
    if (!ref) return this.everywhere(this.#content(element, context));
    const id = this.#itextId(ref.slice, context);
    if (id !== undefined) return this.itext(id, ref.slice, context);
    const found = this.#report.attempt(ref.slice, 'it is left out', (expression) =>
      toSingle(this.#translator.translate(expression, context)),
    );
    if (!found) return undefined;
    return this.everywhere([typeof found.constant === 'string' ? literal(found.constant) : `{${found.text}}`]);
  }

  /** A message that stands in an attribute, as a text or as the id of one. */
  message(slice: SourceSlice, context: TranslationContext): Wording | undefined {
    const id = this.#itextId(slice, context);
    return id === undefined ? this.everywhere([literal(slice.value.trim())]) : this.itext(id, slice, context);
  }

  /** The same in all languages: a text that the form does not translate. */
  everywhere(content: Markup['content']): Wording | undefined {
    if (content.every((part) => typeof part === 'string' && part.trim() === '')) return undefined;
    return new Map(this.languages.map((tag) => [tag, content]));
  }

  /** A text by its id. */
  itext(id: string, at: SourceSlice, context: TranslationContext): Wording | undefined {
    const values = this.#form.itext.get(id);
    if (!values) {
      this.#report.warn('unknown-text', `There is no text '${id}'`, at);
      return this.everywhere([literal(id)]);
    }
    const wording = new Map<string, Markup['content']>();
    for (const [language, tag] of this.#tags) {
      const all = values.get(language) ?? [];
      for (const value of all) this.#tellMedia(value);
      const text = all.find((each) => !attributeOf(each, 'form')) ?? all.find((each) => formOf(each) === 'long');
      const content = text ? this.#content(text, context) : [];
      if (content.length > 0) wording.set(tag, content);
    }
    return wording.size > 0 ? wording : undefined;
  }

  /** What a hint has for whoever leads the dialog only. */
  guidance(hint: XmlElement | undefined, context: TranslationContext): Wording | undefined {
    const ref = hint && attributeOf(hint, 'ref');
    const values = ref && this.#form.itext.get(this.#itextId(ref.slice, context) ?? '');
    if (!values) return undefined;
    const wording = new Map<string, Markup['content']>();
    for (const [language, tag] of this.#tags) {
      const text = values.get(language)?.find((each) => formOf(each) === 'guidance');
      if (text) wording.set(tag, this.#content(text, context));
    }
    return wording.size > 0 ? wording : undefined;
  }

  /** The id that `jr:itext('id')` or `jr:itext(path)` names. */
  #itextId(slice: SourceSlice, context: TranslationContext): string | undefined {
    const inner = /^\s*jr:itext\(([\s\S]*)\)\s*$/.exec(slice.value)?.[1];
    if (inner === undefined) return undefined;
    const start = slice.value.indexOf('(') + 1;
    const found = this.#report.attempt(slice.part(start, start + inner.length), 'it is left out', (expression) => {
      const value = this.#translator.value(expression, context);
      return value.kind === 'fixed' ? firstFixed(value) : this.#translator.term(value, context, expression);
    });
    return typeof found?.constant === 'string' ? found.constant : '';
  }

  #tellMedia(value: XmlElement): void {
    const form = formOf(value);
    if (form === undefined || !MEDIA.has(form)) return;
    this.#report.warn('no-media', `A dialog shows no media: ${contentOf(value)}`, value.tag);
  }

  /** The content of a label with its outputs as inserts; a new line that is not followed by an indent is one. */
  #content(element: XmlElement, context: TranslationContext): Markup['content'] {
    const parts = element.children.flatMap((child): (Markup | string)[] => {
      if (child.kind === 'text') return textLines(child.value);
      if (localName(child) !== 'output') return textLines(textOf(child));
      const value = attributeOf(child, 'value') ?? attributeOf(child, 'ref');
      const term =
        value &&
        this.#report.attempt(value.slice, 'the text is without it', (expression) =>
          toSingle(this.#translator.translate(expression, context)),
        );
      if (!term || term.kind === 'null') return [];
      return [
        term.constant === undefined
          ? `{${term.kind === 'codes' ? `join(${term.text}, ' ')` : term.text}}`
          : literal(String(term.constant)),
      ];
    });
    return trimmed(parts);
  }
}

const formOf = (value: XmlElement) => attributeOf(value, 'form')?.value;

/** Braces stand for inserts in wording. */
export function literal(text: string): string {
  return text.replace(/[{}]/g, '$&$&');
}

function textLines(text: string): (Markup | string)[] {
  const lines = text.replace(/\r\n?/g, '\n').split(/\n(?=[^\s])/);
  return lines.flatMap((line, index) => {
    const words = literal(line.replace(/\s+/g, ' '));
    return index === 0 ? [words] : [markup('br', {}), words];
  });
}

function trimmed(parts: readonly (Markup | string)[]): readonly (Markup | string)[] {
  const isBlank = (part: Markup | string | undefined) =>
    typeof part === 'string' ? part.trim() === '' : part?.name === 'br';
  let [from, to] = [0, parts.length];
  while (from < to && isBlank(parts[from])) from += 1;
  while (to > from && isBlank(parts[to - 1])) to -= 1;
  const kept = parts.slice(from, to);
  return kept.map((part, index) => {
    if (typeof part !== 'string') return part;
    const start = index === 0 ? part.trimStart() : part;
    return index === kept.length - 1 ? start.trimEnd() : start;
  });
}

/** The label of a control, or its hint. */
export function partOf(element: XmlElement, name: 'label' | 'hint'): XmlElement | undefined {
  return childOf(element, name);
}

/** The items of a select that stand in the form. */
export function itemsOf(element: XmlElement): readonly XmlElement[] {
  return childrenOf(element, 'item').concat(childrenOf(element, 'choices').flatMap((each) => childrenOf(each, 'item')));
}
