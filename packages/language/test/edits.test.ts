import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyChanges,
  elementsOf,
  insertElement,
  invertChanges,
  moveElement,
  readXml,
  removeAttribute,
  removeElement,
  setAttribute,
  setText,
  type TextChange,
  textOf,
  type XmlDocument,
} from '../src/index.js';
import { all, allPlain, commentsOf, joined, type Plain, plain, put, value, written } from './edits.js';

const read = (text: string) => readXml(text, 'x.xml');
const thorough = { numRuns: 400 };
const seeds = { pick: fc.nat(), place: fc.nat() };

/** Makes a change, looks at it from all sides, and gives the tree that came of it. */
function made(document: XmlDocument, changes: readonly TextChange[]): { readonly text: string; readonly tree: Plain } {
  const { text } = document.source;
  const changed = applyChanges(text, changes);
  expect(applyChanges(changed, invertChanges(text, changes))).toBe(text);
  return { text: changed, tree: joined(plain(read(changed).root)) };
}

const pickOf = <Item>(items: readonly Item[], seed: number): Item => items[seed % items.length] as Item;

describe('an edit of any document', () => {
  it('gives an attribute its value, in the text as in the tree, and nothing else', () => {
    fc.assert(
      fc.property(written, fc.record({ ...seeds, name: fc.constantFrom('a', 'b', 'new'), value }), (text, seed) => {
        const document = read(text);
        const at = seed.pick % all(document.root).length;
        const element = pickOf(all(document.root), seed.pick);
        const expected = plain(document.root);
        const target = allPlain(expected)[at] as Plain;
        const known = target.attributes.findIndex(([name]) => name === seed.name);
        target.attributes.splice(known < 0 ? target.attributes.length : known, 1, [seed.name, seed.value]);
        const result = made(document, setAttribute(document, element, seed.name, seed.value));
        expect(result.tree).toEqual(joined(expected));
        expect(commentsOf(result.text)).toEqual(commentsOf(text));
        if (known >= 0) return;
        const again = read(result.text);
        const removed = removeAttribute(again, all(again.root)[at] ?? again.root, seed.name);
        expect(applyChanges(result.text, removed)).toBe(text);
      }),
      thorough,
    );
  });

  it('takes an attribute away', () => {
    fc.assert(
      fc.property(written, fc.record(seeds), (text, seed) => {
        const document = read(text);
        const at = seed.pick % all(document.root).length;
        const element = pickOf(all(document.root), seed.pick);
        const name = [...element.attributes.keys()][seed.place % Math.max(1, element.attributes.size)] ?? 'none';
        const expected = plain(document.root);
        const target = allPlain(expected)[at] as Plain;
        target.attributes.splice(0, target.attributes.length, ...target.attributes.filter(([each]) => each !== name));
        expect(made(document, removeAttribute(document, element, name)).tree).toEqual(joined(expected));
      }),
      thorough,
    );
  });

  it('puts an element in its place; taken away again, every byte is as before', () => {
    fc.assert(
      fc.property(written, fc.record({ ...seeds, value }), (text, seed) => {
        const document = read(text);
        const at = seed.pick % all(document.root).length;
        const parent = pickOf(all(document.root), seed.pick);
        const hadChildren = elementsOf(parent).length > 0;
        const index = seed.place % (elementsOf(parent).length + 1);
        const expected = plain(document.root);
        const inside: Plain = { name: 'in', attributes: [], children: seed.value.trim() === '' ? [] : [seed.value] };
        put(allPlain(expected)[at] as Plain, index, {
          name: 'new',
          attributes: [['v', seed.value]],
          children: [inside],
        });
        const result = made(
          document,
          insertElement(document, parent, index, {
            name: 'new',
            attributes: { v: seed.value, none: undefined },
            children: [{ name: 'in', text: seed.value }],
          }),
        );
        expect(result.tree).toEqual(joined(expected));
        expect(commentsOf(result.text)).toEqual(commentsOf(text));
        if (!hadChildren) return;
        const again = read(result.text);
        const added = all(again.root).find(({ name }) => name === 'new') ?? again.root;
        expect(applyChanges(result.text, removeElement(again, added))).toBe(text);
      }),
      thorough,
    );
  });

  it('takes an element away, and leaves the comments around it', () => {
    fc.assert(
      fc.property(written, fc.record(seeds), (text, seed) => {
        const document = read(text);
        const elements = all(document.root);
        fc.pre(elements.length > 1);
        const at = 1 + (seed.pick % (elements.length - 1));
        const element = elements[at] ?? document.root;
        const expected = plain(document.root);
        const target = allPlain(expected)[at] as Plain;
        const parent = allPlain(expected).find(({ children }) => children.includes(target)) as Plain;
        parent.children = parent.children.filter((each) => each !== target);
        const result = made(document, removeElement(document, element));
        expect(result.tree).toEqual(joined(expected));
        const inside = commentsOf(text.slice(element.start, element.end)).length;
        expect(commentsOf(result.text)).toHaveLength(commentsOf(text).length - inside);
      }),
      thorough,
    );
  });

  it('moves an element, and loses no comment', () => {
    fc.assert(
      fc.property(written, fc.record({ ...seeds, to: fc.nat() }), (text, seed) => {
        const document = read(text);
        const elements = all(document.root);
        fc.pre(elements.length > 1);
        const at = 1 + (seed.pick % (elements.length - 1));
        const element = elements[at] ?? document.root;
        const targets = elements.filter((each) => !(each.start >= element.start && each.end <= element.end));
        const parent = pickOf(targets, seed.to);
        const others = elementsOf(parent).filter((each) => each !== element);
        const index = seed.place % (others.length + 1);
        const expected = plain(document.root);
        const plains = allPlain(expected);
        const moved = plains[at] as Plain;
        const isStill = elementsOf(parent).indexOf(element) === index;
        if (!isStill) {
          const from = plains.find(({ children }) => children.includes(moved)) as Plain;
          from.children = from.children.filter((each) => each !== moved);
          put(plains[elements.indexOf(parent)] as Plain, index, moved);
        }
        const result = made(document, moveElement(document, element, parent, index));
        expect(result.tree).toEqual(joined(expected));
        expect([...commentsOf(result.text)].sort()).toEqual([...commentsOf(text)].sort());
        expect(result.text).toContain(text.slice(element.start, element.end));
      }),
      thorough,
    );
  });

  it('gives an element a text, and keeps the comments in it', () => {
    fc.assert(
      fc.property(written, fc.record({ ...seeds, value }), (text, seed) => {
        const document = read(text);
        const leaves = all(document.root).filter((each) => elementsOf(each).length === 0);
        const element = pickOf(leaves, seed.pick);
        const at = all(document.root).indexOf(element);
        const result = made(document, setText(document, element, seed.value));
        const after = all(read(result.text).root)[at];
        expect(after && textOf(after)).toBe(seed.value);
        expect(commentsOf(result.text)).toEqual(commentsOf(text));
      }),
      thorough,
    );
  });
});
