import type { Report } from '../../../src/api-types.js';

/** The columns the chart draws, by their ids. */
export const SERIES = ['offered', 'answered', 'abandoned'] as const;
export type Series = (typeof SERIES)[number];

export interface ChartGroup {
  readonly label: string;
  readonly counts: Readonly<Record<Series, number>>;
}

/** Offered, answered and abandoned of each row; nothing when the report does not count all three. */
export function chartGroups({ columns, rows }: Report): ChartGroup[] {
  const at = SERIES.map((series) => columns.findIndex(({ id }) => id === series));
  if (at.includes(-1)) return [];
  return rows.map((row) => {
    const count = (series: Series) => Number(row[at[SERIES.indexOf(series)] ?? -1] ?? 0) || 0;
    return {
      label: String(row[0] ?? ''),
      counts: { offered: count('offered'), answered: count('answered'), abandoned: count('abandoned') },
    };
  });
}

/** The least round number that is not below any count and whose half is whole, too: the top of the scale. */
export function scaleTop(groups: readonly ChartGroup[]): number {
  const highest = Math.max(2, ...groups.flatMap(({ counts }) => Object.values(counts)));
  const power = 10 ** Math.floor(Math.log10(highest));
  return [1, 2, 4, 6, 10].map((factor) => factor * power).find((top) => top >= highest && top % 2 === 0) ?? highest;
}
