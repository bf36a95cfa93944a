import { describe, expect, it } from 'vitest';
import { answerOf, draftOf as draftIn, type Question } from './draft.js';

const question = (type: Question['type'], prefill?: unknown): Question => ({ type, required: true, prefill });
const draftOf = (asked: Question, language = 'en') => draftIn(asked, language);

describe('draftOf', () => {
  it('is empty without a prefill', () => {
    expect(draftOf(question('text')).text).toBe('');
  });

  it('shows what was answered before the way back', () => {
    expect(draftOf(question('number', 42)).text).toBe('42');
    expect(draftOf(question('choices', ['a', 'b'])).chosen).toEqual(['a', 'b']);
    expect(draftOf(question('time', '09:30:00')).text).toBe('09:30');
    expect(draftOf(question('address', { street: 'High Street', city: 'Bath' })).address).toEqual({
      street: 'High Street',
      houseNumber: '',
      postalCode: '',
      city: 'Bath',
    });
  });
});

describe('a number that was answered before', () => {
  it('has a decimal comma in German, a point elsewhere', () => {
    expect(draftOf(question('number', '1.234'), 'de').text).toBe('1,234');
    expect(draftOf(question('money', '12.50'), 'de-AT').text).toBe('12,50');
    expect(draftOf(question('money', '12.50')).text).toBe('12.50');
    expect(draftOf(question('email', 'a.b@example.org'), 'de').text).toBe('a.b@example.org');
  });
});

describe('answerOf', () => {
  it('sends back what a prefill said', () => {
    for (const [type, value] of [
      ['text', 'hello'],
      ['date', '2026-03-29'],
      ['choices', ['a']],
      ['address', { street: 'High Street', houseNumber: '1', postalCode: 'BA1', city: 'Bath' }],
    ] as const) {
      expect(answerOf(question(type), draftOf(question(type, value)))).toEqual(value);
    }
  });

  it('is null when nothing was filled in', () => {
    for (const type of ['text', 'number', 'choices', 'address'] as const)
      expect(answerOf(question(type), draftOf(question(type)))).toBeNull();
  });
});
