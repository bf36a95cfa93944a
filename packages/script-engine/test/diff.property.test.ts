import { applyChanges, elementsOf, readXml, removeElement, type XmlElement } from '@caruso/language';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffScripts, formatScript } from '../src/index.js';
import { scriptsOfRepository } from './support/scripts-of-repository.js';
import { writtenScript } from './support/written-script.js';

const file = (text: string) => ({ file: 's.xml', text });
const all = (element: XmlElement): XmlElement[] => [element, ...elementsOf(element).flatMap(all)];

describe('the differences between scripts', () => {
  it('are none between any script and itself, formatted or not', () => {
    fc.assert(
      fc.property(writtenScript, (text) => {
        expect(diffScripts(file(text), file(text))).toEqual([]);
        expect(diffScripts(file(text), file(formatScript(text, 's.xml')))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it.each([...scriptsOfRepository()])('are none between %s and itself, formatted', (_, text) => {
    expect(diffScripts(file(text), file(formatScript(text, 's.xml')))).toEqual([]);
  });

  it('are there whenever an element is taken out, whichever it is', () => {
    fc.assert(
      fc.property(writtenScript, fc.nat(), (text, seed) => {
        const document = readXml(text, 's.xml');
        const elements = all(document.root);
        fc.pre(elements.length > 1);
        const element = elements[1 + (seed % (elements.length - 1))] ?? document.root;
        const without = applyChanges(text, removeElement(document, element));
        const found = diffScripts(file(text), file(without));
        expect(found.length).toBeGreaterThan(0);
        expect(diffScripts(file(without), file(text)).length).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });
});
