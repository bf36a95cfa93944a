import { readFileSync, writeFileSync } from 'node:fs';
import { toDtd } from '@caruso/language';
import { DtdValidator, XmlDocument, XmlDtd } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { scriptVocabulary } from './script-vocabulary.js';

const file = new URL('../../caruso-script.dtd', import.meta.url);
const sample = readFileSync(new URL('../../test/scripts/meter-and-move.xml', import.meta.url), 'utf8');

function validate(text: string): void {
  const validator = new DtdValidator(XmlDtd.fromString(readFileSync(file, 'utf8')));
  const document = XmlDocument.fromString(text);
  try {
    validator.validate(document);
  } finally {
    document.dispose();
    validator.dispose();
  }
}

describe('caruso-script.dtd', () => {
  it('is what the vocabulary says; UPDATE_DTD=1 writes it anew', () => {
    if (process.env.UPDATE_DTD === '1') writeFileSync(file, toDtd(scriptVocabulary));
    expect(readFileSync(file, 'utf8')).toBe(toDtd(scriptVocabulary));
  });

  it('is accepted by other tools, which find a dangling target with it', () => {
    expect(() => validate(sample)).not.toThrow();
    expect(() => validate(sample.replace('to="moving"', 'to="movng"'))).toThrow('movng');
  });
});
