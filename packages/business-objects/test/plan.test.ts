import { systemClock } from '@caruso/core';
import { describe, expect, it } from 'vitest';
import { compileModel, countMisfits, openObjects, planChange } from '../src/index.js';
import { startUtility, UTILITY } from './utility.js';

const model = (text: string) => compileModel([{ file: 'm.xml', text }]);
const changed = (...changes: readonly (readonly [from: string | RegExp, to: string])[]) =>
  model(
    changes.reduce((text, [from, to]) => {
      expect(text).toMatch(from);
      return text.replace(from, to);
    }, UTILITY),
  );
const planned = (to: ReturnType<typeof model>) =>
  planChange(model(UTILITY), to).map(({ effect, at, message }) => `${effect} ${at}: ${message}`);

describe('the plan of a change of the model', () => {
  it('is empty when nothing changes', () => {
    expect(planned(model(UTILITY))).toEqual([]);
  });

  it.each([
    [
      'an attribute that joins',
      ['<attr name="email" type="email"/>', '$&<attr name="fax" type="phone"/>'],
      ['keeps attr:Customer.fax: Customer.fax joins'],
    ],
    [
      'one that goes',
      ['<attr name="email" type="email"/>', ''],
      ['drops attr:Customer.email: Customer.email is gone; its column stays, and is not read any more'],
    ],
    [
      'a smaller size',
      ['size="80"', 'size="20"'],
      ['narrows attr:Customer.name: Customer.name: its size 80 becomes 20'],
    ],
    ['a greater one', ['size="80"', 'size="90"'], ['keeps attr:Customer.name: Customer.name: its size 80 becomes 90']],
    [
      'values that go and join',
      ['values="optIn optOut unknown"', 'values="optIn unknown post"'],
      ['narrows attr:Customer.marketing: Customer.marketing: optOut is no value any more; post becomes a value'],
    ],
    [
      'another type, which is required',
      ['name="city" type="string" size="40" search="true"', 'name="city" type="text" required="true"'],
      [
        'narrows attr:Customer.city: Customer.city: its type string becomes text; it becomes required; its size 40 becomes without limit',
      ],
    ],
    [
      'another column',
      ['column="ORT"', 'column="STADT"'],
      [
        'drops attr:Customer.city: Customer.city lay in system.KDSTAMM.ORT and will lie in system.KDSTAMM.STADT; its values are not moved, unless was="…" says what it was called',
      ],
    ],
  ] as const)('names %s', (_, [from, to], steps) => {
    const text = UTILITY.replace(from, to)
      .replace(/<col attr="email"[^>]*>/, from.includes('email') && to === '' ? '' : '$&')
      .replace('code(J=optIn,N=optOut', from.startsWith('values') ? 'code(J=optIn,N=post' : '$&');
    expect(planned(model(text))).toEqual(steps);
  });

  it('knows what is renamed by its id, and the screens that show it', () => {
    const before = changed(['attr name="city"', 'attr id="a3" name="city"']);
    const after = changed(
      ['attr name="city"', 'attr id="a3" name="town"'],
      ['title="{name}, {city}"', 'title="{name}, {town}"'],
      ['attr="city"', 'attr="town"'],
      [
        'columns="number name city" sort="-name" filters="city"',
        'columns="number name town" sort="-name" filters="town"',
      ],
    );
    expect(planChange(before, after)).toMatchObject([
      { at: 'attr:Customer.city', change: 'renamed', effect: 'keeps', screens: ['list:Customer'] },
    ]);
  });

  it('counts the objects whose values do not fit any more', async () => {
    const { running, objects, storage } = await startUtility();
    for (const [number, name, marketing] of [
      ['1', 'Ann', 'optIn'],
      ['2', 'Bartholomew', 'optOut'],
      ['3', 'Cleo', 'optOut'],
    ]) {
      await objects.create({ object: 'Customer', values: { number, name, marketing } });
    }
    const from = model(UTILITY);
    const source = openObjects(from, { storage, clock: systemClock, zone: 'UTC' });
    const to = changed(
      ['size="80"', 'size="5"'],
      ['values="optIn optOut unknown"', 'values="optIn unknown"'],
      ['N=optOut,', ''],
    );
    const counts = [];
    for (const { at, held } of planChange(from, to)) counts.push([at, held && (await countMisfits(source, held))]);
    expect(counts).toEqual([
      ['attr:Customer.name', { objects: 3, misfits: 1, examples: ['2'] }],
      ['attr:Customer.marketing', { objects: 3, misfits: 2, examples: ['2', '3'] }],
    ]);
    await running.stop();
  });
});
