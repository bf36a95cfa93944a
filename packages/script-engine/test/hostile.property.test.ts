import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkScript, compileScript } from '../src/index.js';
import { contracts } from './support/utility-services.js';

const sample = readFileSync(new URL('./scripts/meter-and-move.xml', import.meta.url), 'utf8');
const tags = [...sample.matchAll(/<[^!?][^>]*>/g)].map(({ 0: tag }) => tag);
const attributes = [...sample.matchAll(/[\w-]+="[^"]*"/g)].map(({ 0: attribute }) => attribute);

/** The sample with a few places broken in ways that authors break scripts. */
const broken = fc
  .array(
    fc.tuple(fc.constantFrom('drop', 'tag', 'attribute', 'character'), fc.nat(), fc.nat(), fc.string({ maxLength: 3 })),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((changes) =>
    changes.reduce((text, [kind, which, other, characters]) => {
      const at = (list: readonly string[], index: number) => list[index % list.length] ?? '';
      if (kind === 'tag') return text.replace(at(tags, which), at(tags, other));
      if (kind === 'attribute') return text.replace(at(attributes, which), at(attributes, other));
      if (kind === 'drop') return text.replace(at(attributes, which), '');
      const place = which % text.length;
      return text.slice(0, place) + characters + text.slice(place + (other % 20));
    }, sample),
  );

describe('a script that somebody broke', () => {
  it('is reported with places inside the text, or can be compiled', () => {
    fc.assert(
      fc.property(broken, (text) => {
        const found = checkScript(text, 'broken.xml', { contracts });
        const lines = text.split(/\r\n|\r|\n/).length;
        for (const { file, line, column, message } of found) {
          expect(file).toBe('broken.xml');
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines);
          expect(column).toBeGreaterThanOrEqual(1);
          expect(message).not.toBe('');
        }
        if (found.some(({ severity }) => severity === 'error')) return;
        expect(compileScript(text, 'broken.xml', { contracts }).script.id).not.toBe('');
      }),
      { numRuns: 300 },
    );
  });
});
