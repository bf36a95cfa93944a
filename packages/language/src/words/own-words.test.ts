import { describe, expect, it } from 'vitest';
import { ownWords } from './own-words.js';

describe('ownWords', () => {
  it('are German for German of every country, and English for all other languages', () => {
    const say = (language: string) => ownWords(language, { en: 'Back', de: 'Zurück' });
    expect(['de', 'de-AT', 'DE'].map(say)).toEqual(['Zurück', 'Zurück', 'Zurück']);
    expect(['en', 'fr', 'den', ''].map(say)).toEqual(['Back', 'Back', 'Back', 'Back']);
  });
});
