import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileModel } from '../compile/compile-model.js';
import type { ObjectModel } from '../model/model.js';
import { foldText } from './fold-text.js';
import { jaroWinkler } from './jaro-winkler.js';
import { likeness } from './likeness.js';
import { comparedValues } from './normalised.js';
import { canonicalPhone, phoneSpellings } from './phone-number.js';

const word = fc.string({ unit: fc.constantFrom(...'abcdeé ß'), maxLength: 12 });

describe('a text is compared', () => {
  it.each([
    ['  Müller-Lüdenscheidt,  José ', 'muller ludenscheidt jose'],
    ['STRASSE', 'strasse'],
    ['Straße', 'strasse'],
    ['Łódź', 'lodz'],
    ['O’Neill & Sons', 'o neill sons'],
    ['ﬁne Ⅳ', 'fine iv'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['李 明', '李 明'],
    ['***', ''],
  ])('%j as %j', (text, expected) => {
    expect(foldText(text)).toBe(expected);
  });

  it('the same when it is normalised already', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const once = foldText(text);
        expect(foldText(once)).toBe(once);
      }),
    );
  });
});

describe('the likeness of two texts', () => {
  it.each([
    // Winkler's own examples.
    ['martha', 'marhta', 0.961],
    ['dwayne', 'duane', 0.84],
    ['dixon', 'dicksonx', 0.813],
    ['abc', 'xyz', 0],
    ['', 'a', 0],
  ])('of %j and %j is %d', (left, right, expected) => {
    expect(jaroWinkler(left, right)).toBeCloseTo(expected, 3);
  });

  it('is between 0 and 1, the same both ways, and 1 for equal texts only', () => {
    fc.assert(
      fc.property(word, word, (left, right) => {
        const score = jaroWinkler(left, right);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(jaroWinkler(right, left)).toBe(score);
        expect(score === 1).toBe(left === right);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a telephone number', () => {
  it.each([
    ['+43 1 588 01-0', undefined, '+431588010'],
    ['0043 1 588010', undefined, '+431588010'],
    ['01/588 010', 'AT', '+431588010'],
    ['12', undefined, '12'],
    ['none', 'AT', undefined],
  ] as const)('%j of %s is compared as %s', (text, country, expected) => {
    expect(canonicalPhone(text, country)).toBe(expected);
  });

  it('is looked for in the ways in which it is usually stored', () => {
    expect(phoneSpellings('+43 1 58801', 'AT')).toEqual([
      '+43 1 58801',
      '43158801',
      '+43158801',
      '0043158801',
      '01 58801',
      '0158801',
    ]);
  });
});

describe('a rule', () => {
  const objectWith = (dedupe: string): ObjectModel => {
    const text = `<caruso model="m" version="1.0.0"><objects><object name="A" key="id" title="{id}">
      <attr name="id" type="integer"/><attr name="name" type="string" size="80"/><attr name="city" type="string" size="80"/>
      <attr name="email" type="email"/><attr name="phone" type="phone"/><attr name="web" type="url"/><attr name="born" type="date"/>
      ${dedupe}</object></objects></caruso>`;
    const object = compileModel([{ file: 'm.xml', text }]).objects.get('A');
    if (object === undefined) throw new RangeError('A is in the model');
    return object;
  };
  type Values = Readonly<Record<string, unknown>>;
  const score = (dedupe: string, left: Values, right: Values) => {
    const object = objectWith(dedupe);
    const [rule] = object.dedupe;
    const [a, b] = rule ? [comparedValues(object, rule, left), comparedValues(object, rule, right)] : [];
    return rule && a && b && likeness(rule, a, b);
  };

  it.each([
    ['<dedupe on="email"/>', { email: 'Ann@Example.org' }, { email: ' ann@example.ORG' }, 1],
    ['<dedupe on="email"/>', { email: 'ann@example.org' }, { email: 'a.nn@example.org' }, undefined],
    ['<dedupe on="email"/>', { email: null }, { email: null }, undefined],
    ['<dedupe on="phone" country="AT"/>', { phone: '01 58801' }, { phone: '+43/1/58801' }, 1],
    ['<dedupe on="web"/>', { web: 'https://www.Example.org/' }, { web: 'http://example.org' }, 1],
    ['<dedupe on="name born"/>', { name: 'A', born: '2000-01-01' }, { name: 'a', born: '2000-01-02' }, undefined],
    ['<dedupe on="name" words="gmbh= str=strasse"/>', { name: 'Haupt Str. GmbH' }, { name: 'Haupt Straße' }, 1],
    ['<dedupe on="name" words="gmbh="/>', { name: 'GmbH' }, { name: 'GmbH' }, undefined],
    ['<dedupe on="name" fuzzy="1"/>', { name: 'Ann Example' }, { name: 'Example, Ann' }, 1],
  ])('%s of %j and %j gives %j', (dedupe, left, right, expected) => {
    expect(score(dedupe, left, right)).toBe(expected);
  });

  it('that is fuzzy takes the mean over what it compares, and nothing below its likeness', () => {
    const [left, right] = [
      { name: 'Maier Anna', city: 'Vienna' },
      { name: 'Meier Anna', city: 'Vienna' },
    ];
    expect(score('<dedupe on="name city" fuzzy="0.9"/>', left, right)).toBeCloseTo(0.97, 2);
    expect(score('<dedupe on="name city" fuzzy="0.99"/>', left, right)).toBeUndefined();
    expect(score('<dedupe on="name born" fuzzy="0.6"/>', { ...left, born: 1 }, { ...left, born: 2 })).toBeUndefined();
  });

  it('is the same both ways, and an object is always like itself', () => {
    const dedupe = '<dedupe on="name city" fuzzy="0.5"/>';
    const values = fc.record({ name: word, city: word });
    fc.assert(
      fc.property(values, values, (left, right) => {
        expect(score(dedupe, left, right)).toBe(score(dedupe, right, left));
        expect([1, undefined]).toContain(score(dedupe, left, left));
      }),
      { numRuns: 50 },
    );
  });
});
