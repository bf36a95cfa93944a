import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { communicationServer } from '../src/component.js';
import { ContactCentre, type ContactCentreEvent } from '../src/contract.js';
import { configuration } from './support/centre.js';
import { ManualGateway } from './support/manual-gateway.js';
import { Program } from './support/program.js';
import { ringingCentre } from './support/ringing-centre.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caruso-kill-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Acknowledged {
  readonly arrived: Map<string, string>;
  readonly finished: Set<string>;
}

/** Runs a busy contact centre until it has acknowledged so many commands, then kills it. */
async function killAfter(
  commands: number,
  database: string,
  meanwhile: () => Promise<void> = async () => {},
): Promise<Acknowledged> {
  const program = new Program(new URL('./support/busy-centre.ts', import.meta.url), [database]);
  const arrived = new Map<string, string>();
  const finished = new Set<string>();
  for await (const line of program.lines()) {
    const told = JSON.parse(line) as { arrived: string; contact: string } | { finished: string };
    if ('arrived' in told) arrived.set(told.arrived, told.contact);
    else finished.add(told.finished);
    if (arrived.size + finished.size === 1) await meanwhile();
    if (arrived.size + finished.size === commands) void program.kill();
  }
  expect(arrived.size + finished.size).toBeGreaterThanOrEqual(commands);
  return { arrived, finished };
}

describe('a contact centre whose process is killed', () => {
  it('is taken over by the one that stands by, with everything that was acknowledged', async () => {
    const database = join(folder, 'caruso.db');
    let standby: Awaited<ReturnType<typeof startAssembly>> | undefined;
    const { arrived, finished } = await killAfter(300, database, async () => {
      const components = [
        storageManager({ stores: { system: `sqlite:${database}` } }),
        communicationServer({ ...configuration, gateways: [new ManualGateway()] }),
      ];
      standby = await startAssembly({ company: 'standby', components }, { log: silentLog });
      await expect(standby.get(ContactCentre).agents({})).rejects.toThrow('stands by');
      expect(await standby.get(ContactCentre).events({ limit: 1 })).toHaveLength(1);
    });
    const centre = standby?.get(ContactCentre) ?? expect.fail('no standby');
    await vi.waitFor(() => centre.agents({}), { timeout: 30_000, interval: 100 });
    const events = await centre.events({ limit: 10_000 });
    const arrivals = new Set(events.flatMap((event) => (event.type === 'contact-arrived' ? [event.contact] : [])));
    for (const contact of arrived.values()) expect(arrivals).toContain(contact);
    const ended = events.flatMap((event) => (event.type === 'wrap-up-ended' ? [event.contact] : []));
    expect(new Set(ended).size).toBe(ended.length);
    for (const contact of finished) expect(ended).toContain(contact);
    await standby?.stop();
  }, 90_000);

  it.each([37, 400, 1_500])(
    'loses and doubles nothing of %i acknowledged commands',
    async (commands) => {
      const database = join(folder, 'caruso.db');
      const { arrived, finished } = await killAfter(commands, database);

      const gateway = new ManualGateway();
      const components = [
        storageManager({ stores: { system: `sqlite:${database}` } }),
        communicationServer({ ...configuration, gateways: [gateway] }),
      ];
      const running = await startAssembly({ company: 'test', components }, { log: silentLog });
      const centre = running.get(ContactCentre);
      const events: ContactCentreEvent[] = [];
      for (let more = await centre.events({ limit: 10_000 }); more.length > 0; ) {
        events.push(...more);
        more = await centre.events({ after: events.length, limit: 10_000 });
      }

      expect(events.every(({ number }, index) => number === index + 1)).toBe(true);
      const arrivals = events.filter((event) => event.type === 'contact-arrived');
      const contactOf = new Map(arrivals.map(({ externalId, contact }) => [externalId, contact]));
      expect(contactOf.size).toBe(arrivals.length);
      for (const [externalId, contact] of arrived) expect(contactOf.get(externalId)).toBe(contact);
      const ended = events.flatMap((event) => (event.type === 'wrap-up-ended' ? [event.contact] : []));
      expect(new Set(ended).size).toBe(ended.length);
      for (const contact of finished) expect(ended).toContain(contact);

      const [externalId = '', contact] = [...arrived][0] ?? [];
      expect(await gateway.call(externalId)).toBe(contact);
      const order = arrivals.map(({ contact: id }) => id);
      const waiting = gateway.host.contacts().filter(({ state }) => state === 'waiting');
      await centre.logOut({ agent: 'ada' }).catch(() => undefined);
      const places = waiting.map(({ contact: id }) => order.indexOf(id));
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      await running.stop();
    },
    90_000,
  );

  it('lets no agent miss the offer that rang meanwhile, and one who does not answer afterwards miss it', async () => {
    const database = join(folder, 'caruso.db');
    const program = new Program(new URL('./support/ringing-centre.ts', import.meta.url), [database]);
    const deadline = Number(await program.line());
    await program.kill();
    await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(deadline), 5_000);
    const running = await ringingCentre(database);
    onTestFinished(() => running.stop());
    const centre = running.get(ContactCentre);
    expect(await centre.agent({ agent: 'bob' })).toMatchObject({ state: 'reserved' });
    for await (const event of centre.followEvents({ after: 0 })) if (event.type === 'offer-timed-out') break;
    expect(await centre.agent({ agent: 'bob' })).toMatchObject({ state: 'not-ready', reason: 'no-answer' });
    const offers = (await centre.events({})).filter(({ type }) => type.startsWith('offer-'));
    expect(offers.map(({ type }) => type)).toEqual(['offer-made', 'offer-extended', 'offer-timed-out']);
  }, 60_000);
});
