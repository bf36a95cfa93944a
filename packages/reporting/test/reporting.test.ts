import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Report, ReportingErrors } from '../src/index.js';
import { TestCompany } from './support.js';

let company: TestCompany;
beforeEach(() => {
  company = new TestCompany();
});
afterEach(() => company.close());

type Running = Awaited<ReturnType<TestCompany['start']>>;
const day = { report: 'incoming', from: '2026-03-02', to: '2026-03-02' } as const;
const cell = ({ columns, total }: Report, id: string) => total[columns.findIndex((column) => column.id === id)];

/** A call that waits 10 s, talks 60 s and is wrapped up in 20 s. */
async function handled({ centre }: Running, externalId: string) {
  const contact = await company.call(externalId);
  company.clock.advance(10_000);
  await centre.logIn({ agent: 'ada' });
  const { offer } = await centre.setReady({ agent: 'ada' });
  await centre.accept({ agent: 'ada', reservation: offer?.reservation ?? '' });
  company.clock.advance(60_000);
  await centre.hangUp({ agent: 'ada', contact });
  company.clock.advance(20_000);
  await centre.finishWrapUp({ agent: 'ada', contact, disposition: 'done' });
  await centre.logOut({ agent: 'ada' });
}

describe('reporting', () => {
  it('shows the present and reports on the past', async () => {
    const running = await company.start();
    await handled(running, 'one');
    const waiting = await company.call('two');
    company.clock.advance(5_000);
    const monitor = await running.reporting.monitor({});
    expect(monitor).toMatchObject({
      at: company.clock.now(),
      agents: [],
      waiting: [{ contact: waiting, queue: 'service', from: '+491', since: company.clock.now() - 5_000 }],
      queues: [
        {
          name: 'Service',
          waiting: 1,
          today: { offered: 2, answered: 1, abandoned: 0, serviceLevel: 0.5 },
          target: 0.8,
        },
      ],
    });
    await company.host.leave(waiting, 'customer');
    const report = await running.reporting.run(day);
    expect(report.event).toBeGreaterThan(monitor.event);
    expect(report.total).toEqual(['Total', 2, 1, 1, 0, 0, 0, 0.5, 0.5, 0.5, 10, 60, 20, 10]);
    expect((await running.reporting.run({ ...day, groupBy: 'hour' })).rows[0]?.[0]).toBe('2026-03-02 09:00 +01:00');
    expect(await running.reporting.reports({})).toEqual([
      { id: 'incoming', title: 'Incoming contacts', groupBy: ['queue', 'hour', 'day', 'week'] },
    ]);
  });

  it('counts the mails of a week and what is left of those before, also what was pending in both', async () => {
    const running = await company.start('Europe/Berlin', {
      'mails.xml': `<report id="mails" title="Mails"><column metric="mails-received"/>
        <column metric="backlog"/><column metric="oldest-in-backlog"/><column metric="resolutions"/></report>`,
    });
    const write = (externalId: string) =>
      company.host.arrive({ channel: 'mail', externalId, from: externalId, to: 'us', queue: 'service' });
    const first = await write('a');
    await company.host.leave(await write('gone'), 'gateway');
    company.clock.advance(7 * 86_400_000);
    await write('b');
    await company.host.received(first, 'more');
    const wish = { report: 'mails', from: '2026-03-02', to: '2026-03-15', groupBy: 'week' } as const;
    const week = 7 * 86_400;
    const expected = [
      ['2026-W10', 2, 1, 6 * 86_400 + 15 * 3_600, 0],
      ['2026-W11', 2, 2, week, 0],
    ];
    expect((await running.reporting.run(wish)).rows).toEqual(expected);
    expect((await running.reporting.run({ ...wish, from: '2026-03-09' })).rows).toEqual(expected.slice(1));
  });

  it('takes the day of the company where none is asked for, though it is still yesterday in UTC', async () => {
    const running = await company.start();
    company.clock.advance(15.5 * 3_600_000);
    await handled(running, 'late');
    const today = '2026-03-03';
    expect(await running.reporting.today({})).toEqual({ day: today });
    const report = await running.reporting.run({ report: 'incoming' });
    expect(report).toMatchObject({ from: today, to: today });
    expect(cell(report, 'offered')).toBe(1);
    const yesterday = await running.reporting.run({ report: 'incoming', from: '2026-03-02' });
    expect(yesterday).toMatchObject({ to: '2026-03-02' });
    expect(cell(yesterday, 'offered')).toBe(0);
  });

  it('reports beside the running company without touching its log, and shows no present', async () => {
    const running = await company.start();
    await handled(running, 'one');
    const report = await running.reporting.run({ ...day, groupBy: 'queue' });
    const beside = await company.startReportsOnly();
    expect(await beside.reporting.run({ ...day, groupBy: 'queue' })).toEqual(report);
    await expect(beside.reporting.monitor({})).rejects.toSatisfy(ReportingErrors.NothingLive.is);
    await beside.stop();
    await company.call('two');
    expect((await running.reporting.run(day)).event).toBeGreaterThan(report.event);
  });

  it('reports nothing, with no data instead of zeros, where nothing was ever projected', async () => {
    const beside = await company.startReportsOnly();
    const report = await beside.reporting.run({ ...day, groupBy: 'queue' });
    expect(report).toMatchObject({ event: 0, rows: [] });
    expect(cell(report, 'service-level')).toBeNull();
    await beside.stop();
  });

  it('reports where a company stands by, while the one at work goes on, and after that one has stopped', async () => {
    const running = await company.start();
    await handled(running, 'one');
    await company.host.leave(await company.call('two'), 'customer');
    await running.reporting.run(day);
    await handled(running, 'three');
    const standby = new TestCompany(company.store);
    onTestFinished(() => standby.close());
    standby.clock.advance(company.clock.now() - standby.clock.now());
    const { reporting, centre } = await standby.start();
    const offered = async (from: typeof reporting) => (await from.run(day)).total[1];
    expect(await offered(reporting)).toBe(3);
    await handled(running, 'four');
    expect(await offered(running.reporting)).toBe(4);
    expect(await offered(reporting)).toBe(4);
    await handled(running, 'five');
    expect(await offered(reporting)).toBe(5);
    expect(await offered(running.reporting)).toBe(5);
    await running.running.stop();
    await vi.waitFor(() => {
      standby.clock.advance(1_000);
      return centre.agents({});
    });
    await standby.call('six');
    expect(await offered(reporting)).toBe(6);
  });

  it('goes on after a restart, in the middle of a call too, and counts everything once', async () => {
    const first = await company.start();
    await handled(first, 'one');
    const two = await company.call('two');
    await first.reporting.monitor({});
    await first.running.stop();
    company.clock.advance(1_000);

    const second = await company.start();
    expect(await second.reporting.monitor({})).toMatchObject({
      waiting: [{ contact: two }],
      queues: [{ today: { offered: 2 } }],
    });
    await company.host.leave(two, 'customer');
    const report = await second.reporting.run(day);
    expect([cell(report, 'offered'), cell(report, 'answered'), cell(report, 'abandoned')]).toEqual([2, 1, 1]);
  });

  it('makes its live state anew from the log when the company moves to another time zone', async () => {
    const first = await company.start();
    await handled(first, 'one');
    await first.running.stop();
    // In Auckland it is evening; until midnight comes the same contacts count as today's.
    const second = await company.start('Pacific/Auckland');
    expect(await second.reporting.monitor({})).toMatchObject({ queues: [{ today: { offered: 1 } }] });
    expect(await second.reporting.run(day)).toMatchObject({
      total: ['Total', 1, 1, 0, 0, 0, 0, 1, 0, 1, 10, 60, 20, 10],
    });
  });

  it('counts nothing as today’s after midnight, when nothing has happened yet', async () => {
    const running = await company.start();
    await handled(running, 'one');
    company.clock.advance(86_400_000);
    const { queues } = await running.reporting.monitor({});
    expect(queues[0]?.today).toEqual({ offered: 0, answered: 0, abandoned: 0, serviceLevel: null });
  });

  it('shows each change to those who watch, and a burst as one picture', async () => {
    const { centre, reporting } = await company.start();
    const controller = new AbortController();
    const pictures = reporting.watchMonitor({}, { signal: controller.signal })[Symbol.asyncIterator]();
    const first = await pictures.next();
    expect(first.value).toMatchObject({ event: 0, waiting: [] });
    for (let call = 0; call < 50; call++) await company.call(`call-${call}`);
    const second = pictures.next();
    company.clock.advance(200);
    expect((await second).value).toMatchObject({ event: 100, waiting: { length: 50 } });
    const third = pictures.next();
    company.clock.advance(200);
    await centre.logIn({ agent: 'ada' });
    for (let settled = false; !settled; ) {
      company.clock.advance(200);
      settled = await Promise.race([third.then(() => true), centre.agents({}).then(() => false)]);
    }
    expect((await third).value).toMatchObject({
      event: 101,
      agents: [{ agent: 'ada', name: 'Ada', state: 'not-ready' }],
    });
    controller.abort();
    expect((await pictures.next()).done).toBe(true);
  });

  it('shows those who watch a new day at midnight, when nothing has happened', async () => {
    const running = await company.start();
    await handled(running, 'one');
    const controller = new AbortController();
    const { signal } = controller;
    const pictures = running.reporting.watchMonitor({}, { signal })[Symbol.asyncIterator]();
    expect((await pictures.next()).value?.queues[0]?.today.offered).toBe(1);
    const next = pictures.next();
    for (let shown = false; !shown; ) {
      company.clock.advance(3_600_000);
      shown = await Promise.race([next.then(() => true), running.centre.agents({}).then(() => false)]);
    }
    expect((await next).value?.queues[0]?.today.offered).toBe(0);
    controller.abort();
    await pictures.next();
  });

  it('says what it knows when a report, a queue or a range is not possible', async () => {
    const { reporting } = await company.start();
    await expect(reporting.run({ ...day, report: 'outgoing' })).rejects.toThrow('The reports are: incoming.');
    await expect(reporting.run({ ...day, queue: 'sales' })).rejects.toThrow('The queues are: service.');
    await expect(reporting.run({ ...day, to: '2026-03-01' })).rejects.toThrow('it ends before it begins');
    await expect(company.start('Mars/Olympus')).rejects.toThrow('"Mars/Olympus" is no time zone');
  });
});
