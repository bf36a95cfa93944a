import { VirtualClock } from '@caruso/core';
import { silentLog } from '@caruso/service-manager';
import { afterEach, describe, expect, it } from 'vitest';
import { type SmallAnswer, SmallAri } from '../../../test/support/telephone/small-ari.js';
import { until } from '../../../test/support/telephone/until.js';
import type { DialResult, GatewayHost } from '../gateway.js';
import type { AriChannel } from './ari/ari-model.js';
import { Dialler } from './dialler.js';
import { EventDispatch } from './event-dispatch.js';
import { Names } from './names.js';

const CHANNEL = 'caruso.dial.a1';
const ORIGINATE = `POST channels/${CHANNEL}`;
const CUT: SmallAnswer = { status: 'cut' };

let ari: SmallAri;
afterEach(() => ari.close());

/** A number that is called for two seconds, by an Asterisk that answers the requests one after the other. */
async function setting(...answers: readonly SmallAnswer[]) {
  let asked = 0;
  ari = await SmallAri.start(() => answers[Math.min(asked++, answers.length - 1)]);
  const clock = new VirtualClock(0);
  const names = new Names('caruso');
  const host = { clock, log: silentLog } as unknown as GatewayHost;
  const dialler = new Dialler(ari.client, host, names);
  const results: DialResult[] = [];
  const dialled = dialler
    .dial('PJSIP/1@trunk', { id: 'a1', to: '1', from: '2', ringSeconds: 2 })
    .then((result) => void results.push(result));
  /** Until Asterisk is to be asked again. */
  const askAgain = async () => {
    await until('it is to be tried again', () => clock.pending);
    clock.advance(1_000);
  };
  return { clock, names, host, dialler, dialled, results, askAgain };
}

describe('a number whose call Asterisk does not confirm', () => {
  it('rings once, and is not answered, when only the answer was lost', async () => {
    const { dialler, dialled, results, askAgain } = await setting(CUT, { status: 409 });
    await askAgain();
    await until('Asterisk is asked again', () => ari.asked[1]);
    expect(results).toEqual([]);
    dialler.gone(CHANNEL, 19);
    await dialled;
    expect(results).toMatchObject([{ outcome: 'no-answer', ringMs: 1_000 }]);
    expect(ari.asked).toEqual([ORIGINATE, ORIGINATE]);
  });

  it('is not called again when it was busy', async () => {
    const { clock, dialler, dialled, results } = await setting(CUT);
    await until('it is to be tried again', () => clock.pending);
    dialler.gone(CHANNEL, 17);
    await dialled;
    expect(results).toMatchObject([{ outcome: 'busy' }]);
    expect(clock.pending).toBe(0);
  });

  it('is called when the request itself was lost', async () => {
    const { dialler, dialled, results, askAgain } = await setting(CUT, { status: 200 });
    await askAgain();
    await until('Asterisk is asked again', () => ari.asked[1]);
    dialler.answered(CHANNEL);
    await dialled;
    expect(results).toMatchObject([{ outcome: 'answered', call: CHANNEL }]);
  });

  it('is given up when Asterisk says nothing for as long as it may ring', async () => {
    const { dialled, results, askAgain } = await setting(CUT);
    await askAgain();
    await askAgain();
    await dialled;
    expect(results).toMatchObject([{ outcome: 'failed', interrupted: true, ringMs: 2_000 }]);
  });

  it('is given up with the connection', async () => {
    const { clock, dialler, dialled, results } = await setting(CUT);
    await until('it is to be tried again', () => clock.pending);
    dialler.lose();
    await dialled;
    expect(results).toMatchObject([{ outcome: 'failed', interrupted: true }]);
    expect(clock.pending).toBe(0);
  });
});

describe('a number that was given up while it rang', () => {
  it('is hung up when it answers all the same', async () => {
    const { names, host, dialler, dialled } = await setting({ status: 204 });
    const dispatch = new EventDispatch({
      ...{ client: ari.client, host, names, dialler },
      calls: { contactOf: () => undefined },
      forwarded: { nameOf: (channel: string) => channel },
      inBackground: (work: Promise<unknown>) => void work,
    } as unknown as ConstructorParameters<typeof EventDispatch>[0]);
    dialler.lose();
    await dialled;
    dispatch.act({ type: 'StasisStart', channel: { id: CHANNEL } as AriChannel });
    await until('it is hung up', () => ari.asked.includes(`DELETE channels/${CHANNEL}`));
  });
});
