import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { describe, expect, it, onTestFinished } from 'vitest';
import { communicationServer } from '../src/component.js';
import { ContactCentre } from '../src/contract.js';
import { configuration } from './support/centre.js';
import { ManualGateway } from './support/manual-gateway.js';
import { SettableClock } from './support/settable-clock.js';

const HOUR = 3_600_000;
/** How long an offer rings in this centre. */
const OFFER_MS = configuration.offerTimeoutMs;

async function start() {
  const gateway = new ManualGateway();
  const clock = new SettableClock(Date.UTC(2026, 0, 5, 9));
  const components = [
    storageManager({ stores: { system: 'sqlite::memory:' } }),
    communicationServer({ ...configuration, gateways: [gateway] }),
  ];
  const running = await startAssembly({ company: 'x', components }, { log: silentLog, clock });
  onTestFinished(() => running.stop());
  const centre = running.get(ContactCentre);
  await centre.logIn({ agent: 'bob' });
  await centre.setReady({ agent: 'bob' });
  const contact = await gateway.call('first');
  /** Lets time pass in steps, so that what a step causes is stored before the next. */
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= 1_000) {
      clock.pass(Math.min(left, 1_000));
      await centre.agents({});
    }
  };
  return { clock, centre, contact, pass };
}

describe('a clock that jumps', () => {
  it('back: an offer ends within three times its time, and the log stays in the order of time', async () => {
    const { clock, centre, contact, pass } = await start();
    clock.set(-HOUR);
    // A jump is noticed when somebody looks at the clock next, at the latest when the offer was to end; then it goes at half its pace.
    await pass(3 * OFFER_MS);
    expect(await centre.agent({ agent: 'bob' })).toMatchObject({ state: 'not-ready' });
    const events = await centre.events({ limit: 1_000 });
    expect(events.filter(({ type }) => type === 'offer-timed-out')).toMatchObject([{ contact }]);
    const times = events.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('forward: what is due by then happens once, and the contact waits on', async () => {
    const { clock, centre, contact, pass } = await start();
    clock.set(HOUR);
    await pass(OFFER_MS);
    await centre.setReady({ agent: 'bob' });
    expect(await centre.agent({ agent: 'bob' })).toMatchObject({ state: 'reserved', offer: { contact: { contact } } });
    const timedOut = (await centre.events({ limit: 1_000 })).filter(({ type }) => type === 'offer-timed-out');
    expect(timedOut).toHaveLength(1);
  });
});
