export { type ReportingOptions, reporting } from './component.js';
export { type Monitor, type Report, Reporting } from './contract.js';
export { ReportingErrors } from './errors.js';
export {
  type DayCount,
  type FoldSettings,
  type LiveAgent,
  type LiveContact,
  type LiveSnapshot,
  LiveState,
} from './live/live-state.js';
export { dayOf, type LocalDay } from './live/local-day.js';
export { type MonitorSettings, monitorOf } from './live/monitor-of.js';
export { isInTime, type Outcome, type Segment, waitOf } from './live/segment.js';
export { type Metric, type MetricId, metrics } from './metrics/metrics.js';
export { count, noTally, type Tally } from './metrics/tally.js';
export { toCsv } from './render/to-csv.js';
export { toJson } from './render/to-json.js';
export { toTable } from './render/to-table.js';
export { readReport } from './reports/read-report.js';
export { ReportBuilder, type ReportRequest } from './reports/report-builder.js';
export type { Grouping, ReportDefinition } from './reports/report-definition.js';
export { reportVocabulary } from './reports/report-vocabulary.js';
