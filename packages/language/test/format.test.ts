import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anyOrder,
  defineVocabulary,
  empty,
  formatXml,
  mixed,
  readXml,
  type Vocabulary,
  type XmlElement,
} from '../src/index.js';
import { commentsOf, written } from './edits.js';

const all = ['a', 'b', 'map', 'col', 'läge', 'x-y'] as const;
const attributes = {
  a: { type: 'text' },
  b: { type: 'expression' },
  map: { type: 'names' },
  col: { type: 'template' },
} as const;

/** The names of the generated documents in every role; most documents are not valid, and are to be formatted all the same. */
const vocabulary: Vocabulary = defineVocabulary({
  root: 'a',
  elements: {
    a: { doc: '', attributes, content: anyOrder(...all) },
    b: { doc: '', attributes, content: mixed(...all) },
    map: { doc: '', attributes, content: anyOrder(...all) },
    col: { doc: '', attributes, content: empty },
    läge: { doc: '', attributes, content: mixed('b') },
    'x-y': { doc: '', content: anyOrder(...all) },
  },
});

interface Meant {
  readonly name: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly children: readonly (Meant | string)[];
}

/** What a document means: the blanks between elements do not count, in texts a line break is a blank. */
function meant(element: XmlElement, text: string): Meant {
  const isMixed =
    vocabulary.elements[element.name]?.content.kind === 'mixed' ||
    element.children.some(
      (child) =>
        child.kind === 'text' && (child.value.trim() !== '' || text.slice(child.start, child.end).includes('<![')),
    );
  return {
    name: element.name,
    attributes: [...element.attributes].map(([name, { value }]) => [
      name,
      name === 'a' || name === 'col' ? value : value.trim().replace(/ +/g, ' '),
    ]),
    children: element.children.flatMap((child): readonly (Meant | string)[] => {
      if (child.kind === 'element') return [meant(child, text)];
      return isMixed ? [child.value.replace(/\s+/g, ' ')] : [];
    }),
  };
}

const format = (text: string) => formatXml(readXml(text, 'x.xml'), vocabulary);

describe('the format of any document', () => {
  it('changes nothing of what it means, loses no comment, and is the same when formatted again', () => {
    fc.assert(
      fc.property(written, (text) => {
        const formatted = format(text);
        expect(meant(readXml(formatted, 'x.xml').root, formatted)).toEqual(meant(readXml(text, 'x.xml').root, text));
        expect(commentsOf(formatted)).toEqual(commentsOf(text));
        expect(format(formatted)).toBe(formatted);
      }),
      { numRuns: 1_000 },
    );
  });
});
