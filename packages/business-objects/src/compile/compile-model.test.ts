import { diagnosticLine, LanguageErrors } from '@caruso/language';
import { describe, expect, it } from 'vitest';
import { UTILITY } from '../../test/utility.js';
import { checkModelSources, compileModel } from './compile-model.js';

const findings = (text: string) => checkModelSources([{ file: 'm.xml', text }]).map(diagnosticLine);
describe('compileModel', () => {
  it('gives a model whose parts know each other', () => {
    const model = compileModel([{ file: 'm.xml', text: UTILITY }]);
    expect([model.name, model.version, model.company]).toEqual(['utility', '1.2.0', 'example']);
    const contract = model.objects.get('Contract');
    expect(contract?.label).toBe('Contract');
    expect(contract?.mapping?.columns.get('amount')?.column).toEqual({ name: 'BETRAG_CT', type: 'long' });
    expect(contract?.mapping?.managed).toBe(true);
    expect(model.objects.get('Customer')?.mapping?.where).toEqual({
      column: { name: 'LOEKZ', type: 'string' },
      op: 'ne',
      value: 'X',
    });
  });

  it('takes objects, mapping and presentation from files of their own', () => {
    const cut = (name: string) => new RegExp(`<${name}.*</${name}>`, 's').exec(UTILITY)?.[0] ?? '';
    const sources = ['objects', 'mapping', 'presentation'].map((name) => ({
      file: `${name}.xml`,
      text: `<caruso model="utility" version="1.0.0">${cut(name)}</caruso>`,
    }));
    expect(checkModelSources(sources)).toEqual([]);
    expect(compileModel(sources).objects.get('Customer')?.presentation.list?.sort).toBe('-name');
  });

  it('is content with objects alone, for no company has a mapping yet', () => {
    const text = UTILITY.replace(/<mapping[\s\S]*<\/mapping>/, '');
    expect(findings(text)).toEqual([]);
    expect(compileModel([{ file: 'm.xml', text }]).company).toBeUndefined();
  });

  it('throws everything that is wrong at once', () => {
    const text = UTILITY.replace('to="Contract"', 'to="Contrct"').replace('attr="name"', 'attr="nam"');
    let thrown: unknown;
    try {
      compileModel([{ file: 'm.xml', text }]);
    } catch (error) {
      thrown = error;
    }
    expect(LanguageErrors.InvalidDocument.is(thrown) && thrown.data.diagnostics.map(diagnosticLine)).toEqual([
      "m.xml:11:31: error unknown-object: There is no object 'Contrct' (did you mean 'Contract'?)",
      "m.xml:33:15: error unknown-attribute: 'Customer' has no attribute 'nam' (did you mean 'name'?)",
    ]);
  });
});

