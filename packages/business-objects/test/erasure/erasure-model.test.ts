import { diagnosticLine } from '@caruso/language';
import { describe, expect, it } from 'vitest';
import { checkModelSources, compileModel } from '../../src/index.js';
import { modelWith } from './company.js';

const lines = (text: string) => checkModelSources([{ file: 'm.xml', text }]).map(diagnosticLine);
const changed = (from: string, to: string) => {
  const text = modelWith();
  expect(text).toContain(from);
  return lines(text.replace(from, to))[0];
};

describe('what a model says of erasing persons', () => {
  it('is read with what follows from it', () => {
    const { objects } = compileModel([{ file: 'm.xml', text: modelWith() }]);
    const { erasure } = objects.get('Customer') ?? {};
    expect(erasure?.follow).toEqual(['calls', 'complaints', 'invoices', 'deputies']);
    expect(erasure?.members.get('email')).toEqual({ what: 'blank' });
    expect(erasure?.members.get('number')).toMatchObject({ what: 'keep' });
    expect(erasure?.members.get('taxId')).toMatchObject({ afterwards: 'blank' });
    expect(objects.get('Complaint')?.erasure?.members.get('text')).toEqual({ what: 'pseudonym' });
  });

  it.each([
    ['erase="pseudonym"', '', 'missing-erase: \'name\' is required: say what happens to it (write erase="pseudonym")'],
    ['erase="pseudonym"', 'erase="blank"', "bad-erase: 'name' is required, so it cannot be blank"],
    ['name="born" type="date"', 'name="born" type="date" erase="pseudonym"', 'bad-erase: A date has no pseudonym'],
    [
      '<attr name="number" type="string" size="10"/>',
      '<attr name="number" type="string" size="10" erase="blank"/>',
      'bad-erase: A key cannot be changed',
    ],
    ['erase="keep" keep-reason="risk of the house"', 'erase="keep"', 'missing-attribute: What is kept needs a reason'],
    [
      'keep-years="10" keep-from="leftOn"',
      'keep-years="10"',
      'missing-attribute: keep-years and keep-from belong together',
    ],
    ['keep-from="leftOn"', 'keep-from="name"', "bad-erase: 'Customer' has no date or instant 'name' to count from"],
    [
      'size="40" required="true" erase',
      'size="10" required="true" erase',
      "bad-erase: A pseudonym for 'name' needs 15",
    ],
    [
      'person="true" history="true" erase="attributes"',
      'person="true" history="true"',
      'misplaced-attribute: Nothing is said of what happens to a',
    ],
    [
      'name="Deputy" key="id" title="{name}" erase="delete"',
      'name="Deputy" key="id" title="{name}"',
      "bad-erase: Nothing is said of what happens to a 'Deputy'",
    ],
    ['erase="attributes">', 'erase="atributes">', 'attributes'],
  ])('is judged: %s as %s', (from, to, said) => {
    expect(changed(from, to)).toContain(said);
  });

  it('leaves no object that is deleted without a word on what belongs to it', () => {
    const text = modelWith()
      .replace('erase="attributes"', 'erase="delete"')
      .replace('inverse="customer" erase="follow"/>', 'inverse="customer"/>');
    expect(lines(text)[0]).toContain("missing-erase: 'Customer' is deleted: say what happens to its 'calls'");
  });
});
