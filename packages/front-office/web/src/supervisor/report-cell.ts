import type { Report } from '../../../src/api-types.js';
import { NO_VALUE } from '../format/attribute-value.js';
import { formatDuration } from '../format/duration.js';
import { DESKTOP_LOCALE } from '../format/locale.js';
import { formatRatio } from '../format/ratio.js';

export type ReportColumn = Report['columns'][number];
export type Cell = Report['total'][number];

/** A figure of a report by its kind; null is "no data", never zero. */
export function formatCell(cell: Cell | undefined, kind: ReportColumn['kind']): string {
  if (cell === null || cell === undefined) return NO_VALUE;
  if (typeof cell === 'string') return cell;
  switch (kind) {
    case 'seconds':
      return formatDuration(Math.round(cell));
    case 'ratio':
      return formatRatio(cell);
    default:
      return new Intl.NumberFormat(DESKTOP_LOCALE).format(cell);
  }
}
