import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessageFrame } from '../../src/gateways/webchat/frames.js';
import { type ChatState, heard, lastSeen, NO_CHAT, written } from './chat-state.js';

const message = (number: number, id = `m${number}`, by: MessageFrame['by'] = 'agent'): MessageFrame => ({
  ...{ type: 'message', number, id, by, at: 0, text: `text ${id}` },
});

describe('what a visitor sees of a chat', () => {
  it('shows a message once, however often the server says it after interruptions', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 8 }), (interruptions) => {
        // After each interruption the server goes on behind a message that was seen; some were on their way twice.
        let state: ChatState = NO_CHAT;
        for (const number of [...interruptions.toSorted(), 10])
          for (let next = Math.max(1, Math.min(number, lastSeen(state) + 1) - 1); next <= number; next++)
            state = heard(state, message(next));
        expect(state.messages.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      }),
    );
  });

  it('keeps what was written until the server confirms it', () => {
    const two = written(written(NO_CHAT, { id: 'a', text: 'A' }), { id: 'b', text: 'B' });
    const one = heard(two, message(1, 'a', 'visitor'));
    expect(one.pending).toEqual([{ id: 'b', text: 'B' }]);
    expect(one.messages.map(({ id }) => id)).toEqual(['a']);
    // Confirmed again, because the first confirmation was lost on the way.
    expect(heard(one, message(1, 'a', 'visitor'))).toMatchObject({ pending: [{ id: 'b' }], messages: [{ id: 'a' }] });
  });

  it('keeps what may be sent again, and drops what may not, with the reason', () => {
    const state = written(NO_CHAT, { id: 'a', text: 'A' });
    const later = heard(state, { type: 'refused', because: 'too-fast', id: 'a', retryAfterMs: 500 });
    expect(later).toMatchObject({ pending: [{ id: 'a' }], refusal: 'too-fast' });
    expect(heard(later, message(1, 'a', 'visitor'))).toMatchObject({ pending: [], refusal: undefined });
    const never = heard(state, { type: 'refused', because: 'too-long', id: 'a' });
    expect(never).toMatchObject({ pending: [], refusal: 'too-long' });
  });

  it('follows how the chat stands', () => {
    const standing = { state: 'waiting', position: 2 } as const;
    expect(heard(NO_CHAT, { type: 'standing', standing, longestText: 100 })).toMatchObject({
      standing,
      longestText: 100,
    });
    expect(heard(NO_CHAT, { type: 'typing' })).toBe(NO_CHAT);
  });
});
