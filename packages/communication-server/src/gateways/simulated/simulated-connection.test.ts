import { VirtualClock } from '@caruso/core';
import { expect, it } from 'vitest';
import type { GatewayHost } from '../gateway.js';
import { readScenario } from './read-scenario.js';
import { SimulatedConnection } from './simulated-connection.js';

const calls = [9, 11, 12, 14].map(
  (at) => `<caller id="at-${at}" at="${at}s" from="+491" to="+492" queue="q" patience="1h"/>`,
);

/** A process that starts when another one was killed; the last that is stored happened then. */
async function startAt(seconds: number, lastEventAt: number) {
  const arrived: string[] = [];
  const clock = new VirtualClock(seconds * 1_000);
  const scenario = readScenario(`<scenario id="s">${calls.join('')}</scenario>`, 's.xml');
  const host = {
    clock,
    lastEventAt: lastEventAt * 1_000,
    contacts: () => [],
    recall: async () => `s ${new Date(0).toISOString()}`,
    arrive: async ({ externalId }: { externalId: string }) => void arrived.push(externalId.split('/').at(-1) ?? ''),
  } as unknown as GatewayHost;
  (await SimulatedConnection.open(scenario, host, 60_000)).start();
  clock.advance(60_000);
  return arrived;
}

it('takes calls again that a process may have been taking when it was killed, and loses those that nobody could answer', async () => {
  expect(await startAt(13, 11.5)).toEqual(['at-11', 'at-14']);
  expect(await startAt(11.5, 11.5)).toEqual(['at-11', 'at-12', 'at-14']);
});
