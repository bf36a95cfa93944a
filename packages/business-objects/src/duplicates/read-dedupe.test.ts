import { describe, expect, it } from 'vitest';
import { checkModelSources, compileModel } from '../compile/compile-model.js';

const modelWith = (dedupe: string, permissions = '') =>
  `<caruso model="m" version="1.0.0"><objects><object name="Customer" key="number" title="{name}">
<attr name="number" type="integer"/><attr name="name" type="string" size="80"/><attr name="phone" type="phone"/>
<attr name="born" type="date"/><attr name="picture" type="binary"/><attr name="old" type="boolean" formula="number lt 10"/>
<link name="orders" to="Order" many="true" inverse="customer"/>
${dedupe}
</object><object name="Order" key="id" title="{id}"><attr name="id" type="integer"/><link name="customer" to="Customer"/></object></objects>${permissions}</caruso>`;

const findings = (dedupe: string, permissions = '') =>
  checkModelSources([{ file: 'm.xml', text: modelWith(dedupe, permissions) }]).map(
    ({ line, column, severity, code, message, hint }) =>
      `${line}:${column} ${severity} ${code} ${message}${hint ? ` (${hint})` : ''}`,
  );

describe('the rules for duplicates in a model', () => {
  it('say what is compared, and how', () => {
    const text = modelWith(
      '<dedupe on="name born" fuzzy="0.9" words="Str.=Straße GmbH="/><dedupe on="phone" country="AT"/>',
    );
    const [first, second] = compileModel([{ file: 'm.xml', text }]).objects.get('Customer')?.dedupe ?? [];
    expect(first).toMatchObject({ on: ['name', 'born'], fuzzy: 0.9 });
    expect([...(first?.words ?? [])]).toEqual([
      ['str', 'strasse'],
      ['gmbh', ''],
    ]);
    expect(second).toMatchObject({ on: ['phone'], country: 'AT' });
    expect(second).not.toHaveProperty('fuzzy');
  });

  it.each([
    [
      '<dedupe on="nmae"/>',
      "5:13 error unknown-attribute 'Customer' has no attribute or link 'nmae' (did you mean 'name'?)",
    ],
    [
      '<dedupe on="picture"/>',
      "5:13 error incomparable Duplicates cannot be told by 'picture': a binary cannot be compared",
    ],
    [
      '<dedupe on="orders"/>',
      "5:13 error incomparable Duplicates cannot be told by 'orders': it leads to many objects",
    ],
    [
      '<dedupe on="old"/>',
      "5:13 error incomparable Duplicates cannot be told by 'old': it is computed, so its database cannot look for it",
    ],
    ['<dedupe on="name name"/>', "5:18 error duplicate-name 'name' is named twice"],
    [
      '<dedupe on="name" fuzzy="1.2"/>',
      "5:26 error bad-value '1.2' is not a likeness above 0 and up to 1 (0.9 finds most misspellings, 1 nothing but the same words in another order)",
    ],
    [
      '<dedupe on="name" fuzzy="0"/>',
      "5:26 error bad-value '0' is not a likeness above 0 and up to 1 (0.9 finds most misspellings, 1 nothing but the same words in another order)",
    ],
    [
      '<dedupe on="born" fuzzy="0.9"/>',
      '5:26 error incomparable None of these attributes can be alike in part (leave fuzzy out, or add a string or text)',
    ],
    ['<dedupe on="born" words="a=b"/>', '5:26 error misplaced-attribute None of these attributes consists of words'],
    [
      '<dedupe on="name" words="a=b gmbh"/>',
      "5:30 error bad-value 'gmbh' does not say what a word stands for (write str=strasse, or gmbh=)",
    ],
    [
      '<dedupe on="phone" country="Austria"/>',
      "5:29 error bad-value 'Austria' is not a country (two capital letters as in ISO 3166: AT)",
    ],
    [
      '<dedupe on="name" country="AT"/>',
      '5:28 error misplaced-attribute A country is for telephone numbers, and none of these attributes is one',
    ],
  ])('%s', (dedupe, expected) => {
    expect(findings(dedupe)).toEqual([expected]);
  });

  it('warn of a role that does not see what they compare', () => {
    const permissions =
      '<permissions><grant role="agent" object="Customer" hide="born"/><grant role="clerk" object="Customer" mask="name"/></permissions>';
    expect(findings('<dedupe on="name born"/>', permissions)).toEqual([
      "5:13 warning hidden-dedupe The role 'clerk' does not see 'name' of 'Customer' in full, so this rule finds no duplicates for it",
      "5:18 warning hidden-dedupe The role 'agent' does not see 'born' of 'Customer' at all, so this rule finds no duplicates for it",
    ]);
  });

  it('can be added to those of a model that it builds on', () => {
    const text = `<caruso model="own" version="1.0.0" extends="m@1"><objects><extend object="Customer"><dedupe on="born"/></extend></objects></caruso>`;
    const library = [[{ file: 'm.xml', text: modelWith('<dedupe on="name"/>') }]];
    const model = compileModel([{ file: 'own.xml', text }], { library });
    expect(model.objects.get('Customer')?.dedupe.map(({ on }) => on)).toEqual([['name'], ['born']]);
    const wrong = text.replace('on="born"', 'on="brn"');
    expect(() => compileModel([{ file: 'own.xml', text: wrong }], { library })).toThrow(
      "own.xml is not valid: 1:98 unknown-attribute: 'Customer' has no attribute or link 'brn'",
    );
  });
});
