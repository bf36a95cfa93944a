import { describe, expect, it } from 'vitest';
import { diagnosticLine } from '../diagnostics/format-diagnostic.js';
import { LanguageErrors } from '../errors.js';
import { readXml } from './read-xml.js';

function refusal(text: string): string[] {
  try {
    readXml(text, 'x.xml');
    return [];
  } catch (thrown) {
    if (!LanguageErrors.InvalidDocument.is(thrown)) throw thrown;
    return thrown.data.diagnostics.map((found) => diagnosticLine(found).replace('x.xml:', '').replace(': error ', ' '));
  }
}

describe('readXml: a broken structure is one error', () => {
  it('names the element that is open where another is closed', () => {
    expect(refusal('<a>\n  <info>\n    <hint>Look\n  </info>\n</a>')).toEqual([
      '4:3 not-well-formed: <hint> from 3:5 is not closed here; </info> was found (close it with </hint>)',
    ]);
  });

  it('points to where the indentation says that the element should have ended', () => {
    const text = `<script>
  <question id="a">
    <text>A</text>
  <question id="b">
    <text>B</text>
  </question>
  <end/>
</script>`;
    expect(refusal(text)).toEqual([
      '4:3 not-well-formed: <question> from 2:3 is not closed here; <question> was found (close it with </question>)',
    ]);
  });

  it('says nothing of indentation where the author does not indent', () => {
    expect(refusal('<a>\n<b>\n<c/>\n</a>')).toEqual([
      '4:1 not-well-formed: <b> from 2:1 is not closed here; </a> was found (close it with </b>)',
    ]);
  });

  it('takes a close tag like no open one for a mistyped one', () => {
    const text = '<a>\n  <text>one</txt>\n  <text>two</text>\n  <b/>\n</a>\n';
    expect(refusal(text)).toEqual([
      '2:12 not-well-formed: </txt> closes nothing; <text> from 2:3 is open (did you mean </text>?)',
    ]);
    expect(refusal('<a><b/></info></a><c/>')).toEqual([
      '1:8 not-well-formed: </info> closes nothing; <a> from 1:1 is open (close it with </a>, or take </info> out)',
    ]);
    expect(refusal('<a></a></a>')).toEqual(['1:8 not-well-formed: </a> closes nothing (take it out)']);
  });

  it('points to the innermost element that the end of the document leaves open', () => {
    expect(refusal('<a>\n <b>\n  <c/>')).toEqual(['2:2 not-well-formed: <b> is never closed (close it with </b>)']);
    expect(refusal('<a>\n <!-- b\n</a>')).toEqual([
      '2:2 not-well-formed: This comment never ends (write --> behind it)',
    ]);
  });

  it('points to the second root element, and reads no others', () => {
    expect(refusal('<a/>\n<b><c d="<"/></b>\n<e/>')).toEqual([
      '2:1 not-well-formed: This is a second root element (a document has one root element with everything inside)',
    ]);
  });

  it('keeps what is wrong before the structure breaks', () => {
    expect(refusal('<a>\n<b c="<"/>\n<b d="1" d="2"/>\n</c>\n<b e="<"/></a>').map((line) => line.slice(0, 4))).toEqual([
      '2:7 ',
      '3:16',
      '4:1 ',
    ]);
  });

  it.each([
    [
      '<a>\n <b c="x>\n  <d e="y"/>\n </b>\n</a>',
      `2:5 not-well-formed: The value of 'c' has no closing quote before the next '<' (write " behind the value)`,
    ],
    [
      '<a>\n <b c="x"\n  <d e="y"/>\n </b>\n</a>',
      "2:2 not-well-formed: <b has no '>' before the next '<' (close the tag with >)",
    ],
    ['<a>\n <b>x</b\n <d/>\n</a>', "2:6 not-well-formed: A close tag is '</', the name and '>'"],
    ['<a b="1"c"d="2"/>', '1:9 not-well-formed: no whitespace between attributes'],
  ])('of %j', (text, expected) => {
    expect(refusal(text)).toEqual([expected]);
  });

  it('is one error, whichever tag is missing or mistyped', () => {
    const text =
      '<a>\n  <b x="1">\n    <c>one</c> <d/>\n    <c>two</c>\n  </b>\n  <b>\n    <e><f>x</f></e>\n  </b>\n</a>\n';
    const tags = [...text.matchAll(/<(\/?\w+)[^>/]*>/g)];
    expect(tags).toHaveLength(14);
    for (const { 0: tag, 1: name = '', index } of tags) {
      const behind = text.slice(index + tag.length);
      expect(refusal(text.slice(0, index) + behind)).toHaveLength(1);
      expect(refusal(`${text.slice(0, index)}${tag.replace(name, `${name}z`)}${behind}`)).toHaveLength(1);
    }
  });

  it("explains a '<' that is meant as less than", () => {
    expect(refusal('<a when="value < 40 and x <= 3">1 < 2</a>')).toEqual([
      "1:16 not-well-formed: a bare '<' in the value of 'when' (write &lt; or lt)",
      "1:27 not-well-formed: a bare '<' in the value of 'when' (write &lt;= or le)",
      "1:35 not-well-formed: a bare '<' (write &lt;)",
    ]);
  });

  it('refuses declarations inside a DOCTYPE once, and reads nothing behind them', () => {
    const bomb = `<?xml version="1.0"?>
<!-- laughs -->
<!DOCTYPE a [
  <!ENTITY lol "lol">
  <!ENTITY lol1 "&lol;&lol;">
  <!ELEMENT a (#PCDATA)>
]>
<a>&lol1;&lol;</a>`;
    expect(refusal(bomb)).toEqual([
      '3:1 doctype-refused: Declarations inside a DOCTYPE are not read (write <!DOCTYPE root SYSTEM "name.dtd">, or leave it out)',
    ]);
    expect(refusal('<!DOCTYPE a SYSTEM "a>[.dtd" [<!ENTITY % b "c">]><a/>')).toHaveLength(1);
    expect(refusal('<!DOCTYPE a SYSTEM "a[.dtd"><a/>')).toEqual([]);
  });
});
