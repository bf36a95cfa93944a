import { VirtualClock } from '@caruso/core';
import { silentLog } from '@caruso/service-manager';
import { describe, expect, it } from 'vitest';
import { ContactCentreErrors } from '../../errors.js';
import type { GatewayHost } from '../gateway.js';
import type { AriClient } from './ari/ari-client.js';
import type { AriChannel } from './ari/ari-model.js';
import { Arrivals } from './arrivals.js';

const CHANNEL = 'channel-1';

function promised<Value>() {
  let resolve: (value: Value) => void = () => {};
  let reject: (thrown: unknown) => void = () => {};
  const promise = new Promise<Value>((resolved, rejected) => {
    resolve = resolved;
    reject = rejected;
  });
  return { promise, resolve, reject };
}

/** A caller whose arrival is stored, and whom Asterisk answers, when the test says so. */
function setting() {
  const stored = promised<string>();
  const answered = promised<undefined>();
  const left: string[] = [];
  const host = {
    clock: new VirtualClock(0),
    log: silentLog,
    answers: () => ({ queue: 'service' }),
    arrive: () => stored.promise,
    leave: async (contact: string, by: string) => void left.push(`${contact} by ${by}`),
  };
  const hungUp: string[] = [];
  const client = { answer: () => answered.promise, hangUp: async (id: string) => void hungUp.push(id) };
  const arrivals = new Arrivals(client as unknown as AriClient, host as unknown as GatewayHost, true);
  const channel = { id: CHANNEL, state: 'Ring', caller: { number: '1' }, dialplan: { exten: '8001' } };
  const taken = arrivals.take(channel as AriChannel, () => true);
  return { arrivals, taken, left, stored, answered, hungUp };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a caller who arrives', () => {
  it('and hangs up while it is looked up who it is has left as soon as the contact is stored', async () => {
    const { arrivals, taken, left, stored, answered } = setting();
    answered.resolve(undefined);
    await turn();
    arrivals.gone(CHANNEL);
    expect(left).toEqual([]);
    stored.resolve('contact-1');
    await taken;
    expect(left).toEqual(['contact-1 by customer']);
    expect(arrivals.has(CHANNEL)).toBe(false);
  });

  it('is a contact like others from then on, while the answer of Asterisk is still on its way', async () => {
    const { arrivals, taken, left, stored, answered } = setting();
    expect(arrivals.has(CHANNEL)).toBe(true);
    stored.resolve('contact-1');
    await turn();
    expect(arrivals.has(CHANNEL)).toBe(false);
    answered.resolve(undefined);
    await taken;
    expect(left).toEqual([]);
  });

  it('is left to the process that has taken over the contact centre meanwhile', async () => {
    const { arrivals, taken, stored, answered, hungUp } = setting();
    answered.resolve(undefined);
    stored.reject(new ContactCentreErrors.LogTaken({ number: 7 }));
    await taken;
    expect(hungUp).toEqual([]);
    expect(arrivals.has(CHANNEL)).toBe(false);
  });

  it('is hung up when no contact can be made of the call', async () => {
    const { taken, stored, answered, hungUp } = setting();
    answered.resolve(undefined);
    stored.reject(new Error('nobody answers this number'));
    await taken;
    expect(hungUp).toEqual([CHANNEL]);
  });
});
