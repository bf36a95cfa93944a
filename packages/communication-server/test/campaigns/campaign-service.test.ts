import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Campaigns } from '../../src/contract.js';
import { simulated } from '../../src/gateways/simulated/simulated.js';
import { dispositions, spring } from '../support/campaign-house.js';
import { TestCentre } from '../support/running.js';

const scenario = `<scenario id="town" seed="11">
  <callees id="homes" numbers="+4930" answer="40%" busy="10%" unknown="5%" ring="6s" patience="20s" talk="60s"/>
</scenario>`;

let folder: string;
let test: TestCentre;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caruso-campaign-'));
  writeFileSync(join(folder, 'scenario.xml'), scenario);
  const queue = { id: 'calls', name: 'Calls', channel: 'voice' as const, dispositions };
  test = new TestCentre({
    agents: ['ada', 'bob', 'cleo'].map((id) => ({ id, name: id, queues: ['calls'] })),
    queues: [{ ...queue, serviceLevel: { seconds: 20, target: 0.8 }, wrapUp: { seconds: 10 } }],
    campaigns: [{ ...spring, gateway: 'simulated', retry: { attempts: 1, rules: {} } }],
    gateways: [simulated({ scenario: join(folder, 'scenario.xml') })],
    connectionGraceMs: 86_400_000,
  });
});
afterEach(async () => {
  await test.close();
  rmSync(folder, { recursive: true });
});

const list = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `p${index}`, numbers: [`030 ${200_000 + index}`] }));

async function begin(records: number) {
  const { running, centre } = await test.start();
  const campaigns = running.get(Campaigns);
  await campaigns.loadRows({ campaign: 'spring', list: 'list.csv', rows: list(records) });
  for (const agent of ['ada', 'bob', 'cleo']) {
    await centre.logIn({ agent });
    await centre.setReady({ agent });
  }
  return { running, centre, campaigns };
}

type Started = Awaited<ReturnType<typeof begin>>;

/** Lets time pass until something is so. */
async function until({ campaigns }: Pick<Started, 'campaigns'>, isSo: (view: View) => boolean): Promise<View> {
  return vi.waitFor(
    async () => {
      const view = await campaigns.show({ campaign: 'spring' });
      if (!isSo(view)) {
        await test.clock.advance(500);
        throw new Error(`not yet: ${JSON.stringify(view.attempts)}`);
      }
      return view;
    },
    { timeout: 60_000, interval: 0 },
  );
}
type View = Awaited<ReturnType<Started['campaigns']['show']>>;

describe('a campaign through a gateway', () => {
  it('calls everybody of its list once, and ends', async () => {
    const started = await begin(60);
    await started.campaigns.startCampaign({ campaign: 'spring' });
    const view = await until(started, ({ status }) => status === 'stopped');
    expect(view).toMatchObject({ because: 'list-done', open: 0, ringing: 0, waiting: 0 });
    const events = await started.centre.events({ limit: 10_000 });
    const dialled = events.flatMap((event) => (event.type === 'attempt-dialled' ? [event.record] : []));
    expect(new Set(dialled).size).toBe(60);
    expect(dialled).toHaveLength(60);
    const { answered = 0, busy = 0, ...others } = view.attempts;
    expect(answered).toBeGreaterThan(10);
    expect(busy).toBeGreaterThan(0);
    expect(answered + busy + Object.values(others).reduce((sum, some) => sum + some, 0)).toBe(60);
    expect(view.abandonment).toMatchObject({ abandoned: 0, of: answered });
    const contacts = await started.centre.contacts({ limit: 500 });
    expect(contacts.filter(({ direction }) => direction === 'out')).toHaveLength(answered);
  });

  it('never rings more lines than agents are free', async () => {
    const started = await begin(40);
    await started.campaigns.startCampaign({ campaign: 'spring' });
    for (let step = 0; step < 120; step++) {
      await test.clock.advance(1_000);
      const { ringing, freeAgents } = await started.campaigns.show({ campaign: 'spring' });
      expect(ringing + freeAgents).toBeLessThanOrEqual(3);
    }
  });

  it('goes on after a restart: what rang is over, and nobody is called twice for one attempt', async () => {
    const first = await begin(30);
    await first.campaigns.startCampaign({ campaign: 'spring' });
    await until(first, ({ ringing, attempts }) => ringing > 0 && (attempts.answered ?? 0) > 2);
    await first.running.stop();
    const stoppedAt = test.clock.now();
    await test.clock.advance(600_000);
    const second = await test.start();
    const campaigns = second.running.get(Campaigns);
    const view = await until({ campaigns }, ({ status }) => status === 'stopped');
    expect(Object.values(view.attempts).reduce((sum, some) => sum + some, 0)).toBe(30);
    const events = await second.centre.events({ limit: 10_000 });
    const attempts = events.flatMap((event) => (event.type === 'attempt-dialled' ? [event.attempt] : []));
    const ended = events.flatMap((event) => (event.type === 'attempt-ended' ? [event.attempt] : []));
    expect(new Set(attempts).size).toBe(attempts.length);
    expect(ended.toSorted()).toEqual(attempts.toSorted());
    // What happened meanwhile has its own time: nothing of the restart comes before it in the log.
    const interrupted = events.filter((event) => event.type === 'attempt-ended' && event.reason === 'interrupted');
    expect(interrupted.length).toBeGreaterThan(0);
    for (const { at } of interrupted) expect(at).toBeLessThanOrEqual(stoppedAt);
  });

  it('says what would become of a list, and why not of each row', async () => {
    const { campaigns } = await begin(2);
    const rows = [
      { id: 'p1', numbers: ['030 200001'] },
      { id: 'no', numbers: ['030 299999'], consent: false },
      { id: 'bad', numbers: ['12'] },
      { id: 'new', numbers: ['030 299998', 'none'] },
    ];
    const found = await campaigns.checkRows({ campaign: 'spring', rows });
    expect(found).toEqual({
      records: 1,
      known: 1,
      excluded: [
        { record: 'no', because: 'no-consent', numbers: [] },
        { record: 'bad', because: 'no-dialable-number', numbers: ['12: not-valid'] },
      ],
      leftOut: [{ record: 'new', number: 'none', because: 'no-number' }],
    });
    expect(await campaigns.show({ campaign: 'spring' })).toMatchObject({ base: 2 });
    await expect(campaigns.loadList({ campaign: 'spring' })).rejects.toThrow('says no list');
  });
});
