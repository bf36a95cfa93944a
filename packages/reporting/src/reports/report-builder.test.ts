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
    thresholdMs: 20_000,
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
