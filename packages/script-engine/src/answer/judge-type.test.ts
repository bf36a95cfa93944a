import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QuestionType } from '../contract.js';
import { complaintText } from './complaint.js';
import { judgeType, type TypeContext } from './judge-type.js';

const context = (language = 'en'): TypeContext => ({ language, country: 'DE', codes: ['red', 'green', 'blue'] });
const value = (type: QuestionType, given: unknown, language = 'en') => {
  const verdict = judgeType(type, given, context(language));
  return 'value' in verdict ? verdict.value : verdict.complaint.code;
};

describe('judging an answer by its type', () => {
  it('keeps numbers as exact decimals', () => {
    expect(value('number', '0123.4500')).toBe('123.45');
    expect(value('number', '12345678901234567890.12345')).toBe('12345678901234567890.12345');
    expect(value('number', 1.5)).toBe('1.5');
    expect(value('number', '-0')).toBe('0');
    for (const wrong of ['', 'abc', '1e5', '0x10', '1.2.3', Number.NaN, Number.POSITIVE_INFINITY, true, {}])
      expect(value('number', wrong)).toBe('number');
  });

  it('reads a decimal comma where it is usual, and refuses what could be thousands', () => {
    expect(value('number', '12,5', 'de')).toBe('12.5');
    expect(value('number', '12.5', 'de')).toBe('12.5');
    expect(value('number', '1.500', 'de')).toBe('number-grouping');
    expect(value('number', '0.500', 'de')).toBe('0.5');
    expect(value('number', '1,500', 'en')).toBe('number-grouping');
    expect(value('number', '1 500', 'en')).toBe('number-grouping');
    expect(value('number', '12,5', 'en')).toBe('number');
  });

  it('keeps amounts with two decimals, and refuses more', () => {
    expect(value('money', '12.5')).toBe('12.50');
    expect(value('money', 12)).toBe('12.00');
    expect(value('money', '1.239')).toBe('money');
    expect(value('money', '1.230')).toBe('1.23');
  });

  it('takes only dates that exist', () => {
    expect(value('date', '2024-02-29')).toBe('2024-02-29');
    expect(value('date', '29.2.2024', 'de')).toBe('2024-02-29');
    for (const wrong of ['2023-02-29', '2024-13-01', '29.2.2024', '24-01-01', 5])
      expect(value('date', wrong)).toBe('date');
  });

  it('keeps telephone numbers in the international form', () => {
    expect(value('phone', '0351 4567890')).toBe('+493514567890');
    expect(value('phone', '+1 212 736 5000')).toBe('+12127365000');
    for (const wrong of ['123', 'call me', '+49', null]) expect(value('phone', wrong)).toBe('phone');
    expect(judgeType('phone', '0351 4567890', { ...context(), country: undefined })).toHaveProperty('complaint');
  });

  it('takes e-mail addresses, times, digits and yes or no', () => {
    expect(value('email', ' ada@example.org ')).toBe('ada@example.org');
    for (const wrong of ['ada', 'ada@', '@example.org', 'a..b@example.org', 'ada@example', 'a b@example.org'])
      expect(value('email', wrong)).toBe('email');
    expect([value('time', '9:05'), value('time', '24:00')]).toEqual(['09:05', 'time']);
    expect([value('digits', '12 34-5'), value('digits', '12a')]).toEqual(['12345', 'digits']);
    expect([value('yesno', 'Ja', 'de'), value('yesno', false), value('yesno', 'maybe')]).toEqual([
      true,
      false,
      'yesno',
    ]);
  });

  it('takes only open choices, several in the order on paper', () => {
    expect([value('choice', 'red'), value('choice', 'pink')]).toEqual(['red', 'choice']);
    expect([value('choices', ['blue', 'red', 'red']), value('choices', ['pink'])]).toEqual([
      ['red', 'blue'],
      'choices',
    ]);
  });

  it('says which fields of an address are missing', () => {
    const address = { street: ' Am Markt ', houseNumber: '1', postalCode: '01067', city: 'Dresden' };
    expect(value('address', address)).toEqual({ ...address, street: 'Am Markt' });
    const verdict = judgeType('address', { ...address, city: ' ', street: undefined }, context('de'));
    expect('complaint' in verdict && complaintText(verdict.complaint, 'de')).toBe(
      'Bitte vervollständigen Sie die Adresse: Straße, Ort.',
    );
  });

  it('takes files by what they are and how large they are, and keeps nothing but the reference', () => {
    const file = { file: 'f1', name: 'meter.jpg', mediaType: 'image/jpeg', size: 5, sha256: '0'.repeat(64) };
    const judged = (given: unknown, rules = { accept: ['image/jpeg', 'application/pdf'], maxBytes: 1_500_000 }) => {
      const verdict = judgeType('file', given, { ...context(), file: rules });
      return 'value' in verdict ? verdict.value : complaintText(verdict.complaint, 'de');
    };
    expect(judged({ ...file, more: 1 })).toEqual(file);
    expect(judged({ ...file, size: 1_500_001 })).toBe('Bitte wählen Sie eine kleinere Datei mit höchstens 1,5 MB.');
    expect(judged({ ...file, mediaType: 'text/plain' })).toBe(
      'Bitte wählen Sie eine Datei einer dieser Arten: JPEG, PDF.',
    );
    for (const wrong of ['f1', { ...file, file: '' }, { ...file, size: 0 }, { name: 'x' }, 5])
      expect(judged(wrong)).toBe('Bitte wählen Sie eine Datei aus.');
  });

  it('is idempotent and never throws, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...QuestionType.options),
        fc.oneof(fc.anything(), fc.string(), fc.double().map(String)),
        (type, given) => {
          const first = judgeType(type, given, context());
          if ('value' in first) expect(judgeType(type, first.value, context())).toEqual(first);
          else expect(complaintText(first.complaint, 'en')).not.toMatch(/[{}]/);
        },
      ),
    );
  });
});
