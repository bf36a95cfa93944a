import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatScript } from '../src/index.js';
import { meaningOf } from './support/meaning-of.js';
import { scriptsOfRepository } from './support/scripts-of-repository.js';
import { writtenScript } from './support/written-script.js';

const commentsOf = (text: string) => (text.match(/<!--[\s\S]*?-->/g) ?? []).map((each) => each.replace(/\s+/g, ' '));

function expectSame(text: string, file: string): void {
  const formatted = formatScript(text, file);
  expect(meaningOf(formatted)).toEqual(meaningOf(text));
  expect(commentsOf(formatted)).toEqual(commentsOf(text));
  expect(formatScript(formatted, file)).toBe(formatted);
}

describe('the format of scripts', () => {
  it('leaves any script as it is meant, with its comments, and does not change it a second time', () => {
    fc.assert(
      fc.property(writtenScript, (text) => expectSame(text, 's.xml')),
      { numRuns: 300 },
    );
  });

  it.each([...scriptsOfRepository()])('leaves %s as it is meant', (file, text) => expectSame(text, file));
});
