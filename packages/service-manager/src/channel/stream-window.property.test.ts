import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IncomingStream, STREAM_WINDOW } from './incoming-stream.js';
import { OutgoingStream } from './outgoing-stream.js';

describe('the two ends of a stream', () => {
  it('bring all values in order, never more of them than the consumer has room for, at whatever pace', () =>
    fc.assert(
      fc.asyncProperty(
        fc.nat(200),
        fc.nat(220),
        fc.array(fc.boolean(), { maxLength: 50 }),
        async (length, wanted, pauses) => {
          let produced = 0;
          let ended = false;
          async function* values() {
            try {
              for (let value = 0; value < length; value += 1) {
                if (pauses[value % (pauses.length || 1)]) await Promise.resolve();
                produced += 1;
                yield value;
              }
            } finally {
              ended = true;
            }
          }
          const outgoing = new OutgoingStream(STREAM_WINDOW);
          const incoming = new IncomingStream((count) => outgoing.addCredit(count));
          const pumped = outgoing
            .pump(values(), (value) => expect(incoming.push(value)).toBe(true))
            .then(() => incoming.end());

          const taken: unknown[] = [];
          while (taken.length < wanted) {
            if (pauses[taken.length % (pauses.length || 1)]) await new Promise((resolve) => setImmediate(resolve));
            expect(produced - taken.length).toBeLessThanOrEqual(STREAM_WINDOW);
            const next = await incoming.take();
            if (next.done) break;
            taken.push(next.value);
          }
          outgoing.return();
          await incoming.return();
          await pumped;
          expect(taken).toEqual(Array.from({ length: Math.min(length, wanted) }, (_, value) => value));
          // One that was never asked has not begun.
          if (produced > 0) expect(ended).toBe(true);
        },
      ),
    ));
});
