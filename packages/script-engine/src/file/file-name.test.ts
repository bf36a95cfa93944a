import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileName } from './file-name.js';

describe('fileName', () => {
  it.each([
    ['meter.jpg', 'meter.jpg'],
    ['C:\\Users\\kim\\Zähler 1.jpg', 'Zähler 1.jpg'],
    ['../../etc/passwd', 'passwd'],
    ['a\r\nb"\0.pdf', 'ab".pdf'],
    ['\u202egpj.exe', 'gpj.exe'],
    ['..', 'file'],
    ['', 'file'],
  ])('makes of %j what can be shown', (given, name) => {
    expect(fileName(given)).toBe(name);
  });

  it('shortens a long one and keeps what it ends in', () => {
    expect(fileName(`${'x'.repeat(300)}.jpeg`)).toBe(`${'x'.repeat(115)}.jpeg`);
  });

  it('leaves what it has made as it is, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (given) => {
        const name = fileName(given);
        expect(fileName(name)).toBe(name);
        expect(name).not.toMatch(/[\\/\p{Cc}\p{Cf}]/u);
        expect(name.length).toBeGreaterThan(0);
      }),
    );
  });
});
