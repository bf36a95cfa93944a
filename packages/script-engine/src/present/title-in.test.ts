import { describe, expect, it } from 'vitest';
import { titleIn } from './title-in.js';

describe('titleIn', () => {
  const at = { start: 0, end: 0 };
  const titled = {
    title: 'Moving',
    titles: [
      { lang: 'de', text: 'Umzug', at },
      { lang: 'de-CH', text: 'Zügeln', at },
    ],
  };

  it('takes the nearest language, else the own one', () => {
    expect(['de', 'de-AT', 'de-CH', 'en', 'fr'].map((language) => titleIn(titled, language))).toEqual([
      'Umzug',
      'Umzug',
      'Zügeln',
      'Moving',
      'Moving',
    ]);
  });
});
