import { DateTime } from 'luxon';
import type { Report } from '../contract.js';
import { dayOf, dayWith, type LocalDay, type LocalWeek, weekOf } from '../live/local-day.js';
import type { ReceivedMail } from '../live/received-mail.js';
import type { Segment } from '../live/segment.js';
import { type MetricId, metrics } from '../metrics/metrics.js';
import { count, countMail, countPending, noTally, type Tally } from '../metrics/tally.js';
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

const GROUP_LABELS = { queue: 'Queue', hour: 'Hour', day: 'Day', week: 'Week' } as const;
const HOUR_MS = 3_600_000;
const BACKLOG: ReadonlySet<MetricId> = new Set(['backlog', 'average-backlog-age', 'oldest-in-backlog']);

interface Group {
  readonly label: string;
  readonly tally: Tally;
  /** When what it counts ends; hours have no end, because not all have a row. */
  readonly end?: number;
}

/**
 * Builds a report from segments that are given one after the other, in any order. Holds one tally for each row, however
 * many segments there are.
 *
 * Rows: each queue; each day or ISO week of the range up to that of the last event; each hour in which something was offered. The hour
 * that comes twice when clocks go back is two rows, told apart by their offset from UTC. Of a week that is cut by the range the days within are
 * counted.
 */
export class ReportBuilder {
  /** What is counted: contacts enqueued in [start, end), milliseconds since 1970 UTC. */
  readonly start: number;
  readonly end: number;
  readonly #request: ReportRequest;
  readonly #upTo: { readonly event: number; readonly at: number };
  readonly #groups = new Map<string | number, Group>();
  readonly #total: Group;
  #day: LocalDay | undefined;
  #week: LocalWeek | undefined;

  /** @param upTo - number and time of the last event that the segments reflect */
  constructor(request: ReportRequest, upTo: { readonly event: number; readonly at: number }) {
    const { from, to, zone, groupBy, queues, only } = request;
    this.#request = request;
    this.#upTo = upTo;
    this.start = dayWith(from, zone).start;
    this.end = dayWith(to, zone).end;
    this.#total = this.#groupUntil('Total', this.end);
    if (groupBy === 'queue') {
      for (const { id, name } of queues) {
        if (only === undefined || id === only) this.#groups.set(id, this.#groupUntil(name, this.end));
      }
    }
    if (groupBy === 'day' || groupBy === 'week') this.#addPeriods();
  }

  /** Whether what was pending before the range is wanted, too. */
  get countsBacklog(): boolean {
    return this.#request.definition.columns.some(({ metric }) => BACKLOG.has(metric));
  }

  /** Whether mails are wanted. */
  get countsMails(): boolean {
    return this.#request.definition.columns.some(({ metric }) => metric.startsWith('mails-'));
  }

  add(segment: Segment): void {
    const { queue, queuedAt } = segment;
    const { only = queue } = this.#request;
    if (queuedAt >= this.end || queue !== only) return;
    if (queuedAt >= this.start) {
      count(this.#groupOf(queue, queuedAt).tally, segment, this.#upTo.at);
      count(this.#total.tally, segment, this.#upTo.at);
    }
    this.#addPending(segment);
  }

  addMail(mail: ReceivedMail): void {
    const { queue, at } = mail;
    const { only = queue } = this.#request;
    if (at < this.start || at >= this.end || queue !== only) return;
    countMail(this.#groupOf(queue, at).tally, mail);
    countMail(this.#total.tally, mail);
  }

  #addPending(segment: Segment): void {
    const { queue, queuedAt, leftAt } = segment;
    // Nothing that is counted ends within a day, unless it is the last, whose rest has not come yet.
    if (leftAt !== null && leftAt < this.#dayOf(queuedAt).end) return;
    const own = this.#request.groupBy === 'queue' ? [this.#groupOf(queue, queuedAt)] : this.#groups.values();
    for (const { tally, end } of [...own, this.#total])
      if (end !== undefined) countPending(tally, segment, end, this.#upTo.at);
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
      total: [this.#total.label, ...cells(this.#total.tally)],
      event: this.#upTo.event,
    };
  }

  #groupOf(queue: string, at: number): Group {
    const key = this.#keyOf(queue, at);
    const known = this.#groups.get(key);
    if (known) return known;
    const label = this.#labelOf(key);
    const group = key === queue ? this.#groupUntil(label, this.end) : { label, tally: noTally() };
    this.#groups.set(key, group);
    return group;
  }

  #keyOf(queue: string, at: number): string | number {
    const { groupBy, zone } = this.#request;
    if (groupBy === 'queue') return queue;
    if (groupBy === 'day') return this.#dayOf(at).date;
    if (groupBy === 'week') return this.#weekOf(at).week;
    // Local hours begin at full hours of UTC almost everywhere; where they don't, the offset decides.
    const offset = DateTime.fromMillis(at, { zone }).offset * 60_000;
    return Math.floor((at + offset) / HOUR_MS) * HOUR_MS - offset;
  }

  #labelOf(key: string | number): string {
    if (typeof key === 'string') return key;
    return DateTime.fromMillis(key, { zone: this.#request.zone }).toFormat('yyyy-MM-dd HH:mm ZZ');
  }

  #dayOf(at: number): LocalDay {
    if (!this.#day || at < this.#day.start || at >= this.#day.end) this.#day = dayOf(at, this.#request.zone);
    return this.#day;
  }

  #weekOf(at: number): LocalWeek {
    if (!this.#week || at < this.#week.start || at >= this.#week.end) this.#week = weekOf(at, this.#request.zone);
    return this.#week;
  }

  #addPeriods(): void {
    const last = Math.min(this.end, this.#dayOf(this.#upTo.at).end);
    for (let at = this.start; at < last; ) {
      const { end } = this.#request.groupBy === 'week' ? this.#weekOf(at) : this.#dayOf(at);
      const label = String(this.#keyOf('', at));
      this.#groups.set(label, this.#groupUntil(label, Math.min(end, this.end)));
      at = end;
    }
  }

  #groupUntil(label: string, end: number): Group {
    return { label, tally: { ...noTally(), pending: 0 }, end };
  }
}
