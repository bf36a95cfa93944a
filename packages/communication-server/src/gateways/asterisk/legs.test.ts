import { VirtualClock } from '@caruso/core';
import { silentLog } from '@caruso/service-manager';
import { afterEach, describe, expect, it } from 'vitest';
import { SmallAri } from '../../../test/support/telephone/small-ari.js';
import { until } from '../../../test/support/telephone/until.js';
import type { GatewayContact } from '../gateway.js';
import { Call } from './call.js';
import type { CallSurroundings } from './call-surroundings.js';
import { Names } from './names.js';

/** The network or the telephone has failed. */
const CHANNEL_UNAVAILABLE = 44;

let ari: SmallAri;
afterEach(() => ari.close());

describe('the telephone of an agent that was lost in a talk', () => {
  it('is called again after two seconds, whatever else happens to the call until then', async () => {
    ari = await SmallAri.start(() => undefined);
    const clock = new VirtualClock(0);
    const around = {
      ...{ client: ari.client, names: new Names('caruso'), trunkTo: () => undefined },
      host: { clock, log: silentLog, phoneOf: (agent: string) => `PJSIP/${agent}` },
      announcer: () => ({ start: () => {}, stop: () => {} }),
      isConnected: () => true,
    } as unknown as CallSurroundings;
    const contact = { contact: 'c1', externalId: 'x1', state: 'connected', agent: 'ada', offers: [] };
    const call = new Call({ ...contact, stoppedRecordings: [] } as unknown as GatewayContact, undefined, around);
    const ada = { channel: 'ada', name: 'ada', party: { agent: 'ada' }, reservation: undefined };
    call.found({
      ...{ caller: { channel: 'x1', answered: true }, calling: undefined },
      ...{ bridge: 'caruso.talk.c1', talkBridge: 'caruso.talk.c1', legs: [{ ...ada, up: true, talking: true }] },
    });
    await call.isQuiet();
    call.gone('ada', CHANNEL_UNAVAILABLE);
    await call.isQuiet();
    // As when a supervisor has put down the receiver.
    call.settleIn(0);
    clock.advance(0);
    await call.isQuiet();
    clock.advance(1_999);
    await call.isQuiet();
    expect(ari.asked).toEqual([]);
    clock.advance(1);
    await until('it is called again', () =>
      ari.asked.some((request) => request.startsWith('POST channels/caruso.leg')),
    );
    call.close();
  });
});
