import { describe, expect, it } from 'vitest';
import { languageName } from './language-name.js';

describe('languageName', () => {
  it('is in the language asked for', () => {
    expect(languageName('de', 'de')).toBe('Deutsch');
    expect(languageName('de', 'en')).toBe('German');
  });

  it('is the tag when it is no language', () => {
    expect(languageName('not a tag', 'en')).toBe('not a tag');
  });
});
