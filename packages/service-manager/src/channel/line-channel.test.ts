import { Socket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../log.js';
import { lineChannel } from './line-channel.js';

describe('a channel over a byte stream', () => {
  it('gets every message whole, wherever the bytes were cut', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 6 }), fc.array(fc.nat(40)), (messages, lengths) => {
        const socket = new Socket();
        const got: unknown[] = [];
        lineChannel(socket, { peer: 'the test', log: silentLog }).onMessage((message) => got.push(message));
        let rest = Buffer.from(messages.map((message) => `${JSON.stringify(message)}\n`).join(''));
        for (const length of [...lengths, rest.length]) {
          socket.emit('data', rest.subarray(0, length));
          rest = rest.subarray(length);
        }
        expect(got).toEqual(JSON.parse(JSON.stringify(messages)));
      }),
    );
  });

  it('ignores a line that is no JSON, and says so', () => {
    const socket = new Socket();
    const got: unknown[] = [];
    const warnings: string[] = [];
    const log = { ...silentLog, warn: (message: string) => warnings.push(message) };
    lineChannel(socket, { peer: 'the test', log }).onMessage((message) => got.push(message));
    socket.emit('data', Buffer.from('GET / HTTP/1.1\n{"a":1}\n'));
    expect(got).toEqual([{ a: 1 }]);
    expect(warnings).toEqual(['the test sent a line that is no JSON; it is ignored']);
  });

  it('says when it was closed, also to who asks later', () => {
    const channel = lineChannel(new Socket(), { peer: 'the test', log: silentLog });
    channel.close();
    channel.close();
    const reasons: string[] = [];
    channel.onClose((reason) => reasons.push(reason.message));
    expect(reasons).toEqual(['There is no connection to the test: it was closed on this side.']);
    expect(() => channel.send({})).not.toThrow();
  });
});