describe('what is reported, at its place and with a hint', () => {
  it.each([
    [
      'an unknown mapped object',
      'map object="Reading"',
      'map object="Redding"',
      'Redding',
      "There is no object 'Redding' (did you mean 'Reading'?)",
    ],
    [
      'an object without a map',
      'map object="Reading"',
      'map object="Visit"',
      '<mapping',
      'The mapping of \'example\' has no <map object="Reading">',
    ],
    [
      'an unknown object of a list',
      'list object="Customer"',
      'list object="Custmer"',
      'Custmer',
      "There is no object 'Custmer' (did you mean 'Customer'?)",
    ],
    [
      'an unknown column of a list',
      'columns="number name',
      'columns="number nam',
      'nam ',
      "'Customer' has no attribute 'nam' (did you mean 'name'?)",
    ],
    [
      'an unknown sort',
      'sort="-name"',
      'sort="-nam"',
      '-nam',
      "'Customer' has no attribute 'nam' (did you mean 'name'?)",
    ],
    [
      'a key that is no attribute',
      'key="contract at"',
      'key="contract att"',
      'att"',
      "'Reading' has no attribute 'att' for its key (did you mean 'at'?)",
    ],
    [
      'an unknown inverse',
      'inverse="contract"',
      'inverse="contrat"',
      'contrat',
      "'Reading' has no link 'contrat' (did you mean 'contract'?)",
    ],
    [
      'an inverse that leads elsewhere',
      'to="Reading" many="true" inverse="contract"',
      'to="Contract" many="true" inverse="customer"',
      'customer"',
      "'Contract.customer' leads to 'Customer', not to 'Contract'",
    ],
    [
      'a link to many without inverse',
      ' inverse="contract"',
      '',
      '<link',
      "'readings' leads to many and needs its inverse",
    ],
    [
      'a conversion nobody knows',
      'convert="zeropad(10)"',
      'convert="zeropd(10)"',
      'zeropd',
      "'zeropd(10)' is not a conversion (did you mean 'zeropad'?)",
    ],
    [
      'a code for no value',
      'J=optIn',
      'J=optin',
      'code(',
      "'optin' is not a value of this enum (did you mean 'optIn'?)",
    ],
    [
      'a conversion for another type',
      'convert="scale(-2)"',
      'convert="trim"',
      'trim',
      'trim cannot be used for type decimal',
    ],
    [
      'two attributes in one column',
      'column="NAME1"',
      'column="KD_NR"',
      'KD_NR',
      "The column 'KD_NR' holds 'number' already",
    ],
    [
      'a link without columns',
      '<join link="contract" columns="VTR_NR"/>',
      '',
      '<map',
      '\'Reading.contract\' has no columns (add <join link="contract" columns="…"/>)',
    ],
    [
      'too many columns for a link',
      'columns="VTR_NR"',
      'columns="VTR_NR, X"',
      'VTR_NR',
      "The key of 'Contract' (Contract.number) needs 1 columns, here are 2",
    ],
    [
      'a store that is not declared',
      'map object="Reading" store="system"',
      'map object="Reading" store="sytem"',
      'sytem',
      "The mapping declares no store 'sytem' (did you mean 'system'?)",
    ],
    ['an unknown name in a title', 'title="{name}, {city}"', 'title="{name}, {cty}"', 'cty', "(did you mean 'city'?)"],
    ['an unknown name in a check', 'check="amount ge 0"', 'check="0 le amont"', 'amont', "(did you mean 'amount'?)"],
    [
      'a check that compares what cannot be compared',
      'check="amount ge 0"',
      'check="amount ge true"',
      'amount ge',
      'have no order',
    ],
    [
      'a check that is not yes or no',
      'check="amount ge 0"',
      'check="amount"',
      'amount"',
      'yes/no is expected, this is a number',
    ],
    [
      'a condition the database cannot answer',
      "LOEKZ != 'X'",
      'A == 1 and length(LOEKZ) == 1',
      'length',
      'The database cannot be asked this',
    ],
    ['a type nobody knows', 'type="email"', 'type="mail"', 'mail', "'mail' is not one of"],
    [
      'a default that breaks its own rules',
      'default="unknown"',
      'default="unknwn"',
      'unknwn',
      "'unknwn' must be one of optIn, optOut, unknown",
    ],
    [
      'an attribute called like the key',
      'attr name="city"',
      'attr name="version"',
      'version',
      "'version' cannot name an attribute or a link (this word is reserved)",
    ],
    [
      'an unknown lock',
      'lock="column(UPD_CNT)"',
      'lock="colum(UPD_CNT)"',
      'colum(',
      "'colum(UPD_CNT)' is not a lock (write compare-all or column(NAME))",
    ],
    [
      'a deletion that cannot be read',
      'delete set="LOEKZ=\'X\'"',
      'delete set="LOEKZ"',
      'LOEKZ',
      'The assignments cannot be read',
    ],
    [
      'an enum without codes',
      ' values="optIn optOut unknown" default="unknown"',
      '',
      '<attr',
      "The enum 'marketing' needs its codes",
    ],
    ['what is not well-formed', '</objects>', '</object>', '</object>', 'object'],
  ])('%s', (_, from, to, token, message) => {
    expect(UTILITY).toContain(from);
    const text = UTILITY.replace(from, to);
    const found = checkModelSources([{ file: 'm.xml', text }]);
    const meant = found.find((diagnostic) => diagnosticLine(diagnostic).includes(message));
    expect(meant, found.map(diagnosticLine).join('\n')).toBeDefined();
    const line = text.split('\n')[(meant?.line ?? 0) - 1] ?? '';
    expect(line.slice((meant?.column ?? 0) - 1).startsWith(token), `${line} at ${meant?.column}`).toBe(true);
  });

  it('a key that leads back to itself', () => {
    const text = UTILITY.replace('key="number" title="{number}"', 'key="customer" title="{number}"')
      .replace('object name="Customer" key="number"', 'object name="Customer" key="contract"')
      .replace(
        '<attr name="number" type="string"',
        '<link name="contract" to="Contract"/><attr name="number" type="string"',
      )
      .replace('<where', '<join link="contract" columns="C"/><where');
    expect(findings(text).join('\n')).toContain('leads back to itself');
  });
});

describe('a mistake is reported once, not everywhere it matters', () => {
  it.each([
    ['of a key, a title, a column and a list', '<attr name="number" type="string"', '<attr name="number" type="strng"'],
    ['in a check', '<attr name="amount" type="decimal"', '<attr name="amount" type="decmal"'],
    [
      'with a conversion',
      'name="amount" type="decimal" precision="12" scale="2"',
      'name="amount" type="decimal" scale="x"',
    ],
    ['with codes', ' values="optIn optOut unknown" default', ' default'],
    ['of a key that is joined', '<attr name="number" type="integer"/>', '<attr name="number" type="int"/>'],
    ['with a misspelt element', '<attr name="number" type="integer"/>', '<atr name="number" type="integer"/>'],
    ['that is a link to nothing', 'name="customer" to="Customer"', 'name="customer" to="Custmer"'],
    ['that is a link with a misspelt many', 'to="Reading" many="true"', 'to="Reading" many="ture"'],
    ['with a misspelt column', '<col attr="name"', '<col attr="nam"'],
    ['with a misspelt join', '<join link="customer"', '<join link="custmer"'],
    ['with a misspelt map', '<map object="Contract"', '<map object="Contrct"'],
  ])('%s', (_, from, to) => {
    expect(UTILITY).toContain(from);
    expect(findings(UTILITY.replace(from, to))).toEqual([expect.any(String)]);
  });

  it('comes first when it stands in the objects, whatever the files are called', () => {
    const cut = (name: string) => new RegExp(`<${name}.*</${name}>`, 's').exec(UTILITY)?.[0] ?? '';
    const file = (name: string, part: string) => ({
      file: name,
      text: `<caruso model="utility" version="1.0.0">${cut(part)}</caruso>`,
    });
    const objects = file('objects.xml', 'objects');
    const mapping = file('mapping.xml', 'mapping');
    const misspelt = { ...objects, text: objects.text.replace('attr name="city"', 'attr name="cty"') };
    const found = checkModelSources([mapping, misspelt, file('a.xml', 'presentation')]);
    expect([...new Set(found.map((each) => each.file))]).toEqual(['objects.xml', 'mapping.xml', 'a.xml']);
    const unclosed = { ...objects, text: objects.text.replace('</objects>', '') };
    expect([...new Set(checkModelSources([mapping, unclosed]).map((each) => each.file))]).toEqual(['objects.xml']);
  });
});
