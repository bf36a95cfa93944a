import { diagnosticLine } from '@caruso/language';
import { describe, expect, it } from 'vitest';
import { UTILITY } from '../../test/utility.js';
import { conformanceOf } from './conformance.js';

const check = (text: string, company = 'example') => {
  const { diagnostics, ...facts } = conformanceOf([{ file: 'm.xml', text }], { company });
  return { ...facts, found: diagnostics.map(diagnosticLine) };
};
const changed = (...changes: readonly (readonly [from: string | RegExp, to: string])[]) =>
  changes.reduce((text, [from, to]) => {
    expect(text).toMatch(from);
    return text.replace(from, to);
  }, UTILITY);

describe('the conformance of a mapping', () => {
  it('counts what is mapped', () => {
    const { found, ...facts } = check(UTILITY);
    expect(facts).toEqual({
      model: 'utility',
      version: '1.2.0',
      company: 'example',
      bases: [],
      objects: { mapped: 3, of: 3 },
      attributes: { mapped: 12, of: 13 },
      links: { mapped: 2, of: 2 },
    });
    expect(found).toEqual([
      `m.xml:48:47: warning not-writable: Objects of type 'Reading' cannot be changed or deleted (write="insert" says so; with write="all" they can)`,
      `m.xml:48:47: warning unmapped-attribute: 'Reading.note' has no column: it is always empty and cannot be written (add <col attr="note" column="…"/>)`,
    ]);
  });

  it('lists everything that is missing, with what each needs', () => {
    const text = changed(
      [/<map object="Reading"[\s\S]*?<\/map>/, ''],
      ['<col attr="number" column="VTR_NR" generate="database"/>', ''],
      ['<col attr="from" column="BEGINN" convert="date(yyyyMMdd)"/>', ''],
      ['<join link="customer" columns="KD_NR"/>', ''],
    );
    const { objects, attributes, links, found } = check(text);
    expect([objects, attributes, links]).toEqual([
      { mapped: 2, of: 3 },
      { mapped: 8, of: 13 },
      { mapped: 0, of: 2 },
    ]);
    expect(found).toEqual([
      `m.xml:29:2: error unmapped-object: The mapping of 'example' has no <map object="Reading"> (add one with its store and table, and with columns at least for contract, at, value)`,
      `m.xml:40:3: error unmapped-key: 'Contract.number' is part of the key and has no column (add <col attr="number" column="…"/>)`,
      `m.xml:40:3: error unmapped-attribute: 'Contract.from' is required and has no column (add <col attr="from" column="…"/>)`,
      `m.xml:40:3: error unmapped-link: 'Contract.customer' has no columns (add <join link="customer" columns="…"/>)`,
    ]);
  });

  it.each([
    [
      'a code that is missing',
      'convert="code(J=optIn,\' \'=unknown)"',
      "The column of 'Customer.marketing' cannot hold 'optOut' (give each value a code: convert=\"code(…)\")",
    ],
    [
      'a value that means null',
      'convert="code(J=optIn,N=optOut,\' \'=unknown)" null="\' \'"',
      "The column of 'Customer.marketing' cannot hold 'unknown'",
    ],
  ])('says what of an enum the column cannot hold: %s', (_, convert, message) => {
    const { found } = check(changed([/convert="code\(J=optIn[^"]*"/, convert]));
    expect(found[0]).toMatch(/^m\.xml:36:34: warning narrow-column: /);
    expect(found[0]).toContain(message);
  });

  it('says for how many characters a conversion leaves room', () => {
    const { found } = check(changed(['convert="zeropad(10)"', 'convert="zeropad(8)"']));
    expect(found[0]).toContain(
      "narrow-column: The column of 'Customer.number' cannot hold values of more than 8 characters, the attribute allows 10",
    );
  });

  it('says what cannot be searched or sorted as the model asks', () => {
    const text = changed(
      ['size="10" required="true"', 'size="10" required="true" search="true"'],
      ['sort="-name"', 'sort="-marketing"'],
    );
    expect(check(text).found.slice(0, 2)).toEqual([
      "m.xml:32:31: warning not-searchable: A search does not look into 'Customer.number', because its column holds another text",
      "m.xml:36:34: warning not-sortable: The list of 'Customer' is sorted by 'marketing', which its conversion does not let a database do (sort it by something else in an overlay)",
    ]);
  });

  it('names the companies there are when one is misspelt', () => {
    expect(check(UTILITY, 'exmple').found[0]).toBe(
      "m.xml:3:1: error unknown-company: There is no mapping of the company 'exmple' (did you mean 'example'?)",
    );
  });
});

describe('objects without a key', () => {
  it('cannot be told apart, which write="all" would not change', () => {
    const { found } = check(`<caruso model="m" version="1.0.0">
      <objects><object name="Movement" title="{text}"><attr name="text" type="string"/></object></objects>
      <mapping company="example"><store name="old"/><map object="Movement" store="old" table="BEW">
        <col attr="text" column="TEXT"/></map></mapping></caruso>`);
    expect(found).toEqual([
      "m.xml:3:95: warning not-writable: Objects of type 'Movement' cannot be changed or deleted (nothing tells them apart; give the object a key if something does)",
    ]);
  });
});
