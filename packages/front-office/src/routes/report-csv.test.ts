import { describe, expect, it } from 'vitest';
import { reportCsv } from './report-csv.js';

const columns = [
  { id: 'queue', label: 'Queue', kind: 'text' as const },
  { id: 'change', label: 'Change', kind: 'count' as const },
];
const lines = (rows: (string | number | null)[][], total: (string | number | null)[] = []) =>
  reportCsv({ columns, rows, total }).replace('\uFEFF', '').split('\r\n').slice(1, -1);

describe('a report as CSV', () => {
  it('has a byte order mark, the headings, the rows and the total', () => {
    expect(reportCsv({ columns, rows: [['service', 3]], total: ['Total', 3] })).toBe(
      '\uFEFFQueue,Change\r\nservice,3\r\nTotal,3\r\n',
    );
  });

  it('leaves a field without data empty, which is not zero', () => {
    expect(lines([['service', null]])).toEqual(['service,']);
  });

  it('quotes commas, quotation marks and line breaks', () => {
    expect(lines([['a, "b"', 1]])).toEqual(['"a, ""b""",1']);
  });

  it('lets no text become a formula, and leaves negative numbers as they are', () => {
    expect(
      lines([
        ['=HYPERLINK("x")', -2],
        ['-1+1', 0],
      ]),
    ).toEqual([`"'=HYPERLINK(""x"")",-2`, `'-1+1,0`]);
  });
});
