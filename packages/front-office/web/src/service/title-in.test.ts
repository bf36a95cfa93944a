import { describe, expect, it } from 'vitest';
import { titleIn } from './title-in.js';

const script = { title: 'Meter reading', titles: { en: 'Meter reading', de: 'Zählerstand melden' } };

describe('the title of a script', () => {
  it('is in the language of the visitor', () => {
    expect(titleIn(script, 'de')).toBe('Zählerstand melden');
    expect(titleIn(script, 'de-AT')).toBe('Zählerstand melden');
  });

  it('is its own where it is not translated', () => {
    expect(titleIn(script, 'fr')).toBe('Meter reading');
    expect(titleIn({ title: 'Meter reading' }, 'de')).toBe('Meter reading');
  });
});
