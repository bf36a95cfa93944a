import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { simulated } from '../src/gateways/simulated/simulated.js';
import { TestCentre } from './support/running.js';

const caller = (id: string, at: string, rest = 'patience="30s" talk="60s"') =>
  `<caller id="${id}" at="${at}" from="+491${id.length}" to="+499" queue="service" ${rest}/>`;

let folder: string;
let test: TestCentre;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caruso-scenario-'));
  test = new TestCentre();
});
afterEach(async () => {
  await test.close();
  rmSync(folder, { recursive: true, force: true });
});

function scenario(...elements: readonly string[]) {
  const file = join(folder, 'scenario.xml');
  writeFileSync(file, `<scenario id="day">${elements.join('\n')}</scenario>`);
  return () => test.start({ gateways: [simulated({ scenario: file })] });
}
type Centre = Awaited<ReturnType<ReturnType<typeof scenario>>>['centre'];

/** Moves the time on in steps, so that what a step causes is stored before the next. */
async function pass(centre: Centre, seconds: number) {
  for (let second = 0; second < seconds; second++) {
    test.clock.advance(1_000);
    // An arrival is looked up in the history first: what is asked after that comes behind it.
    await centre.contacts({ limit: 1 });
    await centre.agents({});
  }
}

const story = async (centre: Centre) => {
  const events = await centre.events({ limit: 10_000 });
  const start = Date.UTC(2026, 0, 5, 9);
  return events
    .filter(({ type }) => /^contact-(queued|abandoned|connected)|conversation-ended/.test(type))
    .map((event) => `${(event.at - start) / 1_000} ${event.type}${'by' in event ? ` ${event.by}` : ''}`);
};

