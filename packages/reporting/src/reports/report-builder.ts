import { DateTime } from 'luxon';
import type { Report } from '../contract.js';
import { dayOf, dayWith, type LocalDay } from '../live/local-day.js';
import type { Segment } from '../live/segment.js';
import { metrics } from '../metrics/metrics.js';
import { count, noTally, type Tally } from '../metrics/tally.js';
import type { Grouping, ReportDefinition } from './report-definition.js';

/** Which report is wanted, and over what. */
export interface ReportRequest {
  readonly definition: ReportDefinition;
  /** First and last day, both included. */
  readonly from: string;
  readonly to: string;
  readonly groupBy: Grouping;
  readonly zone: string;
  /** The queues that always get a row, in their order. */
  readonly queues: readonly { readonly id: string; readonly name: string }[];
  /** The only queue that is counted; all if left out, also those that are configured no more. */
  readonly only?: string;
}

const GROUP_LABELS = { queue: 'Queue', hour: 'Hour', day: 'Day' } as const;
const HOUR_MS = 3_600_000;

interface Group {
  readonly label: string;
  readonly tally: Tally;
}

/**
 * Builds a report from segments that are given one after the other, in any order. Holds one tally for each row, however
 * many segments there are.
 *
 * Rows: each queue; each day of the range up to that of the last event; each hour in which something was offered. The hour
 * that comes twice when clocks go back is two rows, told apart by their offset from UTC.
 */
export class ReportBuilder {
  /** What is counted: contacts enqueued in [start, end), milliseconds since 1970 UTC. */
  readonly start: number;
  readonly end: number;
  readonly #request: ReportRequest;
  readonly #upTo: { readonly event: number; readonly at: number };
  readonly #groups = new Map<string | number, Group>();
  readonly #total = noTally();
  #day: LocalDay | undefined;

  /** @param upTo - number and time of the last event that the segments reflect */
  constructor(request: ReportRequest, upTo: { readonly event: number; readonly at: number }) {
    const { from, to, zone, groupBy, queues, only } = request;
    this.#request = request;
    this.#upTo = upTo;
    this.start = dayWith(from, zone).start;
    this.end = dayWith(to, zone).end;
    if (groupBy === 'queue') {
      for (const { id, name } of queues) {
        if (only === undefined || id === only) this.#groups.set(id, { label: name, tally: noTally() });
      }
    }
    if (groupBy === 'day') this.#addDays();
  }

  add(segment: Segment): void {
    const { only = segment.queue } = this.#request;
    if (segment.queuedAt < this.start || segment.queuedAt >= this.end || segment.queue !== only) return;
    count(this.#groupOf(segment).tally, segment, this.#upTo.at);
    count(this.#total, segment, this.#upTo.at);
  }

  build(): Report {
    const { definition, from, to, zone, groupBy } = this.#request;
    const cells = (tally: Tally) => definition.columns.map(({ metric }) => metrics[metric].of(tally));
    const groups = [...this.#groups];
    if (groupBy === 'hour') groups.sort(([a], [b]) => Number(a) - Number(b));
    return {
      report: definition.id,
      title: definition.title,
      from,
      to,
      zone,
      columns: [
        { id: groupBy, label: GROUP_LABELS[groupBy], kind: 'text' },
        ...definition.columns.map(({ metric, label }) => {
          const { kind, definition: meaning } = metrics[metric];
          return { id: metric, label, kind, definition: meaning };
        }),
      ],
      rows: groups.map(([, { label, tally }]) => [label, ...cells(tally)]),
      total: ['Total', ...cells(this.#total)],
      event: this.#upTo.event,
    };
  }

  #groupOf({ queue, queuedAt }: Segment): Group {
    const key = this.#keyOf(queue, queuedAt);
    const known = this.#groups.get(key);
    if (known) return known;
    const group = { label: this.#labelOf(key), tally: noTally() };
    this.#groups.set(key, group);
    return group;
  }

  #keyOf(queue: string, at: number): string | number {
    const { groupBy, zone } = this.#request;
    if (groupBy === 'queue') return queue;
    if (!this.#day || at < this.#day.start || at >= this.#day.end) this.#day = dayOf(at, zone);
    if (groupBy === 'day') return this.#day.date;
    // Local hours begin at full hours of UTC almost everywhere; where they don't, the offset decides.
    const offset = DateTime.fromMillis(at, { zone }).offset * 60_000;
    return Math.floor((at + offset) / HOUR_MS) * HOUR_MS - offset;
  }

  #labelOf(key: string | number): string {
    if (typeof key === 'string') return key;
    return DateTime.fromMillis(key, { zone: this.#request.zone }).toFormat('yyyy-MM-dd HH:mm ZZ');
  }

  #addDays(): void {
    const { zone } = this.#request;
    const last = Math.min(this.end, dayOf(this.#upTo.at, zone).end);
    for (let day = dayOf(this.start, zone); day.start < last; day = dayOf(day.end, zone))
      this.#groups.set(day.date, { label: day.date, tally: noTally() });
  }
}
