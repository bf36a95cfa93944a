import fc from 'fast-check';
import { DtdValidator, XmlDocument, XmlDtd } from 'libxml2-wasm';
import { afterAll, describe, expect, it } from 'vitest';
import { checkDocument, diagnosticLine, readXml, toDtd } from '../src/index.js';
import { letters } from './letter-vocabulary.js';

const dtd = new DtdValidator(XmlDtd.fromString(toDtd(letters)));
afterAll(() => dtd.dispose());

function libxml2Accepts(text: string): boolean {
  const document = XmlDocument.fromString(text);
  try {
    dtd.validate(document);
    return true;
  } catch {
    return false;
  } finally {
    document.dispose();
  }
}

// Left out, because libxml2 is stricter there than XML 1.0: names with letters beyond ASCII, and blanks around a single name.
const findings = (text: string) => checkDocument(readXml(text, 'letter.xml'), letters).map(diagnosticLine);

const valid = `<letter id="l" version="1">
  <step id="first" level="warn"><text lang="en">Good <b>day</b><br/></text><go to="second" also="l first"/></step>
  <step id="second" level="error" keep="drop"/>
  <do id="d"><with value="1"/><undo><with value="2"/></undo><failed><go to="l"/><text/></failed></do>
  <list><text/><br></br></list>
</letter>`;

describe('checkDocument beside the DTD in libxml2', () => {
  it('accepts a document that uses every element', () => {
    expect(findings(valid)).toEqual([]);
    expect(libxml2Accepts(valid)).toBe(true);
  });

  it.each([
    ['an unknown element', '<list>', '<lst/><list>'],
    ['an unknown attribute', 'keep="drop"', 'kept="drop"'],
    ['a missing attribute', ' level="warn"', ''],
    ['a value that is not listed', '"drop"', '"dropp"'],
    ['a name with a blank', 'version="1"', 'version="1 2"'],
    ['an empty name', 'lang="en"', 'lang=""'],
    ['an id that starts with a figure', 'id="d"', 'id="1d"'],
    ['an id twice', 'id="d"', 'id="first"'],
    ['a reference to nothing', 'to="second"', 'to="secnd"'],
    ['one dangling reference of several', 'also="l first"', 'also="l frst"'],
    ['text where only elements stand', '<list>', '<list>here'],
    ['a blank in an empty element', '<br></br>', '<br> </br>'],
    ['a comment in an empty element', '<br></br>', '<br><!-- x --></br>'],
    ['an element where only text stands', '<b>day</b>', '<b><br/></b>'],
    [
      'wrong order',
      '<with value="1"/><undo><with value="2"/></undo>',
      '<undo><with value="2"/></undo><with value="1"/>',
    ],
    ['one too many', '<failed><go to="l"/>', '<failed><go to="l"/><go to="l"/>'],
    ['one too few', '<failed><go to="l"/>', '<failed>'],
    ['an empty list of at least one', '<text/><br></br>', ''],
    ['CDATA where only elements stand', '<list>', '<list><![CDATA[ ]]>'],
  ])('refuses %s, as libxml2 does', (_, part, changed) => {
    const text = valid.replace(part, changed);
    expect(text).not.toBe(valid);
    expect(libxml2Accepts(text)).toBe(false);
    expect(findings(text)).not.toEqual([]);
  });

  it('refuses a root that is another element, which a DTD leaves to the DOCTYPE', () => {
    expect(findings('<br/>')).toEqual(['letter.xml:1:1: error wrong-root: The root is <br>, <letter> is expected']);
  });

  it('reads blanks around names and letters of all languages as XML 1.0 does', () => {
    expect(findings('<letter id=" größe " version=" é "/>')).toEqual([]);
  });

  it('agrees with libxml2 on generated documents', () => {
    let accepted = 0;
    const property = fc.property(documents, (text) => {
      const found = findings(text);
      if (found.length === 0) accepted++;
      expect({ text, valid: found.length === 0, found }).toEqual({ text, valid: libxml2Accepts(text), found });
    });
    fc.assert(property, { numRuns: 1500 });
    expect(accepted).toBeGreaterThan(50);
  });
});

