import { readFileSync, writeFileSync } from 'node:fs';
import { toDtd } from '@caruso/language';
import { describe, expect, it } from 'vitest';
import { scriptVocabulary } from './script-vocabulary.js';

const dtd = new URL('../../caruso-script.dtd', import.meta.url);

describe('caruso-script.dtd', () => {
  it('is what the vocabulary says; UPDATE_DTD=1 writes it anew', () => {
    if (process.env.UPDATE_DTD === '1') writeFileSync(dtd, toDtd(scriptVocabulary));
    expect(readFileSync(dtd, 'utf8')).toBe(toDtd(scriptVocabulary));
  });
});
