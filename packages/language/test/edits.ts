import fc from 'fast-check';
import { elementsOf, type XmlElement } from '../src/index.js';

/** An element with its layout, from which a document is written. */
export interface Spec {
  readonly name: string;
  readonly attributes: readonly { name: string; value: string; quote: string; gap: string }[];
  readonly children: readonly Spec[];
  readonly text: string;
  /** On lines of its own, or in the line of its parent. */
  readonly own: boolean;
  readonly above: readonly string[];
  readonly behind: string;
  readonly blank: boolean;
  readonly close: string;
}

const name = fc.constantFrom('a', 'b', 'map', 'col', 'läge', 'x-y');
export const value = fc.oneof(
  fc.string({
    maxLength: 12,
    unit: fc.constantFrom('a', 'ä', '😀', '<', '>', '&', '"', "'", ']', '\n', '\t', ' ', '-'),
  }),
  fc.constantFrom('KD_NR', ']]>', 'x > 1 and y < 2', '&amp;'),
);
const attribute = fc.record({
  name,
  value,
  quote: fc.constantFrom('"', "'"),
  gap: fc.constantFrom(' ', '  ', '\n      '),
});
const comment = fc.constantFrom('<!-- kept -->', '<!-- why < & "so" -->');

const specOf = (depth: number): fc.Arbitrary<Spec> =>
  fc.record({
    name,
    attributes: fc.uniqueArray(attribute, { maxLength: 3, selector: (each) => each.name }),
    children: depth === 0 ? fc.constant([]) : fc.array(specOf(depth - 1), { maxLength: 3 }),
    text: fc.oneof({ weight: 3, arbitrary: fc.constant('') }, { weight: 1, arbitrary: value }),
    own: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    above: fc.array(comment, { maxLength: 2 }),
    behind: fc.oneof(fc.constant(''), comment),
    blank: fc.boolean(),
    close: fc.constantFrom('/>', ' />', '\n/>', '></'),
  });

/** Documents in all kinds of layouts. */
export const written = fc
  .record({ root: specOf(3), step: fc.constantFrom('  ', '\t', '    '), lineEnd: fc.constantFrom('\n', '\r\n') })
  .map(({ root, step, lineEnd }) => {
    const text = `<?xml version="1.0"?>\n<!-- head -->\n${write(root, '', step)}\n<!-- foot -->\n`;
    return text.replaceAll('\n', lineEnd);
  });

const escaped = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

function write(element: Spec, indent: string, step: string): string {
  const attributes = element.attributes.map(
    (each) =>
      `${each.gap}${each.name}=${each.quote}${escaped(each.value).replace(/[\n\t]/g, (at) => `&#${at.charCodeAt(0)};`)}${each.quote}`,
  );
  const open = `<${element.name}${attributes.join('')}`;
  const inside = element.children.map((child) => {
    const { own, above, behind, blank } = child;
    const inner = indent + step;
    if (!own) return above.join('') + write(child, inner, step) + behind;
    const lines = [...above, write(child, inner, step) + (behind === '' ? '' : ` ${behind}`)];
    return `${blank ? '\n' : ''}\n${inner}${lines.join(`\n${inner}`)}`;
  });
  const last = element.children.at(-1);
  const content = escaped(element.text) + inside.join('') + (last?.own ? `\n${indent}` : '');
  if (content === '' && element.close !== '></') return `${open}${element.close}`;
  return `${open}>${content}</${element.name}>`;
}

/** An element without what is layout only: white space at the ends of texts and comments. */
export interface Plain {
  readonly name: string;
  readonly attributes: (readonly [string, string])[];
  children: (Plain | string)[];
}

export function plain(element: XmlElement): Plain {
  const attributes = [...element.attributes.values()].map((each) => [each.name, each.value] as const);
  const children = element.children.flatMap((child): (Plain | string)[] => {
    if (child.kind === 'element') return [plain(child)];
    const text = child.value.trim();
    return text === '' ? [] : [text];
  });
  return { name: element.name, attributes, children };
}

/** All elements of a tree in the order of the document, of either kind of tree. */
export const all = (element: XmlElement): XmlElement[] => [element, ...elementsOf(element).flatMap(all)];
export const allPlain = (element: Plain): Plain[] => [
  element,
  ...element.children.flatMap((child) => (typeof child === 'string' ? [] : allPlain(child))),
];

/** Puts a child behind others, with the texts staying where they are. */
export function put(parent: Plain, index: number, child: Plain): void {
  const elements = parent.children.filter((each) => typeof each !== 'string');
  const previous = elements[index - 1];
  const next = elements[index];
  if (previous !== undefined) parent.children.splice(parent.children.indexOf(previous) + 1, 0, child);
  else if (next !== undefined) parent.children.splice(parent.children.indexOf(next), 0, child);
  else parent.children.push(child);
}

/** The tree with neighbouring texts as one, as a reader sees them. */
export function joined(element: Plain): Plain {
  const children: (Plain | string)[] = [];
  for (const child of element.children) {
    const last = children.at(-1);
    if (typeof child === 'string' && typeof last === 'string') children[children.length - 1] = last + child;
    else children.push(typeof child === 'string' ? child : joined(child));
  }
  return { ...element, children: children.map((each) => (typeof each === 'string' ? each.replace(/\s+/g, '') : each)) };
}

export const commentsOf = (text: string) => text.match(/<!--[\s\S]*?-->/g) ?? [];