type Tree = {
  readonly name: string;
  readonly attributes: readonly string[];
  readonly children: readonly (Tree | string)[];
};

/** Mostly what the vocabulary allows, so that a good part is valid and the rest is wrong in one or two places. */
function treeOf(name: string, depth: number): fc.Arbitrary<Tree> {
  const definition = letters.elements[name as keyof typeof letters.elements];
  const content = definition.content;
  const allowed =
    content.kind === 'empty' ? [] : content.kind === 'sequence' ? content.of.map((part) => part.name) : content.of;
  const some = allowed.length === 0 ? fc.constant('br') : fc.constantFrom(...allowed);
  const childName = fc.oneof(
    { weight: 40, arbitrary: some },
    { weight: 1, arbitrary: fc.constantFrom(...Object.keys(letters.elements)) },
  );
  const text =
    content.kind === 'mixed'
      ? ['words', ' ', '&amp;', '<![CDATA[x]]>']
      : content.kind === 'empty'
        ? ['']
        : [' ', '\n', '<!-- c -->', ''];
  const child = fc.oneof(
    { weight: 40, arbitrary: childName.chain((found) => treeOf(found, depth + 1)) },
    { weight: 15, arbitrary: fc.constantFrom(...text) },
    { weight: 1, arbitrary: fc.constantFrom('words', ' ') },
  );
  const most = depth > 3 || content.kind === 'empty' ? 0 : 3;
  const children =
    content.kind === 'sequence' && most > 0
      ? fc.oneof(inOrder(allowed, depth), fc.array(child, { maxLength: most }))
      : fc.array(child, { maxLength: most });
  return fc.record({ name: fc.constant(name), attributes: attributesOf(name), children });
}

function inOrder(names: readonly string[], depth: number): fc.Arbitrary<(Tree | string)[]> {
  return fc
    .tuple(...names.map((name) => fc.array(treeOf(name, depth + 1), { maxLength: 1 })))
    .map((parts) => parts.flat());
}

function attributesOf(name: string): fc.Arbitrary<string[]> {
  const definition = letters.elements[name as keyof typeof letters.elements];
  const declared = Object.entries('attributes' in definition ? definition.attributes : {});
  const each = declared.map(([attribute, declaration]) => {
    const { type, required = false } = declaration as { type: string | readonly string[]; required?: boolean };
    const good = typeof type !== 'string' ? fc.constantFrom(...type) : goodValue(type);
    const value = fc.oneof(
      { weight: 30, arbitrary: good },
      { weight: 1, arbitrary: fc.constantFrom('', '1', 'a b', 'a;', '.x', 'nowhere') },
    );
    const line = value.map((found) => [`${attribute}="${found}"`]);
    return fc.oneof(
      { weight: required ? 40 : 1, arbitrary: line },
      { weight: 1, arbitrary: fc.constant<string[]>([]) },
    );
  });
  const extra = fc.oneof(
    { weight: 60, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: fc.constant(['extra="x"']) },
  );
  return fc.tuple(...each, extra).map((lines) => lines.flat());
}

function goodValue(type: string): fc.Arbitrary<string> {
  if (type === 'id') return fc.nat(2_000).map((number) => `x${number}`);
  if (type === 'idref') return fc.constantFrom('root', 'root', 'root', 'x1');
  if (type === 'idrefs') return fc.constantFrom('root', 'root root');
  if (type === 'names') return fc.constantFrom('a', 'a b', '-1 .2');
  return fc.constantFrom('a', '1', 'b-2');
}

const documents = treeOf('letter', 0).map((tree) =>
  write({ ...tree, attributes: tree.attributes.map((line) => line.replace(/^id="x\d+"/, 'id="root"')) }),
);

function write({ name, attributes, children }: Tree): string {
  const open = [name, ...attributes].join(' ');
  return children.length === 0
    ? `<${open}/>`
    : `<${open}>${children.map((child) => (typeof child === 'string' ? child : write(child))).join('')}</${name}>`;
}
