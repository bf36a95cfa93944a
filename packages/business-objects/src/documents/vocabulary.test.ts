import { readFileSync } from 'node:fs';
import { toDtd, toXsd } from '@caruso/language';
import { DtdValidator, XmlDocument, XmlDtd, XsdValidator } from 'libxml2-wasm';
import { expect, it } from 'vitest';
import { UTILITY } from '../../test/utility.js';
import { modelVocabulary } from './vocabulary.js';

const DTD = new URL('../../caruso-bom.dtd', import.meta.url);
const XSD = new URL('../../caruso-bom.xsd', import.meta.url);

it('is published as a DTD that is up to date', async () => {
  await expect(toDtd(modelVocabulary)).toMatchFileSnapshot(DTD.pathname);
});

it('is published as a schema for editors that is up to date, and that accepts models', async () => {
  await expect(toXsd(modelVocabulary)).toMatchFileSnapshot(XSD.pathname);
  const schema = XmlDocument.fromString(toXsd(modelVocabulary));
  const validator = XsdValidator.fromDoc(schema);
  const valid = XmlDocument.fromString(UTILITY);
  expect(() => validator.validate(valid)).not.toThrow();
  const invalid = XmlDocument.fromString(UTILITY.replace('table="KDSTAMM"', ''));
  expect(() => validator.validate(invalid)).toThrow('table');
  for (const disposable of [valid, invalid, validator, schema]) disposable.dispose();
});

it('makes a DTD that libxml2 validates models with', () => {
  const validator = new DtdValidator(XmlDtd.fromString(readFileSync(DTD, 'utf8')));
  const valid = XmlDocument.fromString(UTILITY);
  expect(() => validator.validate(valid)).not.toThrow();
  const invalid = XmlDocument.fromString(UTILITY.replace('table="KDSTAMM"', ''));
  expect(() => validator.validate(invalid)).toThrow('table');
  for (const disposable of [valid, invalid, validator]) disposable.dispose();
});
