import { describe, expect, it } from 'vitest';
import { LanguageErrors } from '../errors.js';
import { readXml } from '../xml/read-xml.js';
import { elementsOf, type XmlDocument, type XmlElement } from '../xml/xml-tree.js';
import { insertElement } from './insert-element.js';
import { moveElement } from './move-element.js';
import { removeElement } from './remove-element.js';
import { removeAttribute, setAttribute } from './set-attribute.js';
import { setText } from './set-text.js';
import { applyChanges, type TextChange } from './text-change.js';

type Edit = (document: XmlDocument, found: XmlElement) => readonly TextChange[];

const find = (element: XmlElement, name: string): XmlElement | undefined =>
  element.name === name
    ? element
    : elementsOf(element)
        .map((child) => find(child, name))
        .find((each) => each);

/** What an edit of the first element of a name makes of a text. */
function edited(text: string, name: string, edit: Edit): string {
  const document = readXml(text, 'x.xml');
  return applyChanges(text, edit(document, find(document.root, name) ?? document.root));
}

describe('setting an attribute', () => {
  const set = (text: string, name: string, value: string) =>
    edited(text, 'a', (document, a) => setAttribute(document, a, name, value));

  it('keeps the quotes and the place, and changes only what differs', () => {
    expect(set('<a  x = \'o&#110;e\'\n y="2"/>', 'x', "o'ne")).toBe('<a  x = \'o&apos;&#110;e\'\n y="2"/>');
    expect(set('<a x="1 &lt; 2"/>', 'x', '1 < 3')).toBe('<a x="1 &lt; 3"/>');
  });

  it('writes a new one behind the last, on a line of its own where that one has one', () => {
    expect(set('<a/>', 'x', '1')).toBe('<a x="1"/>');
    expect(set("<a y='2' />", 'x', '1')).toBe("<a y='2' x='1' />");
    expect(set('<a y="2"\n   z="3">t</a>', 'x', '"')).toBe('<a y="2"\n   z="3"\n   x="&quot;">t</a>');
  });

  it('refuses what XML cannot hold', () => {
    expect(() => set('<a/>', 'x y', '1')).toThrow(LanguageErrors.NotWritable);
    expect(() => set('<a/>', 'x', '\u0001')).toThrow('U+0001');
  });

  it('takes one away with the space before it', () => {
    const remove: Edit = (document, a) => removeAttribute(document, a, 'x');
    expect(edited('<a\n  x="1"\n  y="2"/>', 'a', remove)).toBe('<a\n  y="2"/>');
    expect(edited('<a y="2"/>', 'a', remove)).toBe('<a y="2"/>');
  });
});

describe('putting an element in', () => {
  const insert = (text: string, index: number, into = 'a') =>
    edited(text, into, (document, a) => insertElement(document, a, index, { name: 'n', comments: ['why -- so'] }));

  it('lays it out as those beside it, with comments where they belong', () => {
    const text = '<a> <!-- all -->\n\t<!-- first -->\n\t<b/> <!-- b -->\n\n\t<!-- second -->\n\t<c/>\n</a>\n';
    expect(insert(text, 0)).toBe(text.replace('all -->', 'all -->\n\t<!-- why - - so -->\n\t<n/>'));
    expect(insert(text, 1)).toBe(text.replace('b -->', 'b -->\n\t<!-- why - - so -->\n\t<n/>'));
    expect(insert(text, 2)).toBe(text.replace('<c/>', '<c/>\n\t<!-- why - - so -->\n\t<n/>'));
  });

  it('opens an element that is empty', () => {
    const inside = '<!-- why - - so -->';
    expect(insert('<r>\r\n   <a x="1" />\r\n</r>', 0)).toBe(
      `<r>\r\n   <a x="1">\r\n      ${inside}\r\n      <n/>\r\n   </a>\r\n</r>`,
    );
    expect(insert('<a>\n  <!-- none yet -->\n</a>', 0)).toBe(`<a>\n  <!-- none yet -->\n  ${inside}\n  <n/>\n</a>`);
    expect(insert('<a></a>', 0)).toBe(`<a>\n  ${inside}\n  <n/>\n</a>`);
  });

  it('stays in the line where there are lines of text', () => {
    expect(insert('<a>one <b/> two</a>', 1)).toBe('<a>one <b/><!-- why - - so --><n/> two</a>');
    expect(insert('<a>one</a>', 0)).toBe('<a>one<!-- why - - so --><n/></a>');
  });

  it('refuses a place that is none', () => {
    expect(() => insert('<a><b/></a>', 2)).toThrow('<a> has 1');
  });
});

describe('taking an element away', () => {
  it('takes its lines with it, and leaves blank lines and comments', () => {
    const remove: Edit = (document, b) => removeElement(document, b);
    expect(edited('<a>\n\n  <!-- b -->\n  <b>\n  </b>  \n  <c/>\n</a>', 'b', remove)).toBe(
      '<a>\n\n  <!-- b -->\n  <c/>\n</a>',
    );
    expect(edited('<a>x <b/> y</a>', 'b', remove)).toBe('<a>x  y</a>');
    expect(() => edited('<b/>', 'b', remove)).toThrow('root');
  });
});

describe('moving an element', () => {
  const text = "<a>\n  <b>\n    <x/>\n  </b>\n  <!-- of c -->\n  <c  q='1'/>\n</a>\n";

  it('takes the comments above it along, and every byte as it is written', () => {
    expect(edited(text, 'c', (document, c) => moveElement(document, c, document.root, 0))).toBe(
      "<a>\n  <!-- of c -->\n  <c  q='1'/>\n  <b>\n    <x/>\n  </b>\n</a>\n",
    );
    const into: Edit = (document, c) => moveElement(document, c, find(document.root, 'b') ?? document.root, 1);
    expect(edited(text, 'c', into)).toBe("<a>\n  <b>\n    <x/>\n    <!-- of c -->\n    <c  q='1'/>\n  </b>\n</a>\n");
  });

  it('does nothing when it is there already, and refuses to move into itself', () => {
    expect(edited(text, 'c', (document, c) => moveElement(document, c, document.root, 1))).toBe(text);
    const inside: Edit = (document, b) => moveElement(document, b, find(b, 'x') ?? b, 0);
    expect(() => edited(text, 'b', inside)).toThrow('in itself');
  });
});

describe('setting a text', () => {
  const set = (text: string, value: string) => edited(text, 'a', (document, a) => setText(document, a, value));

  it('changes only what differs', () => {
    expect(set('<a>good &#109;orning <!-- c --> Ann</a>', 'good &#109;orning  Bo')).toContain('<!-- c -->');
    expect(set('<a>one &#38; <!-- c -->two</a>', 'one & three')).toBe('<a>one &#38; <!-- c -->three</a>');
    expect(set('<a><![CDATA[1 < 2]]></a>', '1 < 3')).toBe('<a>1 &lt; 3</a>');
    expect(set('<a >\n</a>', '\n')).toBe('<a >\n</a>');
  });

  it('writes no end of a CDATA section', () => {
    expect(set('<a>]&gt;</a>', ']]>')).toBe('<a>]]&gt;</a>');
    expect(set('<a>x></a>', 'x]]>')).toBe('<a>x]&#93;></a>');
  });

  it('opens an empty element, and refuses one with others inside', () => {
    expect(set('<a x="1"/>', 'one')).toBe('<a x="1">one</a>');
    expect(set('<a x="1"></a>', '')).toBe('<a x="1"></a>');
    expect(() => set('<a><b/></a>', 'one')).toThrow('elements inside');
  });
});
