import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnosticLine } from '../diagnostics/format-diagnostic.js';
import { LanguageErrors } from '../errors.js';
import { readXml } from './read-xml.js';
import { elementsOf, textOf, type XmlElement } from './xml-tree.js';

function refusal(text: string, limits = {}): string[] {
  try {
    readXml(text, 'x.xml', limits);
    return [];
  } catch (thrown) {
    if (!LanguageErrors.InvalidDocument.is(thrown)) throw thrown;
    return thrown.data.diagnostics.map(diagnosticLine);
  }
}

const codes = (text: string) => refusal(text).map((line) => line.split(' ').slice(0, 3).join(' '));

describe('readXml', () => {
  it('gives elements, attributes and texts with their places', () => {
    const text =
      '<?xml version="1.0"?>\r\n<!DOCTYPE a SYSTEM "a.dtd">\r\n<a>\r\n <b x="1" y = \'2\'>t</b><!-- c --><c/>\r\n</a>\r\n';
    const { root, doctype, source } = readXml(text, 'a.xml');
    expect(doctype).toEqual({ name: 'a', systemId: 'a.dtd' });
    const [b, c] = elementsOf(root);
    expect([b?.name, c?.name]).toEqual(['b', 'c']);
    expect(source.positionOf(b?.start ?? 0)).toMatchObject({ line: 4, column: 2 });
    expect(text.slice(b?.start, b?.end)).toBe('<b x="1" y = \'2\'>t</b>');
    const y = b?.attributes.get('y');
    expect([y?.value, text.slice(y?.start, y?.end), text.slice(y?.slice.start, y?.slice.end)]).toEqual([
      '2',
      "y = '2'",
      '2',
    ]);
    expect(b?.children[0]).toMatchObject({ kind: 'text', value: 't', start: text.indexOf('t</b>') });
  });

  it('decodes the predefined and the numeric entities, CDATA and line ends, and leads back to the raw text', () => {
    const text = '<a v="1 &lt; 2&#x20;&amp; x">a&gt;b<![CDATA[<c>\r\n]]>d\r\ne</a>';
    const { root } = readXml(text, 'a.xml');
    const slice = root.attributes.get('v')?.slice;
    expect(slice?.value).toBe('1 < 2 & x');
    expect(text.slice(slice?.offsetOf(8), slice?.offsetOf(9))).toBe('x');
    expect(textOf(root)).toBe('a>b<c>\nd\ne');
    const [content] = root.children;
    const at = content?.kind === 'text' ? content.slice.offsetOf(3) : 0;
    expect(text.slice(at, at + 3)).toBe('<c>');
  });

  it('keeps white space and texts that look like numbers as they are', () => {
    expect(textOf(readXml('<a> 0123 </a>', 'a.xml').root)).toBe(' 0123 ');
    expect(readXml('<a b=" 1  2 "/>', 'a.xml').root.attributes.get('b')?.value).toBe(' 1  2 ');
  });

  it('reads names that objects of JavaScript have already', () => {
    const { root } = readXml('<toString hasOwnProperty="1"><valueOf/></toString>', 'a.xml');
    expect([root.name, root.attributes.get('hasOwnProperty')?.value, elementsOf(root)[0]?.name]).toEqual([
      'toString',
      '1',
      'valueOf',
    ]);
  });

  it.each([
    ['an unclosed tag', '<a>\n <b>\n</a>', ['x.xml:3:1: error not-well-formed:']],
    ['a missing end', '<a>', ['x.xml:1:1: error not-well-formed:']],
    ['two roots', '<a/><b/>', ['x.xml:1:5: error not-well-formed:']],
    ['text behind the root', '<a/>x', ['x.xml:1:6: error not-well-formed:']],
    ['a raw < in an attribute', '<a b="<"/>', ['x.xml:1:7: error not-well-formed:']],
    ['a raw &', '<a>b & c</a>', ['x.xml:1:6: error unknown-entity:']],
    ['an unknown entity', '<a>&nbsp;</a>', ['x.xml:1:4: error unknown-entity:']],
    ['a raw & in an attribute', '<a b="c & d"/>', ['x.xml:1:9: error unknown-entity:']],
    ['an attribute twice', '<a b="1" b="2"/>', ['x.xml:1:16: error not-well-formed:']],
    ['a control character', '<a>\u0001</a>', ['x.xml:1:4: error not-well-formed:']],
    ['nothing at all', '', ['x.xml:1:1: error not-well-formed:']],
    ['an internal DTD subset', '<!DOCTYPE a [<!ENTITY x "y">]><a/>', ['x.xml:1:1: error doctype-refused:']],
    ['a public identifier', '<!DOCTYPE a PUBLIC "p" "s"><a/>', ['x.xml:1:1: error doctype-refused:']],
  ])('refuses %s at its place', (_, text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  it('reports all errors, not the first only', () => {
    expect(codes('<a>\n<b c="<"/>\n&foo;\n</a>')).toEqual([
      'x.xml:2:7: error not-well-formed:',
      'x.xml:3:1: error unknown-entity:',
    ]);
  });

  it('refuses names that would pollute objects, and says so as a diagnostic', () => {
    expect(codes('<__proto__/>')).toEqual(['x.xml:1:1: error not-readable:']);
  });

  it('keeps to its limits', () => {
    expect(refusal('<a><a><a/></a></a>', { maxDepth: 2 })[0]).toContain('1:7: error too-deep');
    expect(refusal('<a/>', { maxLength: 3 })[0]).toContain('too-long');
    expect(refusal('<a>'.repeat(50_000) + '</a>'.repeat(50_000))[0]).toContain('too-deep');
  });

  it('stops after a hundred errors', () => {
    for (const text of ['<!-'.repeat(200_000), '</b>'.repeat(200_000), '&lt'.repeat(200_000), ' b'.repeat(200_000)]) {
      expect(refusal(`<a>${text}`).length).toBeLessThanOrEqual(200);
    }
  });

  it('throws nothing but InvalidDocument, whatever it reads', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '/',
      '<a',
      '<a>',
      '</a>',
      ' b="',
      '"',
      "'",
      '&',
      '&lt;',
      '&#',
      ';',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '?>',
      '<!DOCTYPE a',
      '[',
      '\0',
      '\uFEFF',
      '\r\n',
      '__proto__',
      'é',
      '\uD800',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 25 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(Array.isArray(refusal(text))).toBe(true);
        expect(Array.isArray(refusal(`<a>${text}</a>`))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('finds every attribute, text and element where it stands in the raw text', () => {
    fc.assert(
      fc.property(trees, (text) => {
        const { root, source } = readXml(text, 'x.xml');
        expect(write(root)).toBe(normal(text));
        visit(root, (element) => {
          expect(source.text.slice(element.start).startsWith(`<${element.name}`)).toBe(true);
          expect(source.text[element.end - 1]).toBe('>');
          for (const { name, start, slice } of element.attributes.values()) {
            expect(source.text.slice(start).startsWith(name)).toBe(true);
            expect(source.text.slice(slice.start, slice.end)).toBe(encode(slice.value));
            [...slice.value].forEach((character, index) => {
              if (slice.value.length !== [...slice.value].length) return;
              expect(source.text.slice(slice.offsetOf(index)).startsWith(encode(character))).toBe(true);
            });
          }
        });
      }),
    );
  });
});

const encode = (value: string) => value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&#34;');
const words = fc
  .string({ unit: fc.constantFrom('a', ' ', 'ä', '😀', '&', '<', '"', "'", '>') })
  .map((word) => word.replaceAll('>', 'g'));
const attributes = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b-c', 'ü'), words), {
  selector: ([name]) => name,
  maxLength: 3,
});
const space = fc.constantFrom(' ', '\n', '  ', '\r\n\t');
const { node: trees } = fc.letrec<{ node: string; content: string }>((tie) => ({
  node: fc
    .tuple(fc.constantFrom('x', 'y.z', 'ö'), attributes, space, fc.array(tie('content'), { maxLength: 3 }))
    .map(
      ([name, list, gap, content]) =>
        `<${name}${list.map(([key, value]) => `${gap}${key}="${encode(value)}"`).join('')}>${content.join('')}</${name}>`,
    ),
  content: fc.oneof({ maxDepth: 4 }, words.map(encode), tie('node')),
}));

function visit(element: XmlElement, action: (element: XmlElement) => void): void {
  action(element);
  for (const child of elementsOf(element)) visit(child, action);
}

function write({ name, attributes: list, children }: XmlElement): string {
  const inner = children.map((child) => (child.kind === 'text' ? encode(child.value) : write(child))).join('');
  return `<${name}${[...list.values()].map((attribute) => ` ${attribute.name}="${encode(attribute.value)}"`).join('')}>${inner}</${name}>`;
}

/** Between the attributes of a tag, one blank. */
function normal(text: string): string {
  return text.replace(/<[^/>][^>]*>/g, (tag) => tag.replace(/[\s]+([^\s"=]+=")/g, ' $1'));
}
