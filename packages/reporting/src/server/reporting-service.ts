import { Campaigns, ContactCentre } from '@caruso/communication-server/contract';
import type { Call, Clock, Service, Stub } from '@caruso/core';
import { CLOCK, inject, LOG, type Log } from '@caruso/service-manager';
import { Storage } from '@caruso/storage-manager/contract';
import type { Monitor, Report, Reporting } from '../contract.js';
import { ReportingErrors } from '../errors.js';
import { dayOf } from '../live/local-day.js';
import { monitorOf } from '../live/monitor-of.js';
import { ReportBuilder } from '../reports/report-builder.js';
import type { Grouping, ReportDefinition } from '../reports/report-definition.js';
import { FactStore } from '../store/fact-store.js';
import { QueueStore } from '../store/queue-store.js';
import { KnownConfiguration } from './known-configuration.js';
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

interface RunInput {
  readonly report: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly groupBy: Grouping;
  readonly queue?: string | undefined;
}

/** How far the facts of a report go: number and time of the last event. */
interface UpTo {
  readonly event: number;
  readonly at: number;
}
const NOTHING_YET: UpTo = { event: 0, at: 0 };

/**
 * Provides the monitor and the reports, both from one projection of the event log. Without a contact centre there is no
 * present to show, and reports tell what was projected before.
 */
export class ReportingService implements Service<typeof Reporting> {
  readonly #facts: FactStore;
  readonly #queues: QueueStore;
  readonly #projector: Projector | undefined;
  readonly #clock: Clock;
  readonly #settings: ReportingSettings;
  readonly #configuration: KnownConfiguration;

  constructor(
    @inject(ContactCentre) centre: Stub<typeof ContactCentre> | undefined,
    @inject(Campaigns) campaigns: Stub<typeof Campaigns> | undefined,
    @inject(Storage) storage: Stub<typeof Storage>,
    @inject(CLOCK) clock: Clock,
    @inject(LOG) log: Log,
    @inject(SETTINGS) settings: ReportingSettings,
  ) {
    this.#clock = clock;
    this.#settings = settings;
    this.#facts = new FactStore(storage);
    this.#queues = new QueueStore(storage);
    this.#configuration = new KnownConfiguration(centre, campaigns, this.#queues);
    const { thresholdOf } = this.#configuration;
    const relearn = () => this.#configuration.learn();
    this.#projector =
      centre && new Projector(centre, this.#facts, { zone: settings.zone, thresholdOf }, { clock, log, relearn });
  }

  async start(): Promise<void> {
    await this.#facts.define();
    await this.#queues.define();
    await this.#configuration.learn();
    await this.#projector?.start();
  }

  async stop(): Promise<void> {
    await this.#projector?.stop();
  }

  async monitor(): Promise<Monitor> {
    const live = this.#live();
    await this.#configuration.complete();
    return live.latest((state) => monitorOf(state, this.#configuration.known, this.#clock.now()));
  }

  /** A picture is made when it is asked for, so a slow consumer skips pictures and never makes a queue of them. */
  async *watchMonitor(_: object, { signal }: Pick<Call, 'signal'>): AsyncGenerator<Monitor> {
    const { changed } = this.#live();
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

  today() {
    return { day: this.#today() };
  }

  async run({ report, from = this.#today(), to = from, groupBy, queue }: RunInput): Promise<Report> {
    const definition = this.#definition(report);
    if (!definition.groupBy.includes(groupBy))
      throw new ReportingErrors.BadGrouping({ report, groupBy, allowed: definition.groupBy });
    if (from > to) throw new ReportingErrors.BadRange({ from, to, reason: 'it ends before it begins' });
    const { queues } = this.#configuration.known;
    if (queue !== undefined && !queues.some(({ id }) => id === queue))
      throw new ReportingErrors.UnknownQueue({ queue, known: queues.map(({ id }) => id) });
    const request = { definition, from, to, groupBy, zone: this.#settings.zone, queues };
    const build = async (upTo: UpTo) => {
      const builder = new ReportBuilder(queue === undefined ? request : { ...request, only: queue }, upTo);
      if (builder.countsBacklog) for await (const segment of this.#facts.pendingAt(builder.start)) builder.add(segment);
      for await (const segment of this.#facts.segments(builder.start, builder.end)) builder.add(segment);
      if (builder.countsMails)
        for await (const mail of this.#facts.mails(builder.start, builder.end)) builder.addMail(mail);
      return builder.build();
    };
    if (this.#projector) return this.#projector.current(build);
    return build((await this.#facts.checkpoint()) ?? NOTHING_YET);
  }

  #live(): Projector {
    if (this.#projector) return this.#projector;
    throw new ReportingErrors.NothingLive({});
  }

  #today(): string {
    return dayOf(this.#clock.now(), this.#settings.zone).date;
  }

  #definition(report: string): ReportDefinition {
    const { definitions } = this.#settings;
    const found = definitions.find(({ id }) => id === report);
    if (!found) throw new ReportingErrors.UnknownReport({ report, known: definitions.map(({ id }) => id) });
    return found;
  }
}
