import { describe, expect, it } from 'vitest';
import { getsAutoReply } from './auto-reply.js';

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
