import { describe, expect, it } from 'vitest';
import { LanguageErrors } from '../errors.js';
import { readXml } from '../xml/read-xml.js';
import { anyOrder, empty, mixed, sequence } from './content.js';
import { readAttribute } from './read-attribute.js';
import { toDtd } from './to-dtd.js';
import { defineVocabulary } from './vocabulary.js';

const notes = defineVocabulary({
  root: 'notes',
  title: 'Notes',
  elements: {
    notes: { doc: 'A list of notes.', content: anyOrder('note', 'go') },
    note: {
      doc: 'One note.',
      attributes: {
        id: { type: 'id', required: true },
        level: { type: ['error', 'warn'], default: 'error' },
        on: { type: 'names' },
        mark: { type: 'text', default: 'a "b" <c>' },
      },
      content: mixed('b'),
    },
    b: { doc: 'Bold.', content: mixed() },
    go: { doc: 'A jump.', attributes: { to: { type: 'idref', required: true } }, content: sequence('b*', 'stop?') },
    stop: { doc: 'The end.', content: empty },
  },
});

describe('toDtd', () => {
  it('writes elements and attributes in the order of the table, with their docs as comments', () => {
    expect(toDtd(notes)).toBe(`<!-- Notes, generated from the vocabulary table; do not edit. -->

<!-- A list of notes. -->
<!ELEMENT notes (note|go)*>

<!-- One note. -->
<!ELEMENT note (#PCDATA|b)*>
<!ATTLIST note
  id ID #REQUIRED
  level (error|warn) "error"
  on NMTOKENS #IMPLIED
  mark CDATA "a &quot;b&quot; &lt;c>">

<!-- Bold. -->
<!ELEMENT b (#PCDATA)>

<!-- A jump. -->
<!ELEMENT go (b*,stop?)>
<!ATTLIST go
  to IDREF #REQUIRED>

<!-- The end. -->
<!ELEMENT stop EMPTY>
`);
  });
});

describe('readAttribute', () => {
  it('gives the value, else what the table presets, else nothing', () => {
    const { root } = readXml('<note id=" n1 " on=" web  chat " mark=" x "/>', 'x.xml');
    const read = (name: string) => readAttribute(notes, root, name);
    expect(['id', 'level', 'on', 'mark', 'toString'].map(read)).toEqual(['n1', 'error', 'web chat', ' x ', undefined]);
  });
});

describe('defineVocabulary', () => {
  it.each([
    ['a child that is not defined', { a: { doc: '', content: anyOrder('b') } }],
    ['a child named twice', { a: { doc: '', content: sequence('a', 'a*') } }],
    ['a name that XML does not allow', { a: { doc: '', content: empty }, 'b c': { doc: '', content: empty } }],
    [
      'values that are listed and not said what they mean',
      { a: { doc: '', attributes: { x: { type: ['y', 'z'], values: { y: 'Why.' } } }, content: empty } },
    ],
    [
      'values of an attribute that takes any text',
      { a: { doc: '', attributes: { x: { type: 'text', values: { y: 'Why.' } } }, content: empty } },
    ],
    [
      'a preset that is not listed',
      { a: { doc: '', attributes: { x: { type: ['y'], default: 'z' } }, content: empty } },
    ],
    [
      'an attribute required and preset',
      { a: { doc: '', attributes: { x: { type: 'text', required: true, default: 'z' } }, content: empty } },
    ],
    ['a doc that ends its comment', { a: { doc: 'a --> b', content: empty } }],
    ['no root', { b: { doc: '', content: empty } }],
  ] as const)('refuses %s', (_, elements) => {
    expect(() => defineVocabulary({ root: 'a', elements })).toThrow(LanguageErrors.BadVocabulary);
  });
});
