import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceText } from './source-text.js';

describe('SourceText', () => {
  it('counts lines over all three line ends', () => {
    const source = new SourceText('a\r\nbc\rd\ne', 'x');
    expect(source.positionOf(4)).toEqual({ offset: 4, line: 2, column: 2 });
    expect([1, 2, 3, 4, 5].map((line) => source.line(line))).toEqual(['a', 'bc', 'd', 'e', '']);
  });

  it('moves an offset outside the text to its nearer end', () => {
    const source = new SourceText('ab\n', 'x');
    expect(source.positionOf(-5)).toEqual({ offset: 0, line: 1, column: 1 });
    expect(source.positionOf(99)).toEqual({ offset: 3, line: 2, column: 1 });
  });

  it('gives for every offset a position at which that character stands', () => {
    const texts = fc.array(fc.constantFrom('a', 'ä', '😀', '\r\n', '\n', '\r', '\t')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, fc.nat(20), (text, offset) => {
        const source = new SourceText(text, 'x');
        const { line, column } = source.positionOf(offset);
        const character = text[Math.min(offset, text.length)] ?? '';
        if (!'\r\n'.includes(character)) expect(source.line(line)[column - 1]).toBe(character);
      }),
    );
  });
});
