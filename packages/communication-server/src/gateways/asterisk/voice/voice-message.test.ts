import { VirtualClock } from '@caruso/core';
import { silentLog } from '@caruso/service-manager';
import { afterEach, describe, expect, it } from 'vitest';
import { type SmallAnswer, SmallAri } from '../../../../test/support/telephone/small-ari.js';
import { until } from '../../../../test/support/telephone/until.js';
import type { GatewayContact } from '../../gateway.js';
import { Call } from '../call.js';
import type { CallSurroundings } from '../call-surroundings.js';
import { Names } from '../names.js';
import { Recordings } from '../recordings.js';
import { type MessageSurroundings, VoiceMessage } from './voice-message.js';

const NOT_FOUND: SmallAnswer = { status: 404, body: { message: 'Recording not found' } };
const PLAY = 'POST channels/x1/play';
const RECORD = 'POST channels/x1/record';

let ari: SmallAri;
afterEach(() => ari.close());

/** A caller who is to leave a message. */
async function setting(answer: (request: string, times: number) => SmallAnswer | undefined) {
  const asked: string[] = [];
  ari = await SmallAri.start((request) => {
    const kind = request.startsWith(PLAY) ? PLAY : request;
    asked.push(kind);
    return request.startsWith('GET') ? NOT_FOUND : answer(kind, asked.filter((each) => each === kind).length);
  });
  const clock = new VirtualClock(0);
  const names = new Names('caruso');
  const left: string[] = [];
  const host = {
    clock,
    log: silentLog,
    leave: async (_: string, by: string) => void left.push(by),
    voicemailLeft: async (_: string, recording: string, seconds: number) => void left.push(`${recording} ${seconds}`),
  };
  const recordings = new Recordings(ari.client, names, silentLog, undefined);
  const around = { client: ari.client, host, names, recordings, voicemail: undefined };
  const contact = { contact: 'c1', externalId: 'x1', state: 'self-service', messageFor: 'q', stoppedRecordings: [] };
  const call = new Call(contact as unknown as GatewayContact, Promise.resolve(), {
    ...around,
    announcer: () => ({ start: () => {}, stop: () => {} }),
    message: (other: GatewayContact) => new VoiceMessage(other, around as unknown as MessageSurroundings),
    isConnected: () => true,
  } as unknown as CallSurroundings);
  const times = (kind: string) => asked.filter((each) => each === kind).length;
  /** The greeting has been heard that was played as the last one. */
  const greeted = () => {
    const playing = ari.asked.filter((each) => each.startsWith(PLAY)).at(-1) ?? '';
    call.said(playing.slice(PLAY.length + 1));
  };
  return { call, clock, left, times, greeted };
}

describe('a caller who is to leave a message', () => {
  it('is greeted when it is tried again, where the line was cut before', async () => {
    const { call, clock, times } = await setting((kind, nth) =>
      kind === PLAY && nth === 1 ? { status: 'cut' } : undefined,
    );
    call.settle();
    await until('it is to be tried again', () => clock.pending);
    clock.advance(1_000);
    await until('the greeting is played again', () => times(PLAY) === 2);
    call.close();
  });

  it('is greeted again where the message could not be recorded, and has left none who hangs up meanwhile', async () => {
    const { call, clock, left, times, greeted } = await setting((kind, nth) =>
      kind === RECORD && nth === 1 ? { status: 500, body: { error: 'Internal Server Error' } } : undefined,
    );
    call.settle();
    await until('the greeting is played', () => times(PLAY));
    greeted();
    await until('it is to be tried again', () => clock.pending);
    expect(call.isRecordingMessage).toBe(false);
    clock.advance(1_000);
    await until('the greeting is played again', () => times(PLAY) === 2);
    greeted();
    await until('the message is recorded', () => times(RECORD) === 2);
    expect(call.isRecordingMessage).toBe(true);
    expect(left).toEqual([]);
    call.close();
  });

  it('has left one of which it is told only that it is finished, as after an outage', async () => {
    const { call, left } = await setting(() => undefined);
    await call.recorded(4);
    expect(left).toEqual(['caruso.message.c1 4']);
    call.close();
  });
});
