import { describe, expect, it } from 'vitest';
import { AnsweredNumbers } from './answered-numbers.js';

const numbers = new AnsweredNumbers({
  plain: 'service',
  routed: {
    queue: 'service',
    routes: [
      { when: "startsWith(from, '+49221')", queue: 'cologne', priority: 2 },
      { when: "channel == 'chat'", queue: 'chats' },
      { when: "startsWith(from, '+49')", queue: 'germany' },
      { when: "customer == '4711'", queue: 'known' },
    ],
  },
  led: { script: 'reception', fallback: 'service', routes: [{ when: "from == ''", queue: 'hidden' }] },
});
const from = (address: string, to = 'routed', more: { channel?: 'voice' | 'chat'; customer?: string } = {}) =>
  numbers.for({ from: address, to, channel: 'voice', ...more }, 0);

describe('AnsweredNumbers', () => {
  it('takes the first route whose condition holds, with its priority', () => {
    expect(from('+49221470')).toEqual({ queue: 'cologne', priority: 2 });
    expect(from('+4930470')).toEqual({ queue: 'germany' });
    expect(from('+4930470', 'routed', { channel: 'chat' })).toEqual({ queue: 'chats' });
    expect(from('+33147', 'routed', { customer: '4711' })).toEqual({ queue: 'known' });
  });

  it('leads to what answers the number when no condition holds, or what it asks is not known', () => {
    expect(from('+33147')).toEqual({ queue: 'service' });
    expect(from('+33147', 'plain')).toEqual({ queue: 'service' });
    expect(from('+33147', 'led')).toEqual({ script: 'reception', fallback: 'service' });
    expect(from('', 'led')).toEqual({ queue: 'hidden' });
    expect(from('+33147', 'nobody')).toBeUndefined();
  });

  it('says what answers a number before anybody has called', () => {
    expect([numbers.of('routed'), numbers.of('constructor')]).toEqual([{ queue: 'service' }, undefined]);
  });
});
