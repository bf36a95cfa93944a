import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAriEvent } from './ari-event.js';

const channel = {
  id: '1.2',
  name: 'PJSIP/x',
  state: 'Up',
  caller: { name: '', number: '49' },
  dialplan: { exten: '8001', app_name: 'Stasis', app_data: 'caruso' },
};

describe('a message of the event socket', () => {
  it('is an event that is acted on, without what is not needed', () => {
    const text = JSON.stringify({
      type: 'StasisStart',
      args: [],
      timestamp: 'now',
      channel: { ...channel, language: 'en' },
    });
    expect(readAriEvent(text)).toEqual({ kind: 'event', event: { type: 'StasisStart', channel } });
  });

  it('may be one of the others', () => {
    expect(readAriEvent('{"type":"ChannelVarset","value":7}')).toEqual({ kind: 'other' });
  });

  it.each([
    '',
    '{',
    '[]',
    '"StasisStart"',
    '{"type":7}',
    '{"type":"StasisStart"}',
    '{"type":"ChannelDestroyed","cause":"x"}',
  ])('is malformed as %j', (text) => {
    expect(readAriEvent(text)).toMatchObject({ kind: 'malformed', reason: expect.stringMatching(/./) });
  });

  it('never throws, whatever it is', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => readAriEvent(text).kind !== undefined));
  });
});
