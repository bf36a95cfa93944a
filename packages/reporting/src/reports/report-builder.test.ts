import { describe, expect, it } from 'vitest';
import type { Segment } from '../live/segment.js';
import { incomingReport } from './incoming.js';
import { readReport } from './read-report.js';
import { ReportBuilder, type ReportRequest } from './report-builder.js';

const definition = readReport(incomingReport, 'incoming.xml');
const at = (iso: string) => Date.parse(iso);
const base: ReportRequest = {
  definition,
  from: '2026-10-25',
  to: '2026-10-25',
  groupBy: 'queue',
  zone: 'Europe/Berlin',
  queues: [
    { id: 'service', name: 'Service' },
    { id: 'sales', name: 'Sales' },
  ],
};

let number = 0;
function segment(queuedAt: string, times: Partial<Segment> = {}): Segment {
  const open = { outcome: 'open', agent: null, answeredAt: null, leftAt: null, wrappedAt: null } as const;
  const fact = {
    segment: ++number,
    contact: `c${number}`,
    queue: 'service',
    queuedAt: at(queuedAt),
    arrivedAt: at(queuedAt),
    thresholdMs: 20_000,
    replyMs: null,
    overdue: false,
    resolutionMs: null,
    estimateMs: null,
  };
  return { ...fact, ...open, ...times };
}
const answered = (queuedAt: string, wait: number, talk: number, wrapUp: number) => {
  const start = at(queuedAt) + wait * 1_000;
  const end = start + talk * 1_000;
  return segment(queuedAt, {
    outcome: 'answered',
    agent: 'ada',
    answeredAt: start,
    leftAt: end,
    wrappedAt: end + wrapUp * 1_000,
  });
};
const abandoned = (queuedAt: string, wait: number) =>
  segment(queuedAt, { outcome: 'abandoned', leftAt: at(queuedAt) + wait * 1_000 });

const mailsDefinition = readReport(
  `<report id="mails" title="Mails" group-by="week queue day hour">
<column metric="mails-received"/><column metric="mails-returned"/><column metric="mails-automatic"/>
<column metric="mails-bulk"/><column metric="mails-duplicate"/><column metric="mails-unreadable"/>
<column metric="backlog"/><column metric="average-backlog-age"/><column metric="oldest-in-backlog"/></report>`,
  'mails.xml',
);

function build(request: Partial<ReportRequest>, ...segments: readonly Segment[]) {
  const builder = new ReportBuilder({ ...base, ...request }, { event: 99, at: at('2026-10-27T12:00:00Z') });
  for (const one of segments) builder.add(one);
  return builder.build();
}

describe('ReportBuilder', () => {
  it('counts what became of the contacts, and weights averages by contacts', () => {
    const day = '2026-10-25T09:00:00Z';
    const report = build(
      {},
      answered(day, 20, 100, 10),
      answered(day, 21, 200, 30),
      abandoned(day, 7),
      segment('2026-10-25T11:59:00Z'),
    );
    const [service, sales] = report.rows;
    expect(Object.fromEntries(report.columns.map(({ id }, index) => [id, service?.[index]]))).toEqual({
      queue: 'Service',
      offered: 4,
      answered: 2,
      abandoned: 1,
      lost: 0,
      diverted: 0,
      open: 1,
      'answer-rate': 0.5,
      'abandonment-rate': 0.25,
      'service-level': 0.25,
      'average-speed-of-answer': 20.5,
      'average-talk': 150,
      'average-wrap-up': 20,
      'longest-wait': 172_860,
    });
    expect(sales).toEqual(['Sales', 0, 0, 0, 0, 0, 0, null, null, null, null, null, null, null]);
    expect(report).toMatchObject({
      event: 99,
      zone: 'Europe/Berlin',
      total: ['Total', 4, 2, 1, 0, 0, 1, 0.5, 0.25, 0.25, 20.5, 150, 20, 172_860],
    });
  });

  it('counts the hour that comes twice when clocks go back as two', () => {
    const { rows } = build(
      { groupBy: 'hour' },
      abandoned('2026-10-25T01:30:00Z', 1),
      abandoned('2026-10-25T00:30:00Z', 1),
      abandoned('2026-10-25T00:59:59Z', 1),
      abandoned('2026-10-24T21:59:59Z', 1),
      abandoned('2026-10-25T22:59:59Z', 1),
      abandoned('2026-10-25T23:00:00Z', 1),
    );
    expect(rows.map(([hour, offered]) => [hour, offered])).toEqual([
      ['2026-10-25 02:00 +02:00', 2],
      ['2026-10-25 02:00 +01:00', 1],
      ['2026-10-25 23:00 +01:00', 1],
    ]);
  });

  it('gives every day of the range a row, 25 hours long or not, but none to days still to come', () => {
    const { rows } = build(
      { groupBy: 'day', from: '2026-10-24', to: '2026-10-30' },
      abandoned('2026-10-25T22:59:59Z', 1),
      abandoned('2026-10-25T23:00:00Z', 1),
    );
    expect(rows.map(([day, offered]) => [day, offered])).toEqual([
      ['2026-10-24', 0],
      ['2026-10-25', 1],
      ['2026-10-26', 1],
      ['2026-10-27', 0],
    ]);
  });

  it('takes local hours as they are where the offset is not a whole hour', () => {
    const { rows } = build(
      { groupBy: 'hour', zone: 'Asia/Kolkata' },
      abandoned('2026-10-25T09:45:00Z', 1),
      abandoned('2026-10-25T10:15:00Z', 1),
    );
    expect(rows.map(([hour, offered]) => [hour, offered])).toEqual([['2026-10-25 15:00 +05:30', 2]]);
  });

  it('counts only the queue that is asked for', () => {
    const report = build({ only: 'sales' }, abandoned('2026-10-25T09:00:00Z', 1));
    expect(report.rows).toHaveLength(1);
    expect(report.total[1]).toBe(0);
  });

  it('counts contacts of queues that are configured no more under their ids', () => {
    const { rows, total } = build({}, { ...abandoned('2026-10-25T09:00:00Z', 1), queue: 'complaints' });
    expect(rows.map(([queue, offered]) => [queue, offered])).toEqual([
      ['Service', 0],
      ['Sales', 0],
      ['complaints', 1],
    ]);
    expect(total[1]).toBe(1);
  });
});

