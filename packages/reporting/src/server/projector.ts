import type { ContactCentre } from '@caruso/communication-server/contract';
import { ChangeSignal, type Clock, type Stub, type Timer } from '@caruso/core';
import type { Log } from '@caruso/service-manager';
import { ReportingErrors } from '../errors.js';
import { type FoldSettings, LiveState } from '../live/live-state.js';
import { dayOf } from '../live/local-day.js';
import type { ReceivedMail } from '../live/received-mail.js';
import type { Segment } from '../live/segment.js';
import type { FactStore } from '../store/fact-store.js';
import { pauseUntil } from './pause-until.js';

const READ_AT_ONCE = 5_000;
const PAUSE_MS = 200;
const RETRY_MS = 1_000;
/** How often in a row another process may be faster in carrying the facts on. */
const MOST_TIMES = 5;
/** Version of the stored live state; another one is made anew from the log. */
const SHAPE = 7;

/** What a projector works with besides the log and the facts. */
interface ProjectorParts {
  readonly clock: Clock;
  readonly log: Log;
  /** Learns what the contact centre is like now: its configuration has changed. */
  readonly relearn: () => Promise<void>;
}

/**
 * Carries the log into the live state and the facts, one batch after the other. What it shows is what is stored: the state
 * of a batch whose facts could not be stored is thrown away and read again.
 */
export class Projector {
  readonly #centre: Stub<typeof ContactCentre>;
  readonly #facts: FactStore;
  readonly #settings: FoldSettings;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #relearn: () => Promise<void>;
  readonly #stopped = new AbortController();
  /** Raised when the live state has changed. */
  readonly changed = new ChangeSignal();
  #state: LiveState | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #following: Promise<void> | undefined;
  /** Number of the event whose live state is kept with the facts. */
  #kept = 0;
  #readers = 0;
  #ranAt = 0;
  /** Number of the last event that rang. */
  #heard = 0;
  #timer: Timer | undefined;
  #midnight: Timer | undefined;

  constructor(
    centre: Stub<typeof ContactCentre>,
    facts: FactStore,
    settings: FoldSettings,
    { clock, log, relearn }: ProjectorParts,
  ) {
    this.#centre = centre;
    this.#facts = facts;
    this.#settings = settings;
    this.#clock = clock;
    this.#log = log;
    this.#relearn = relearn;
  }

  async start(): Promise<void> {
    await this.current(() => undefined);
    this.#following = this.#follow();
    this.#armMidnight();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#timer?.cancel();
    this.#midnight?.cancel();
    await this.#following;
    await this.#last;
  }

  /** Carries over what the log has, then reads: nothing is carried over meanwhile. */
  async current<T>(read: (state: LiveState) => T | Promise<T>): Promise<T> {
    const turn = this.#last.then(async () => {
      const state = await this.#catchUp();
      this.#readers += 1;
      try {
        return await read(state);
      } finally {
        this.#readers -= 1;
      }
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Reads at once what was carried over last while a long report is read, else as {@link current}. */
  async latest<T>(read: (state: LiveState) => T): Promise<T> {
    return this.#readers > 0 && this.#state ? read(this.#state) : this.current(read);
  }

  /** Where another process stands by, or has taken over, both carry the facts on: who comes second goes on from there. */
  async #catchUp(): Promise<LiveState> {
    for (let times = 1; ; times += 1) {
      try {
        return await this.#carryOn();
      } catch (thrown) {
        if (!ReportingErrors.AnotherProjection.is(thrown) || times === MOST_TIMES) throw thrown;
      }
    }
  }

  async #carryOn(): Promise<LiveState> {
    try {
      const state = await this.#load();
      for (;;) {
        const before = state.event;
        const events = await this.#centre.events({ after: before, limit: READ_AT_ONCE });
        if (events.length === 0) break;
        if (events.some(({ type }) => type === 'configuration-changed')) await this.#relearn();
        const touched = new Map<number, Segment>();
        const mails: ReceivedMail[] = [];
        for (const event of events) {
          const mail = state.mailOf(event);
          if (mail) mails.push(mail);
          const segment = state.apply(event);
          if (segment) touched.set(segment.segment, segment);
        }
        const { event, at } = state;
        // A state is as large as what is open; kept after as many events it costs the same for each, and a start reads no more than it.
        const kept =
          event - this.#kept >= state.contacts.size ? { shape: this.#shape(), state: state.snapshot() } : undefined;
        await this.#facts.write({ segments: touched.values(), mails }, before, { event, at, kept });
        if (kept) this.#kept = event;
        this.changed.raise();
        // What has come meanwhile is for the next turn, else a busy log would never let anybody read.
        if (events.length < READ_AT_ONCE) break;
      }
      this.#ranAt = this.#clock.now();
      return state;
    } catch (thrown) {
      this.#state = undefined;
      throw thrown;
    }
  }

  async #load(): Promise<LiveState> {
    if (this.#state) return this.#state;
    const checkpoint = await this.#facts.checkpoint();
    const fits = checkpoint?.shape === this.#shape();
    const state = new LiveState(this.#settings, fits ? checkpoint.state : undefined);
    this.#kept = state.event;
    while (checkpoint && state.event < checkpoint.event) {
      // The facts are there already, so only the live state is made anew.
      const limit = Math.min(READ_AT_ONCE, checkpoint.event - state.event);
      const events = await this.#centre.events({ after: state.event, limit });
      if (events.length === 0) throw new ReportingErrors.LogEndsEarly({ event: checkpoint.event });
      for (const event of events) state.apply(event);
    }
    this.#state = state;
    return state;
  }

  #shape(): string {
    return `${SHAPE} ${this.#settings.zone}`;
  }

  /** The stream of events is the bell that says when to look; a burst rings it once. */
  async #follow(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      try {
        const after = this.#state?.event ?? 0;
        for await (const { number } of this.#centre.followEvents({ after }, { signal })) {
          this.#heard = number;
          if (number > (this.#state?.event ?? 0)) this.#lookSoon();
        }
      } catch (thrown) {
        if (!signal.aborted) this.#log.warn('The events cannot be followed at the moment', { reason: String(thrown) });
      }
      if (!signal.aborted) await this.#pause();
    }
  }

  #lookSoon(): void {
    if (this.#timer || this.#stopped.signal.aborted) return;
    const due = this.#ranAt + PAUSE_MS;
    this.#timer = this.#clock.at(due, () => {
      this.current(() => undefined)
        .catch((thrown: unknown) => {
          this.#log.error('The facts could not be carried on', thrown);
          this.#ranAt = this.#clock.now() + RETRY_MS;
        })
        .finally(() => {
          this.#timer = undefined;
          // What rang while it was looking, or what it could not store, is looked at in the next turn.
          if (!this.#state || this.#heard > this.#state.event) this.#lookSoon();
        });
    });
  }

  /** What is shown of today changes at midnight, also when nothing happens. */
  #armMidnight(): void {
    const { end } = dayOf(this.#clock.now(), this.#settings.zone);
    this.#midnight = this.#clock.at(end, () => {
      this.changed.raise();
      this.#armMidnight();
    });
  }

  #pause(): Promise<void> {
    return pauseUntil(this.#clock, this.#clock.now() + RETRY_MS, this.#stopped.signal);
  }
}
