import { ContactCentre } from '@caruso/communication-server/contract';
import type { Call, Clock, Service, Stub } from '@caruso/core';
import { CLOCK, inject, LOG, type Log } from '@caruso/service-manager';
import { Storage } from '@caruso/storage-manager/contract';
import type { Monitor, Report, Reporting } from '../contract.js';
import { ReportingErrors } from '../errors.js';
import { dayOf } from '../live/local-day.js';
import { type MonitorSettings, monitorOf } from '../live/monitor-of.js';
import { ReportBuilder } from '../reports/report-builder.js';
import type { Grouping, ReportDefinition } from '../reports/report-definition.js';
import { FactStore } from '../store/fact-store.js';
import { pauseUntil } from './pause-until.js';
import { Projector } from './projector.js';

/** What the service is given by its component. */
export interface ReportingSettings {
  readonly zone: string;
  readonly definitions: readonly ReportDefinition[];
}

/** The identifier of {@link ReportingSettings} in the component's container. */
export const SETTINGS = Symbol('reporting:settings');

const PICTURES_APART_MS = 200;
const DEFAULT_THRESHOLD_MS = 20_000;

interface RunInput {
  readonly report: string;
  readonly from: string;
  readonly to: string;
  readonly groupBy: Grouping;
  readonly queue?: string | undefined;
}

/** Provides the monitor and the reports, both from one projection of the event log. */
export class ReportingService implements Service<typeof Reporting> {
  readonly #centre: Stub<typeof ContactCentre>;
  readonly #facts: FactStore;
  readonly #projector: Projector;
  readonly #clock: Clock;
  readonly #settings: ReportingSettings;
  readonly #thresholds = new Map<string, number>();
  #monitor: MonitorSettings = { agentNames: new Map(), queues: [] };

  constructor(
    @inject(ContactCentre) centre: Stub<typeof ContactCentre>,
    @inject(Storage) storage: Stub<typeof Storage>,
    @inject(CLOCK) clock: Clock,
    @inject(LOG) log: Log,
    @inject(SETTINGS) settings: ReportingSettings,
  ) {
    this.#centre = centre;
    this.#clock = clock;
    this.#settings = settings;
    this.#facts = new FactStore(storage);
    const thresholdOf = (queue: string) => this.#thresholds.get(queue) ?? DEFAULT_THRESHOLD_MS;
    this.#projector = new Projector(centre, this.#facts, { zone: settings.zone, thresholdOf }, clock, log);
  }

  async start(): Promise<void> {
    const queues = await this.#centre.queues({});
    const agents = await this.#centre.agents({});
    for (const { id, serviceLevel } of queues) this.#thresholds.set(id, serviceLevel.seconds * 1_000);
    this.#monitor = {
      agentNames: new Map(agents.map(({ agent, name }) => [agent, name])),
      queues: queues.map(({ id, name, serviceLevel }) => ({ id, name, target: serviceLevel.target })),
    };
    await this.#projector.start();
  }

  async stop(): Promise<void> {
    await this.#projector.stop();
  }

  monitor(): Promise<Monitor> {
    return this.#projector.latest((state) => monitorOf(state, this.#monitor, this.#clock.now()));
  }

  /** A picture is made when it is asked for, so a slow consumer skips pictures and never makes a queue of them. */
  async *watchMonitor(_: object, { signal }: Pick<Call, 'signal'>): AsyncGenerator<Monitor> {
    const { changed } = this.#projector;
    for (let shown = ''; !signal.aborted; ) {
      const seen = changed.count;
      const picture = await this.monitor();
      if (signal.aborted) return;
      // Midnight makes a new picture without any event.
      const key = `${picture.event} on ${dayOf(picture.at, this.#settings.zone).date}`;
      if (key === shown) {
        await changed.after(seen, signal);
        continue;
      }
      yield picture;
      shown = key;
      await pauseUntil(this.#clock, picture.at + PICTURES_APART_MS, signal);
    }
  }

  reports() {
    return this.#settings.definitions.map(({ id, title, groupBy }) => ({ id, title, groupBy: [...groupBy] }));
  }

  async run({ report, from, to, groupBy, queue }: RunInput): Promise<Report> {
    const definition = this.#definition(report);
    if (!definition.groupBy.includes(groupBy))
      throw new ReportingErrors.BadGrouping({ report, groupBy, allowed: definition.groupBy });
    if (from > to) throw new ReportingErrors.BadRange({ from, to, reason: 'it ends before it begins' });
    const { queues } = this.#monitor;
    if (queue !== undefined && !queues.some(({ id }) => id === queue))
      throw new ReportingErrors.UnknownQueue({ queue, known: queues.map(({ id }) => id) });
    const request = { definition, from, to, groupBy, zone: this.#settings.zone, queues };
    return this.#projector.current(async ({ event, at }) => {
      const builder = new ReportBuilder(queue === undefined ? request : { ...request, only: queue }, { event, at });
      for await (const segment of this.#facts.segments(builder.start, builder.end)) builder.add(segment);
      return builder.build();
    });
  }

  #definition(report: string): ReportDefinition {
    const { definitions } = this.#settings;
    const found = definitions.find(({ id }) => id === report);
    if (!found) throw new ReportingErrors.UnknownReport({ report, known: definitions.map(({ id }) => id) });
    return found;
  }
}
