import { describe, expect, it } from 'vitest';
import type { Report } from '../contract.js';
import { toCsv } from './to-csv.js';
import { toJson } from './to-json.js';
import { toTable } from './to-table.js';

const report: Report = {
  report: 'incoming',
  title: 'Incoming contacts',
  from: '2026-03-02',
  to: '2026-03-03',
  zone: 'Europe/Berlin',
  columns: [
    { id: 'queue', label: 'Queue', kind: 'text' },
    { id: 'offered', label: 'Offered', kind: 'count' },
    { id: 'answer-rate', label: 'Answer rate', kind: 'ratio' },
    { id: 'average-talk', label: 'Average talk time', kind: 'seconds' },
  ],
  rows: [
    ['=HYPERLINK("http://x")', 3, 2 / 3, 61.25],
    ['Sales, "new"', 0, null, null],
  ],
  total: ['Total', 3, 2 / 3, 61.25],
  event: 41,
};

describe('toCsv', () => {
  it('quotes what needs it, leaves no data empty, and lets nothing become a formula', () => {
    expect(toCsv(report)).toBe(
      [
        'Queue,Offered,Answer rate,Average talk time',
        '"\'=HYPERLINK(""http://x"")",3,0.666667,61.25',
        '"Sales, ""new""",0,,',
        'Total,3,0.666667,61.25',
        '',
      ].join('\r\n'),
    );
  });

  it.each(['+49', '-1', '@x', '\tx', '\rx', '=x'])('puts an apostrophe before %j', (text) => {
    const [, row] = toCsv({ ...report, rows: [[text, 1, null, null]] }).split('\r\n');
    expect(row).toMatch(/^"?'/);
  });
});

describe('toTable', () => {
  it('shows shares in per cent, times in seconds, and a dash where there is no data', () => {
    expect(
      toTable({
        ...report,
        rows: [
          ['Service', 3, 2 / 3, 61.25],
          ['Sales', 0, null, null],
        ],
      }),
    ).toBe(
      [
        'Incoming contacts, 2026-03-02 to 2026-03-03 (Europe/Berlin), up to event 41',
        '',
        'Queue    Offered  Answer rate  Average talk time',
        '────────────────────────────────────────────────',
        'Service        3       66.7 %             61.3 s',
        'Sales          0            –                  –',
        '────────────────────────────────────────────────',
        'Total          3       66.7 %             61.3 s',
        '',
      ].join('\n'),
    );
  });

  it('shows no control characters, which could rewrite the terminal', () => {
    expect(toTable({ ...report, rows: [['\u001b[2Jx', 1, null, null]] })).not.toContain('\u001b');
  });
});

describe('toJson', () => {
  it('says everything a report says', () => {
    expect(JSON.parse(toJson(report))).toEqual(report);
  });
});
