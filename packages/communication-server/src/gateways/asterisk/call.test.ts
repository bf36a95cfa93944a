import { VirtualClock } from '@caruso/core';
import { silentLog } from '@caruso/service-manager';
import { describe, expect, it } from 'vitest';
import type { GatewayContact } from '../gateway.js';
import { Call } from './call.js';
import type { CallSurroundings } from './call-surroundings.js';
import { Names } from './names.js';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** An Asterisk that lets channels into a bridge when the test says so, and remembers what it was asked. */
function setting() {
  const called: string[] = [];
  const joined: string[] = [];
  let admit = () => {};
  const client = {
    originate: async ({ channel }: { channel: string }) => void called.push(channel),
    bridge: async () => {},
    join: async (_: string, channels: readonly string[]) => {
      joined.push(...channels);
      await new Promise<void>((resolve) => {
        admit = resolve;
      });
    },
  };
  const host = { clock: new VirtualClock(0), log: silentLog, calledBack: async () => {} };
  const around = {
    client,
    host,
    names: new Names('caruso'),
    trunkTo: (number: string) => `PJSIP/${number}@trunk`,
    announcer: () => ({ start: () => {}, stop: () => {} }),
    isConnected: () => true,
  };
  return { around: around as unknown as CallSurroundings, called, joined, admit: () => admit() };
}

describe('a customer who is called back', () => {
  it('and picks up while the agent is still joining the talk joins it, too', async () => {
    const { around, called, joined, admit } = setting();
    const contact = {
      contact: 'c1',
      state: 'connected',
      agent: 'ada',
      to: '8001',
      callback: { phone: '1' },
      offers: [],
      stoppedRecordings: [],
    };
    const call = new Call(contact as unknown as GatewayContact, undefined, around);
    const leg = { channel: 'ada', name: 'ada', party: { agent: 'ada' }, reservation: undefined };
    call.found({
      caller: undefined,
      calling: undefined,
      bridge: undefined,
      talkBridge: undefined,
      legs: [{ ...leg, up: true, talking: false }],
    });
    await turn();
    expect(joined).toEqual(['ada']);
    const [home = ''] = called;
    call.pickedUp(home);
    admit();
    await turn();
    expect(joined).toEqual(['ada', home]);
  });
});
