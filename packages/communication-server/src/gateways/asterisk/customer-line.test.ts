import { VirtualClock } from '@caruso/core';
import { silentLog } from '@caruso/service-manager';
import { afterEach, describe, expect, it } from 'vitest';
import { type SmallAnswer, SmallAri } from '../../../test/support/telephone/small-ari.js';
import { until } from '../../../test/support/telephone/until.js';
import type { GatewayContact } from '../gateway.js';
import { inTime } from './ari/in-time.js';
import { Call } from './call.js';
import type { CallSurroundings } from './call-surroundings.js';
import { Names } from './names.js';
import { QueueMusic } from './queue-music.js';

let ari: SmallAri;
afterEach(() => ari.close());

/** A contact centre that stores what is reported when the test says so, and a call in it that Asterisk leads. */
async function setting(answer: (request: string, times: number) => SmallAnswer | undefined) {
  const times = new Map<string, number>();
  ari = await SmallAri.start((request) => {
    const kind = request.replace(/\.back\..*/, '.back');
    times.set(kind, (times.get(kind) ?? 0) + 1);
    return answer(kind, times.get(kind) ?? 0);
  });
  const names = new Names('caruso');
  const clock = new VirtualClock(0);
  const reported: string[] = [];
  let store = () => {};
  const stored = new Promise<void>((resolve) => {
    store = resolve;
  });
  const host = {
    clock,
    log: silentLog,
    calledBack: (_: string, answered: boolean) => {
      reported.push(answered ? 'answered' : 'not reached');
      return stored;
    },
  };
  const around = {
    ...{ client: ari.client, host, names, music: new QueueMusic(ari.client, names, {}) },
    trunkTo: (number: string) => `PJSIP/${number}@trunk`,
    announcer: () => ({ start: () => {}, stop: () => {} }),
    isConnected: () => true,
  } as unknown as CallSurroundings;
  const asked = (request: string) => ari.asked.filter((each) => each.includes(request));
  return { around, asked, clock, names, reported, store };
}

const contact = (more: object) =>
  ({ contact: 'c1', externalId: 'x1', to: '8001', queue: 'q', offers: [], stoppedRecordings: [], ...more }) as unknown;
const toCallBack = contact({ state: 'connected', agent: 'ada', callback: { phone: '1', attempts: 0 } });
/** The agent is on the line. */
const found = () => {
  const ada = {
    channel: 'ada',
    name: 'ada',
    party: { agent: 'ada' },
    reservation: undefined,
    up: true,
    talking: false,
  };
  return { caller: undefined, calling: undefined, bridge: undefined, talkBridge: undefined, legs: [ada] };
};
const ORIGINATE = 'POST channels/caruso.back';

describe('a caller whose answering failed', () => {
  it('is answered when it is tried again, and hears the music', async () => {
    const { around, asked, clock } = await setting((request, times) => {
      return request === 'POST channels/x1/answer' && times === 1 ? { status: 'cut' } : undefined;
    });
    const answering = inTime(ari.client.answer('x1'));
    const call = new Call(contact({ state: 'waiting' }) as GatewayContact, answering, around);
    call.settle();
    await until('it is to be tried again', () => clock.pending);
    clock.advance(1_000);
    await until('the caller hears the music', () => asked('addChannel')[0]);
    expect(asked('channels/x1/answer')).toHaveLength(2);
    call.close();
  });
});

describe('a customer who is to be called back', () => {
  it('is called once though the answer of Asterisk was lost', async () => {
    const { around, asked, clock, reported } = await setting((request, times) => {
      if (request !== ORIGINATE) return undefined;
      return times === 1 ? { status: 'cut' } : { status: 409, body: { message: 'exists already' } };
    });
    const call = new Call(toCallBack as GatewayContact, undefined, around);
    call.found(found());
    await until('it is to be tried again', () => clock.pending);
    clock.advance(1_000);
    await until('the agent waits in the talk', () => asked('addChannel')[0]);
    const [first, ...more] = asked('back.');
    expect(more).toEqual([first]);
    expect(reported).toEqual([]);
    call.close();
  });

  it('is not reached where Asterisk refuses to call', async () => {
    const { around, reported } = await setting((request) => {
      return request === ORIGINATE ? { status: 500, body: { error: 'Allocation failed' } } : undefined;
    });
    const call = new Call(toCallBack as GatewayContact, undefined, around);
    call.found(found());
    await until('that is told', () => reported[0]);
    expect(reported).toEqual(['not reached']);
    call.close();
  });

  it('and was not reached is not called again before the contact centre knows it', async () => {
    const { around, asked, reported, store } = await setting(() => undefined);
    const call = new Call(toCallBack as GatewayContact, undefined, around);
    call.found(found());
    const called = await until('the customer is called', () => asked('back.')[0]);
    await until('the agent waits in the talk', () => asked('addChannel')[0]);
    call.gone(called.replace('POST channels/', ''), 17);
    expect(reported).toEqual(['not reached']);
    call.changed({ ...(toCallBack as GatewayContact), agent: 'ada' });
    await call.isQuiet();
    expect(asked('back.')).toEqual([called]);
    call.changed(contact({ state: 'parked', callback: { phone: '1', attempts: 1 } }) as GatewayContact);
    store();
    await call.isQuiet();
    expect(asked('POST channels/caruso.back')).toEqual([called]);
    call.close();
  });

  it('goes on being called after an outage', async () => {
    const { around, asked, names, reported } = await setting(() => undefined);
    const ringing = names.callback('c1', 'before');
    const call = new Call(toCallBack as GatewayContact, undefined, around);
    call.found({ ...found(), calling: ringing });
    await until('the agent waits in the talk', () => asked('addChannel')[0]);
    call.pickedUp(ringing);
    await until('the customer is in the talk', () => asked('addChannel')[1]);
    expect(reported).toEqual(['answered']);
    expect(asked('POST channels/')).toEqual([]);
    call.close();
  });

  it('and picked up before it was known what exists is in the talk', async () => {
    const { around, asked, names, reported } = await setting(() => undefined);
    const channel = names.callback('c1', 'before');
    const call = new Call(toCallBack as GatewayContact, undefined, around);
    call.found({ ...found(), caller: { channel, answered: true } });
    call.pickedUp(channel);
    await until('both are in the talk', () => asked('addChannel')[0]);
    expect(reported).toEqual(['answered']);
    expect(asked('DELETE')).toEqual([]);
    call.close();
  });
});
