import { describe, expect, it } from 'vitest';
import { preferredLanguage, wordingOf } from './wording-of.js';

describe('wordingOf', () => {
  it('takes the language of a regional tag', () => {
    expect(wordingOf('de-AT').continue).toBe('Weiter');
  });

  it('falls back on English', () => {
    expect(wordingOf('fi').continue).toBe('Continue');
  });
});

describe('preferredLanguage', () => {
  it('is the first wanted one there is', () => {
    expect(preferredLanguage(['fi', 'de-CH', 'en'])).toBe('de');
    expect(preferredLanguage([])).toBe('en');
  });
});
