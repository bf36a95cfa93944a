import type { MetricId } from '../metrics/metrics.js';

/** What a report can be broken down by. */
export const groupings = ['queue', 'hour', 'day', 'week'] as const;
export type Grouping = (typeof groupings)[number];

/** A report as its document defines it. */
export interface ReportDefinition {
  readonly id: string;
  readonly title: string;
  readonly groupBy: readonly Grouping[];
  readonly columns: readonly { readonly metric: MetricId; readonly label: string }[];
}
