import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillTemplate } from './fill-template.js';
import { KNOWN_AT_ARRIVAL, templateProblems } from './placeholders.js';

describe('fillTemplate', () => {
  it('puts in what is known and leaves the rest', () => {
    expect(fillTemplate('Dear {name}, {constructor} {customer} {{x}}', { name: 'Anna', customer: undefined })).toBe(
      'Dear Anna, {constructor} {customer} {x}',
    );
  });

  it('does not take values for templates', () => {
    expect(fillTemplate('{name}: {subject}', { name: '{subject}', subject: '$& $1' })).toBe('{subject}: $& $1');
  });

  it('lets nobody send advertisements through us', () => {
    expect(
      fillTemplate('{subject}', { subject: 'Buy\r\nBcc: all@x.test\u2028 https://evil.test/now www.evil.test' }),
    ).toBe('Buy Bcc: all@x.test … …');
  });

  it('makes one line of at most a hundred characters of any value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (value) => {
        const filled = fillTemplate('{name}', { name: value });
        expect([...filled].length).toBeLessThanOrEqual(100);
        expect(filled).not.toMatch(/[\r\n\u2028\u2029\0]/);
      }),
    );
  });
});

describe('templateProblems', () => {
  const said = (text: string) => templateProblems(text).map(({ message, hint }) => `${message} (${hint})`);

  it('names what nothing is known of, what is not known yet, and what is no placeholder', () => {
    expect(said('Dear {name}, {{no}} {queue}')).toEqual([]);
    expect(said('Dear {nmae}')).toEqual(["Nothing is known that is called 'nmae' (did you mean 'name'?)"]);
    expect(templateProblems('{agent}', KNOWN_AT_ARRIVAL)).toHaveLength(1);
    expect(said('{name | money}')).toHaveLength(1);
    expect(said('Dear {name')).toHaveLength(1);
  });
});