describe('mails by week', () => {
  const HOUR = 3_600;
  const request: ReportRequest = { ...base, definition: mailsDefinition, groupBy: 'week' };
  const mail = (received: string, kind = 'customer', queue = 'service') => {
    return { number: ++number, at: at(received), queue, kind };
  };
  const figures = (builder: ReportBuilder) => {
    const { rows, total } = builder.build();
    return [...rows, total];
  };

  it('are counted in the week of the company, an hour shorter when clocks go forward, and machines apart', () => {
    const builder = new ReportBuilder(
      { ...request, from: '2026-03-23', to: '2026-04-05' },
      { event: 9, at: at('2026-04-10T00:00:00Z') },
    );
    const kinds = ['customer', 'bounce', 'generated', 'auto-reply', 'own', 'bulk', 'duplicate', 'unreadable'];
    for (const kind of kinds) builder.addMail(mail('2026-03-29T21:59:59.999Z', kind));
    builder.addMail(mail('2026-03-22T22:59:59.999Z'));
    builder.addMail(mail('2026-03-22T23:00:00Z'));
    builder.addMail(mail('2026-03-29T22:00:00Z'));
    builder.addMail(mail('2026-03-29T22:00:00Z', 'customer', 'sales'));
    builder.addMail(mail('2026-04-05T22:00:00Z'));
    expect(figures(builder)).toEqual([
      ['2026-W13', 2, 1, 3, 1, 1, 1, 0, null, null],
      ['2026-W14', 2, 0, 0, 0, 0, 0, 0, null, null],
      ['Total', 4, 1, 3, 1, 1, 1, 0, null, null],
    ]);
  });

  it('belong to the week of the year in which its Thursday is', () => {
    const builder = new ReportBuilder(
      { ...request, from: '2026-12-27', to: '2027-01-04' },
      { event: 9, at: at('2027-02-01T00:00:00Z') },
    );
    for (const day of ['2026-12-27', '2026-12-28', '2026-12-31', '2027-01-01', '2027-01-03', '2027-01-04'])
      builder.addMail(mail(`${day}T12:00:00Z`));
    expect(figures(builder).map(([week, received]) => [week, received])).toEqual([
      ['2026-W52', 1],
      ['2026-W53', 4],
      ['2027-W01', 1],
      ['Total', 6],
    ]);
  });

  it('have left a backlog at the end of each week, as old as its contacts are, whatever queue they were in before', () => {
    // W13 ends on 29 March at 22:00 UTC, W14 on 5 April at 22:00 UTC; the log ends on 7 April at 22:00 UTC, in W15.
    const builder = new ReportBuilder(
      { ...request, from: '2026-03-23', to: '2026-04-12' },
      { event: 9, at: at('2026-04-07T22:00:00Z') },
    );
    const pending = (queuedAt: string, leftAt: string | null, arrivedAt = queuedAt) =>
      segment(queuedAt, { arrivedAt: at(arrivedAt), leftAt: leftAt === null ? null : at(leftAt) });
    builder.add(pending('2026-03-01T22:00:00Z', '2026-03-30T08:00:00Z'));
    builder.add(pending('2026-03-29T20:00:00Z', null));
    builder.add(pending('2026-03-29T21:00:00Z', '2026-03-29T22:00:00Z', '2026-03-29T18:00:00Z'));
    builder.add(pending('2026-03-29T22:00:00Z', '2026-04-05T21:59:59.999Z'));
    builder.add(pending('2026-04-07T22:00:00Z', null));
    expect(figures(builder).map((row) => [row[0], ...row.slice(7)])).toEqual([
      ['2026-W13', 3, ((28 * 24 + 2 + 4) * HOUR) / 3, 28 * 24 * HOUR],
      ['2026-W14', 1, (7 * 24 + 2) * HOUR, (7 * 24 + 2) * HOUR],
      ['2026-W15', 2, ((9 * 24 + 2) * HOUR) / 2, (9 * 24 + 2) * HOUR],
      ['Total', 2, ((9 * 24 + 2) * HOUR) / 2, (9 * 24 + 2) * HOUR],
    ]);
  });

  it('have a backlog in each queue at the end of the range, and none in hours, which not all have a row', () => {
    const upTo = { event: 9, at: at('2026-04-07T22:00:00Z') };
    const day = { from: '2026-03-29', to: '2026-03-29' };
    const shown = (groupBy: 'queue' | 'hour') => {
      const builder = new ReportBuilder({ ...request, ...day, groupBy }, upTo);
      builder.add(segment('2026-03-28T21:00:00Z'));
      builder.add({ ...segment('2026-03-29T21:00:00Z'), queue: 'sales' });
      return figures(builder).map((row) => [row[0], row[7], row[9]]);
    };
    expect(shown('queue')).toEqual([
      ['Service', 1, 25 * HOUR],
      ['Sales', 1, HOUR],
      ['Total', 2, 25 * HOUR],
    ]);
    expect(shown('hour')).toEqual([
      ['2026-03-29 23:00 +02:00', null, null],
      ['Total', 2, 25 * HOUR],
    ]);
  });
});
