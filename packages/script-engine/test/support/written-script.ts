import type { AttributeDefinition, Content } from '@caruso/language';
import fc from 'fast-check';
import { scriptVocabulary } from '../../src/index.js';

const EXPRESSIONS = [
  'answers.n1 == true',
  'a &lt; 1\n   or b',
  "x != 'so &amp;   so'",
  'count( list )>=2',
  'f(a,\r\n"b")',
];
const TEXTS = ['So', ' two  words ', '&quot;quoted&quot;', "it's", 'a &gt; b &#8212; c', ''];
const NAMES = ['en', 'de', 'agent', 'web', '10s', '3', 'x.y'];
const WORDS = [
  'Good day ',
  ' to you',
  '{answers.n1 | date}',
  '{if(a,\n "b  c", d)}',
  '&lt;&#160;',
  '<![CDATA[ a < b\n ]]>',
  '\n    ',
  'one\n two\n\n\nthree',
  '<!-- note -->',
  '&gt;]',
];
const GAPS = [
  '',
  ' ',
  '\n',
  '\n      ',
  '\n\n\n',
  '<!-- here -->',
  ' <!-- behind -->\n',
  '\n<!-- above\n     in lines -->\n',
  '\r\n\t',
];

/**
 * Documents of the script vocabulary in all kinds of layouts, written by its table, so that no element is forgotten. They
 * are valid, and mostly senseless.
 */
export const writtenScript: fc.Arbitrary<string> = fc
  .array(fc.nat(9_999), { minLength: 150, maxLength: 500, size: 'max' })
  .map((tape) => new ScriptWriter(tape).write());

class ScriptWriter {
  readonly #tape: readonly number[];
  #at = 0;
  #ids = 0;

  constructor(tape: readonly number[]) {
    this.#tape = tape;
  }

  write(): string {
    const text = `<?xml version="1.0"?>\n${this.#element(scriptVocabulary.root, 0)}\n`;
    return text.replace(/#(\d+)#/g, (_, pick: string) => `n${1 + (Number(pick) % this.#ids)}`);
  }

  /** The next number of the tape; when it is at its end, only zeros follow. */
  #next(below: number): number {
    const next = this.#tape[this.#at++] ?? 0;
    return next % below;
  }

  #pick<Item>(items: readonly Item[]): Item {
    return items[this.#next(items.length)] as Item;
  }

  #element(name: string, depth: number): string {
    const { attributes = {}, content } = scriptVocabulary.elements[name as 'text'] as {
      readonly attributes?: Readonly<Record<string, AttributeDefinition>>;
      readonly content: Content;
    };
    const given = Object.entries(attributes).filter(([, { required }]) => required || this.#next(3) === 1);
    const tag = `<${name}${given.map(([attribute, definition]) => this.#attribute(attribute, definition)).join('')}`;
    const inside = depth > 6 ? '' : this.#content(content, depth);
    return inside === '' ? `${tag}${this.#pick(['', ' ', '\n'])}/>` : `${tag}>${inside}</${name}>`;
  }

  #attribute(name: string, { type }: AttributeDefinition): string {
    const value = this.#value(name, type);
    const quote = value.includes('"') || (!value.includes("'") && this.#next(4) === 1) ? "'" : '"';
    return `${this.#pick([' ', '  ', '\n        '])}${name}=${quote}${value}${quote}`;
  }

  #value(name: string, type: AttributeDefinition['type']): string {
    if (typeof type !== 'string') return this.#pick(type);
    if (type === 'id') return `n${++this.#ids}`;
    if (type === 'idref' || type === 'idrefs') return `#${this.#next(9_999)}#`;
    if (type === 'expression') return this.#pick(EXPRESSIONS);
    if (type === 'names') return this.#pick(['agent', ' web  chat ', 'ivr']);
    if (type === 'name') return name === 'lang' ? this.#pick(['en', 'de']) : this.#pick(NAMES);
    return this.#pick(TEXTS);
  }

  #content(content: Content, depth: number): string {
    switch (content.kind) {
      case 'empty':
        return '';
      case 'any': {
        const children = Array.from({ length: this.#next(depth === 0 ? 8 : 4) }, () => this.#pick(content.of));
        return this.#children(children, depth);
      }
      case 'sequence':
        return this.#children(
          content.of.flatMap(({ name, occurs }) => {
            const most = occurs === '1' || occurs === '?' ? 2 : 3;
            return Array.from({ length: this.#next(most) }, () => name);
          }),
          depth,
        );
      case 'mixed':
        return Array.from({ length: this.#next(5) }, () =>
          content.of.length > 0 && this.#next(4) === 1
            ? this.#element(this.#pick(content.of), depth + 1)
            : this.#pick(WORDS),
        ).join('');
    }
  }

  #children(names: readonly string[], depth: number): string {
    const written = names.map((name) => this.#pick(GAPS) + this.#element(name, depth + 1));
    return written.length === 0 ? '' : written.join('') + this.#pick(GAPS);
  }
}
