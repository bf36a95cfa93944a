import { diagnosticLine } from '@caruso/language';
import { describe, expect, it } from 'vitest';
import { checkModelSources } from './compile-model.js';

const OBJECTS = `<objects>
<object name="Whole" key="id" title="{id}"><attr name="id" type="integer"/><attr name="name" type="string"/><attr name="more" type="string"/></object>
<object name="Part" key="id" title="{id}"><attr name="id" type="integer"/><attr name="iban" type="string"/></object>
<object name="Line" title="{text}"><attr name="text" type="string"/><attr name="photo" type="binary"/></object>
</objects>`;
const WHOLE = '<map object="Whole" store="s" table="t"><col attr="id" column="id"/><col attr="name" column="name"/>';
const PART =
  '<map object="Part" store="s" table="t" part-of="Whole"><col attr="id" column="id"/><col attr="iban" column="iban"/>';
const LINE = '<map object="Line" store="s" table="l"><col attr="text" column="text"/></map>';

const findings = (maps: string, objects = OBJECTS) =>
  checkModelSources([
    {
      file: 'm.xml',
      text: `<caruso model="m" version="1.0.0">${objects}<mapping company="c"><store name="s"/>${maps}</mapping></caruso>`,
    },
  ]).map((found) => diagnosticLine(found).replace(/^m\.xml:\d+:\d+: error /, ''));

describe('the shapes a mapping may have', () => {
  it('are objects in several tables, in parts of rows, and without a key', () => {
    const side = '<side table="u" on="id"><col attr="more" column="more"/></side>';
    expect(findings(`${WHOLE}${side}</map>${PART}</map>${LINE}`)).toEqual([]);
  });

  it.each([
    [
      'two attributes in one column, also of a further table',
      `${WHOLE}<col attr="more" column="name"/></map>${PART}</map>${LINE}`,
      "column-taken: The column 'name' holds 'name' already",
    ],
    [
      'a further table that is joined by too many columns',
      `${WHOLE}<side table="u" on="a, b"><col attr="more" column="more"/></side></map>${PART}</map>${LINE}`,
      "wrong-join: The key of 'Whole' needs 1 columns, here are 2",
    ],
    [
      'a key in a further table',
      `<map object="Whole" store="s" table="t"><col attr="name" column="name"/><side table="u" on="x"><col attr="id" column="id"/></side></map>${PART}</map>${LINE}`,
      "bad-key: 'id' is part of the key, which lies in the first table",
    ],
    [
      'two further tables of one name',
      `${WHOLE}<side table="u" on="id"><col attr="more" column="more"/></side><side table="u" on="id"/></map>${PART}</map>${LINE}`,
      "duplicate-name: There are two sides 'u' (give one of them a name)",
    ],
    [
      'a part of what lies elsewhere',
      `${WHOLE}</map>${PART.replace('table="t"', 'table="x"')}</map>${LINE}`,
      "wrong-part: 'Whole' lies in 't' of 's', not here",
    ],
    [
      'a part of nothing',
      `${WHOLE}</map>${PART.replace('part-of="Whole"', 'part-of="Whol"')}</map>${LINE}`,
      "unknown-object: There is no other object 'Whol' (did you mean 'Whole'?)",
    ],
    [
      'a part with a key in another column',
      `${WHOLE}</map>${PART.replace('column="id"', 'column="nr"')}</map>${LINE}`,
      "wrong-part: The key lies in other columns than that of 'Whole' (id)",
    ],
    [
      'a part of which nobody knows how it goes',
      `${WHOLE}</map>${PART}<where test="KIND == 'P'"/></map>${LINE}`,
      "wrong-part: It is not said how such a part is deleted (say with <delete set> what is set so that <where> no longer holds, or write='insert')",
    ],
    [
      'bytes in objects without a key',
      `${WHOLE}</map>${PART}</map>${LINE.replace('</map>', '<col attr="photo" column="photo"/></map>')}`,
      'no-key: Objects without a key are told apart by all they have, and a binary cannot be compared (leave it out, or give the object a key)',
    ],
  ])('are refused: %s', (_, maps, expected) => {
    expect(findings(maps)).toContain(expected);
  });

  it('are refused: a link to one of many that have no key', () => {
    const linked = OBJECTS.replace('</object>', '<link name="line" to="Line"/></object>');
    const maps = `${WHOLE}<join link="line" columns="l"/></map>${PART}</map>${LINE}`;
    expect(findings(maps, linked)).toEqual(["no-key: 'Line' has no key, so no link can lead to one of it"]);
  });
});