describe('the simulated telephone gateway', () => {
  it('lets callers arrive, lose patience, and hang up when they have talked', async () => {
    const start = scenario(caller('anna', '2s'), caller('ben', '3s'));
    const { centre } = await start();
    await centre.logIn({ agent: 'bob' });
    await centre.setReady({ agent: 'bob' });
    await pass(centre, 5);
    const { offer } = await centre.agent({ agent: 'bob' });
    await centre.accept({ agent: 'bob', reservation: offer?.reservation ?? '' });
    await pass(centre, 70);
    expect(await story(centre)).toEqual([
      '2 contact-queued',
      '3 contact-queued',
      '5 contact-connected',
      '33 contact-abandoned',
      '65 conversation-ended customer',
    ]);
    expect(await centre.agent({ agent: 'bob' })).toMatchObject({ state: 'wrap-up' });
  });

  it('leaves it to the agent to hang up when the caller has no time of talk', async () => {
    const { centre } = await scenario(caller('anna', '1s', ''))();
    await centre.logIn({ agent: 'bob' });
    await centre.setReady({ agent: 'bob' });
    await pass(centre, 2);
    const { offer } = await centre.agent({ agent: 'bob' });
    const { contact } = await centre.accept({ agent: 'bob', reservation: offer?.reservation ?? '' });
    await pass(centre, 600);
    await centre.hangUp({ agent: 'bob', contact: contact?.contact ?? '' });
    expect((await story(centre)).at(-1)).toBe('602 conversation-ended agent');
  });

  it('goes on with a run after an outage: who left has left at that time, and calls meanwhile are lost', async () => {
    const talking = caller('talking', '1s', 'patience="30s" talk="20s"');
    const start = scenario(
      talking,
      caller('waits', '2s'),
      caller('patient', '3s', 'patience="5m"'),
      caller('lost', '15s'),
      caller('later', '50s'),
    );
    const first = await start();
    await first.centre.logIn({ agent: 'bob' });
    await first.centre.setReady({ agent: 'bob' });
    await pass(first.centre, 4);
    const { offer } = await first.centre.agent({ agent: 'bob' });
    await first.centre.accept({ agent: 'bob', reservation: offer?.reservation ?? '' });
    await pass(first.centre, 6);
    await first.running.stop();
    test.clock.advance(30_000);

    const { centre } = await start();
    await pass(centre, 15);
    expect(await story(centre)).toEqual([
      '1 contact-queued',
      '2 contact-queued',
      '3 contact-queued',
      '4 contact-connected',
      '24 conversation-ended customer',
      '32 contact-abandoned',
      '50 contact-queued',
    ]);
    expect(await centre.contacts({})).toHaveLength(4);
    await pass(centre, 260);
    expect((await story(centre)).slice(-2)).toEqual(['80 contact-abandoned', '303 contact-abandoned']);
  });

  it('lets every call of a stream in once, except those due during an outage, however often it is restarted', async () => {
    const customers = '<customer from="+4911"/>';
    const start = scenario(
      `<arrivals id="s" every="10s" times="fixed" to="+499" queue="service" patience="25s">${customers}</arrivals>`,
    );
    const begin = test.clock.now();
    const expected: number[] = [];
    let second = 0;
    for (const [up, down] of [
      [35, 5],
      [4, 31],
      [17, 1],
      [22, 60],
      [30, 0],
    ] as const) {
      const { centre, running } = await start();
      await pass(centre, up);
      for (let due = second + 1; due <= second + up; due++) if (due % 10 === 0) expected.push(due);
      await running.stop();
      test.clock.advance(down * 1_000);
      second += up + down;
    }
    const { centre } = await start();
    await pass(centre, 30);
    for (let due = second + 1; due <= second + 30; due++) if (due % 10 === 0) expected.push(due);
    const contacts = await centre.contacts({ limit: 500 });
    expect(contacts.map(({ arrivedAt }) => (arrivedAt - begin) / 1_000).reverse()).toEqual(expected);
    for (const { arrivedAt, endedAt, outcome } of contacts.filter(({ state }) => state === 'closed'))
      expect([outcome, (endedAt ?? 0) - arrivedAt]).toEqual(['abandoned', 25_000]);
  });

  it('begins a new run when nothing was left of the last for a long time', async () => {
    const start = scenario(caller('anna', '2s'));
    const first = await start();
    await pass(first.centre, 40);
    await first.running.stop();
    test.clock.advance(86_400_000);
    const { centre } = await start();
    await pass(centre, 3);
    expect(await centre.contacts({})).toHaveLength(2);
  });

  it('plays a recording: who was answered waits as long as it takes, who gave up does so again', async () => {
    writeFileSync(
      join(folder, 'monday.csv'),
      'arrived,queue,from,patience,talk\n3,service,+4912,30,\n2,service,+4911,,60\n1,service,+4913,,20\n',
    );
    const { centre } = await scenario('<recorded id="monday" file="monday.csv" to="+499"/>')();
    await pass(centre, 40);
    for (const agent of ['bob', 'ada']) {
      await centre.logIn({ agent });
      await centre.setReady({ agent });
    }
    for (const agent of ['bob', 'ada']) {
      const { offer } = await centre.agent({ agent });
      await centre.accept({ agent, reservation: offer?.reservation ?? '' });
    }
    await pass(centre, 61);
    expect(await story(centre)).toEqual([
      '1 contact-queued',
      '2 contact-queued',
      '3 contact-queued',
      '33 contact-abandoned',
      '40 contact-connected',
      '40 contact-connected',
      '60 conversation-ended customer',
      '100 conversation-ended customer',
    ]);
    expect((await centre.contacts({})).map(({ from }) => from)).toEqual(['+4912', '+4911', '+4913']);
  });

  it('says at which place of a recording a queue is unknown', async () => {
    writeFileSync(join(folder, 'monday.csv'), 'arrived,queue\n2,servce\n1,service\n3,servce\n');
    const start = scenario('<recorded id="monday" file="monday.csv" to="+499"/>');
    await expect(start()).rejects.toThrow(/monday\.csv:2:1: "servce" is no queue/);
  });

  it('says at which place of the scenario a queue is unknown', async () => {
    await expect(scenario(caller('anna', '2s').replace('service', 'servce'))()).rejects.toThrow(
      /scenario\.xml:1:\d+: "servce" is no queue/,
    );
    expect(() => simulated({ scenario: join(folder, 'none.xml') })).toThrow('cannot be read');
  });
});
