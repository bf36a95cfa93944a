import { readFileSync, writeFileSync } from 'node:fs';
import { toDtd, toXsd } from '@caruso/language';
import { DtdValidator, XmlDocument, XmlDtd, XsdValidator } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { scriptsOfRepository } from '../../test/support/scripts-of-repository.js';
import { rehearsalVocabulary } from './rehearsal-vocabulary.js';
import { scriptVocabulary } from './script-vocabulary.js';

const dtd = new URL('../../caruso-script.dtd', import.meta.url);
const xsd = new URL('../../caruso-script.xsd', import.meta.url);
const sample = readFileSync(new URL('../../test/scripts/meter-and-move.xml', import.meta.url), 'utf8');

/** @throws XmlValidateError when the text is not what the published file says */
function validate(text: string, by: 'dtd' | 'xsd'): void {
  const document = XmlDocument.fromString(text);
  const schema = by === 'xsd' ? XmlDocument.fromString(readFileSync(xsd, 'utf8')) : undefined;
  const validator = schema
    ? XsdValidator.fromDoc(schema)
    : new DtdValidator(XmlDtd.fromString(readFileSync(dtd, 'utf8')));
  try {
    validator.validate(document);
  } finally {
    for (const disposable of [document, validator, schema]) disposable?.dispose();
  }
}

describe('caruso-script.dtd', () => {
  it('is what the vocabulary says; UPDATE_DTD=1 writes it anew', () => {
    if (process.env.UPDATE_DTD === '1') writeFileSync(dtd, toDtd(scriptVocabulary));
    expect(readFileSync(dtd, 'utf8')).toBe(toDtd(scriptVocabulary));
  });

  it('is accepted by other tools, which find a dangling target with it', () => {
    expect(() => validate(sample, 'dtd')).not.toThrow();
    expect(() => validate(sample.replace('to="moving"', 'to="movng"'), 'dtd')).toThrow('movng');
  });
});

describe('caruso-script.xsd', () => {
  it('is what the vocabulary says; UPDATE_DTD=1 writes it anew', () => {
    if (process.env.UPDATE_DTD === '1') writeFileSync(xsd, toXsd(scriptVocabulary));
    expect(readFileSync(xsd, 'utf8')).toBe(toXsd(scriptVocabulary));
  });

  it('is accepted by other tools, and accepts every script of the repository', () => {
    for (const text of scriptsOfRepository().values()) expect(() => validate(text, 'xsd')).not.toThrow();
  });

  it.each([
    ['an element that there is not', '<text>', '<txt/><text>', 'txt'],
    ['an attribute that there is not', ' type="', ' tipe="', 'tipe'],
    ['a value that is not listed', 'type="yesno"', 'type="yesna"', 'yesna'],
    ['a channel that there is not', ' on="agent', ' on="agnt', 'agnt'],
    ['an element in the wrong place', '<text>', '<end id="here" outcome="no"/><text>', 'end'],
  ])('finds %s', (_, part, wrong, named) => {
    const text = sample.replace(part, wrong);
    expect(text).not.toBe(sample);
    expect(() => validate(text, 'xsd')).toThrow(named);
  });
});

describe('caruso-script-tests.dtd', () => {
  it('is what the vocabulary says; UPDATE_DTD=1 writes it anew', () => {
    const tests = new URL('../../caruso-script-tests.dtd', import.meta.url);
    if (process.env.UPDATE_DTD === '1') writeFileSync(tests, toDtd(rehearsalVocabulary));
    expect(readFileSync(tests, 'utf8')).toBe(toDtd(rehearsalVocabulary));
  });
});
