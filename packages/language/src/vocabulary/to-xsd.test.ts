import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { letters } from '../../test/letter-vocabulary.js';
import { readXml } from '../xml/read-xml.js';
import { checkDocument } from './check-document.js';
import { anyOrder, empty, mixed, sequence } from './content.js';
import { toReference } from './to-reference.js';
import { toXsd } from './to-xsd.js';
import { defineVocabulary, type Vocabulary } from './vocabulary.js';

const notes = defineVocabulary({
  root: 'notes',
  title: 'Notes & "more"',
  elements: {
    notes: { doc: 'A list of notes.', content: anyOrder('note') },
    note: {
      doc: 'One note, <b>bold</b> | plain.',
      attributes: {
        id: { type: 'id', required: true, doc: 'Its key.' },
        level: { type: ['error', 'warn'], default: 'error', values: { error: 'Refused.', warn: 'Doubted.' } },
        on: { type: 'names', doc: 'Where.', values: { web: 'In a browser.', ivr: 'On the telephone.' } },
      },
      content: sequence('b*', 'end?'),
      example: '<note id="n" on="web"/>',
    },
    b: { doc: 'Bold.', content: mixed() },
    end: { doc: 'The end.', content: empty },
  },
});

function accepts(vocabulary: Vocabulary, text: string): boolean {
  const schema = XmlDocument.fromString(toXsd(vocabulary));
  const validator = XsdValidator.fromDoc(schema);
  const document = XmlDocument.fromString(text);
  try {
    validator.validate(document);
    return true;
  } catch {
    return false;
  } finally {
    for (const disposable of [document, validator, schema]) disposable.dispose();
  }
}

describe('toXsd', () => {
  it('gives editors the docs of elements, attributes and values, and the words of lists', () => {
    const xsd = toXsd(notes);
    for (const text of ['One note, &lt;b&gt;bold', 'Its key.', 'Refused.', 'On the telephone.', '<xs:list>'])
      expect(xsd).toContain(text);
    expect(accepts(notes, '<notes><note id="n" on="web ivr" level="warn"><b>x</b><end/></note></notes>')).toBe(true);
    for (const wrong of ['on=""', 'on="web fax"', 'level="warm"', 'id="n" id2="x"', 'on="web"><end/><b/'])
      expect(accepts(notes, `<notes><note id="n" ${wrong}></note></notes>`.replace('id="n" id=', 'id='))).toBe(false);
  });

  const valid = `<letter id="l" version="1">
    <step id="first" level="warn"><text lang="en">Good <b>day</b><br/></text><go to="second" also="l first"/></step>
    <step id="second" level="error" keep="drop"/>
    <do id="d"><with value="1"/><undo><with value="2"/></undo><failed><go to="l"/><text/></failed></do>
    <list><text/><br></br></list>
  </letter>`;

  it.each([
    ['as it is', '', '', true],
    ['an unknown element', '<list>', '<lst/><list>', false],
    ['an unknown attribute', 'keep="drop"', 'kept="drop"', false],
    ['a missing attribute', ' level="warn"', '', false],
    ['a value that is not listed', '"drop"', '"dropp"', false],
    ['an id twice', 'id="d"', 'id="first"', false],
    ['text where only elements stand', '<list>', '<list>here', false],
    ['an element where only text stands', '<b>day</b>', '<b><br/></b>', false],
    ['one too many', '<failed><go to="l"/>', '<failed><go to="l"/><go to="l"/>', false],
    ['one too few', '<failed><go to="l"/>', '<failed>', false],
    ['an empty list of at least one', '<text/><br></br>', '', false],
  ])('judges a document as the checker does: %s', (_, part, changed, fits) => {
    const text = valid.replace(part, changed);
    expect(accepts(letters, text)).toBe(fits);
    expect(checkDocument(readXml(text, 'letter.xml'), letters).length === 0).toBe(fits);
  });
});

describe('toReference', () => {
  it('writes a section for each element: what it is, what it holds, its attributes, and an example', () => {
    expect(toReference(notes)).toContain(`### \`<note>\`

One note, <b>bold</b> | plain.

Holds in this order \`<b>\` (any number), \`<end>\` or none.

| attribute | holds | left out |  |
| --- | --- | --- | --- |
| \`id\` | an id, once in the document | must be given | Its key. |
| \`level\` | \`error\`, \`warn\` | \`error\` | \`error\`: Refused.<br>\`warn\`: Doubted. |
| \`on\` | some of \`web\`, \`ivr\` |  | Where. |

\`\`\`xml
<note id="n" on="web"/>
\`\`\`
`);
  });
});
