import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillTemplate, getsAutoReply } from './auto-reply.js';

describe('fillTemplate', () => {
  it('puts in what is known and leaves the rest', () => {
    expect(fillTemplate('Dear {name}, {constructor} {x}', { name: 'Anna' })).toBe('Dear Anna, {constructor} {x}');
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

describe('getsAutoReply', () => {
  const first = { kind: 'customer', startsThread: true, toUs: true } as const;

  it('answers people who begin a thread and write to us', () => {
    expect(getsAutoReply(first, 0)).toBe(true);
  });

  it.each([
    ['a machine', { ...first, kind: 'generated' }, 0],
    ['a later mail', { ...first, startsThread: false }, 0],
    ['a blind copy', { ...first, toUs: false }, 0],
    ['who was answered too often', first, 4],
  ] as const)('does not answer %s', (_, facts, replied) => {
    expect(getsAutoReply(facts, replied)).toBe(false);
  });
});
