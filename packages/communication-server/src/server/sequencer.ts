import { CarusoError, ChangeSignal, type Clock, newId } from '@caruso/core';
import type { ConfigurationChange } from '../configuration/configuration-change.js';
import type { ContactCentreConfiguration } from '../configuration/contact-centre-configuration.js';
import type { ContactCentreEvent } from '../contract.js';
import type { Command } from '../decide/command.js';
import { execute } from '../decide/execute.js';
import { reconfigure } from '../decide/reconfigure.js';
import { ContactCentreErrors } from '../errors.js';
import type { EventLog } from '../log/event-log.js';
import { EventTail } from '../log/event-tail.js';
import type { Snapshots } from '../log/snapshots.js';
import { apply } from '../state/apply.js';
import { ContactCentreState } from '../state/contact-centre-state.js';
import { restoreState, type StateSnapshot, snapshotOf } from '../state/snapshot.js';

const READ_AT_ONCE = 5_000;
const WRITTEN_AT_ONCE = 2_000;
const KEPT_FOR_FOLLOWERS = 10_000;
/** How many events lie behind a snapshot before the next is taken, while the server runs and when it stops. */
const SNAPSHOT_EVERY = 20_000;
const SNAPSHOT_AT_STOP = 5_000;

interface Waiter {
  readonly number: number;
  readonly resolve: () => void;
  readonly reject: (thrown: unknown) => void;
}

/** Who is told what becomes of a log; neither may throw. */
export interface SequencerListener {
  /** Events have become durable; in order, each once. */
  told(events: readonly ContactCentreEvent[]): void;
  /** Events could not be stored. What was decided since is void; the next command reads the log again. */
  failed(failure: CarusoError): void;
  /** A snapshot could not be stored: the next start takes longer, nothing else. */
  notKept(thrown: unknown): void;
}

/** How a command is carried out when it is not carried out now. */
export interface SubmitOptions {
  /** When it happened, milliseconds since 1970 UTC; for what is learned later. */
  readonly at?: number;
  readonly distribute?: boolean;
}

/**
 * The only writer of a log. Commands are decided one after the other against the state in memory; what they make happen is
 * stored in groups, one write for all that came while the last was under way; and only what is stored is told to anybody.
 */
export class Sequencer {
  readonly #log: EventLog;
  readonly #snapshots: Snapshots;
  readonly #clock: Clock;
  #configuration: ContactCentreConfiguration;
  readonly #listener: SequencerListener;
  readonly #tail = new EventTail(KEPT_FOR_FOLLOWERS);
  /** Raised when events have become durable. */
  readonly grown = new ChangeSignal();
  #state: ContactCentreState;
  #durable = 0;
  #unwritten: ContactCentreEvent[] = [];
  #waiters: Waiter[] = [];
  #writing: Promise<void> | undefined;
  #reopening: Promise<void> | undefined;
  /** Until the log is opened, another process may be at work. */
  #failure: CarusoError | undefined = new ContactCentreErrors.StandingBy({});
  /** Number of the last event that a stored snapshot holds. */
  #kept = 0;
  #taken: StateSnapshot | undefined;
  #keeping: Promise<void> | undefined;

  constructor(
    log: EventLog,
    snapshots: Snapshots,
    clock: Clock,
    configuration: ContactCentreConfiguration,
    listener: SequencerListener,
  ) {
    this.#log = log;
    this.#snapshots = snapshots;
    this.#clock = clock;
    this.#configuration = configuration;
    this.#listener = listener;
    this.#state = new ContactCentreState(configuration);
  }

  /** The present, up to the last decision; ahead of the log by what is being written. */
  get state(): ContactCentreState {
    return this.#state;
  }

  /** Number of the last event that is stored. */
  get durable(): number {
    return this.#durable;
  }

  /** Why the log cannot be written, if so. */
  get failure(): CarusoError | undefined {
    return this.#failure;
  }

  /** Makes the state from the last snapshot and the events behind it, under a configuration. */
  async open(configuration = this.#configuration): Promise<void> {
    this.#configuration = configuration;
    const snapshot = await this.#snapshots.latest(await this.#log.last());
    const state = snapshot ? restoreState(this.#configuration, snapshot) : new ContactCentreState(this.#configuration);
    this.#kept = state.number;
    this.#tail.clear();
    for (;;) {
      const events = await this.#log.read(state.number, READ_AT_ONCE);
      for (const event of events) apply(state, event);
      if (events.length < READ_AT_ONCE) break;
    }
    this.#state = state;
    this.#durable = state.number;
    this.#failure = undefined;
  }

  /**
   * Carries out a command and resolves when its events are durable.
   *
   * @param view - what the caller wants to see; taken directly after the command
   * @throws what the command throws, ContactCentreErrors.LogTaken, ContactCentreErrors.LogUnavailable
   */
  async submit<T>(command: Command, view: (state: ContactCentreState) => T, options: SubmitOptions = {}): Promise<T> {
    if (this.#failure) await this.#reopen();
    const { at: now = this.#clock.now(), distribute = true } = options;
    const before = this.#state.number;
    try {
      const events = execute(this.#state, command, { now, newReservation: newId, distribute });
      this.#unwritten.push(...events);
      const result = view(this.#state);
      await this.settled();
      return result;
    } catch (thrown) {
      // Why a command is refused may rest on what is not stored yet.
      if (before > this.#durable && !this.#failure) await this.settled();
      throw thrown;
    }
  }

  /**
   * Goes on under another configuration, at once for whatever is decided next.
   *
   * @throws ContactCentreErrors.QueueInUse, and what {@link submit} throws
   */
  async configure(configuration: ContactCentreConfiguration, changes: readonly ConfigurationChange[]): Promise<void> {
    if (this.#failure) await this.#reopen();
    const surroundings = { now: this.#clock.now(), newReservation: newId };
    const { state, events } = reconfigure(this.#state, configuration, changes, surroundings);
    this.#configuration = configuration;
    this.#state = state;
    this.#unwritten.push(...events);
    await this.settled();
  }

  /** A picture of the present, given out when everything in it is durable. */
  async look<T>(view: (state: ContactCentreState) => T): Promise<T> {
    if (this.#failure) await this.#reopen();
    const seen = view(this.#state);
    await this.settled();
    return seen;
  }

  /** Resolves when everything decided so far is durable. */
  settled(): Promise<void> {
    const number = this.#state.number;
    if (number <= this.#durable) return Promise.resolve();
    this.#writing ??= this.#write();
    return new Promise((resolve, reject) => this.#waiters.push({ number, resolve, reject }));
  }

  /** Durable events behind the number `after`. */
  async events(after: number, limit: number): Promise<readonly ContactCentreEvent[]> {
    if (after >= this.#durable) return [];
    return this.#tail.behind(after, limit) ?? this.#log.read(after, Math.min(limit, this.#durable - after));
  }

  async #write(): Promise<void> {
    // Commands of the same turn of the event loop share the first write.
    await Promise.resolve();
    while (this.#unwritten.length > 0) {
      const batch = this.#unwritten.splice(0, this.#batchSize());
      try {
        await this.#log.append(batch);
      } catch (thrown) {
        const failure = await this.#failureOf(batch, thrown);
        if (failure) {
          this.#fail(failure);
          break;
        }
      }
      this.#durable = batch.at(-1)?.number ?? this.#durable;
      this.#tail.add(batch);
      this.#listener.told(batch);
      this.grown.raise();
      this.#takeSnapshot(SNAPSHOT_EVERY);
      while (this.#waiters[0] && this.#waiters[0].number <= this.#durable) this.#waiters.shift()?.resolve();
    }
    this.#writing = undefined;
  }

  /** Another process writes the log from now on; nothing is decided here any more. */
  yield(): void {
    if (!this.#failure) this.#fail(new ContactCentreErrors.LogTaken({ number: this.#durable + 1 }));
  }

  /** Stores what is decided, and a snapshot if that saves the next start much. */
  async close(): Promise<void> {
    if (this.#failure) return;
    await this.settled();
    this.#takeSnapshot(SNAPSHOT_AT_STOP);
    await this.#keeping;
  }

  /**
   * Takes a snapshot when there are so many events behind the last one. It may hold decisions that are not stored yet, and is
   * kept when they are.
   */
  #takeSnapshot(behind: number): void {
    if (this.#taken) {
      if (this.#taken.number <= this.#durable) this.#keep(this.#taken);
    } else if (this.#state.number - this.#kept >= behind && this.#keeping === undefined) {
      this.#taken = snapshotOf(this.#state);
      if (this.#taken.number <= this.#durable) this.#keep(this.#taken);
    }
  }

  #keep(snapshot: StateSnapshot): void {
    this.#taken = undefined;
    this.#kept = snapshot.number;
    this.#keeping = this.#snapshots
      .keep(snapshot)
      .catch((thrown: unknown) => this.#listener.notKept(thrown))
      .finally(() => {
        this.#keeping = undefined;
      });
  }

  /** As many events as fit, but never a part of a decision: what has one time and one cause is stored together. */
  #batchSize(): number {
    if (this.#unwritten.length <= WRITTEN_AT_ONCE) return this.#unwritten.length;
    const boundary = this.#waiters.findLast(({ number }) => number - this.#durable <= WRITTEN_AT_ONCE);
    return boundary ? boundary.number - this.#durable : this.#unwritten.length;
  }

  async #failureOf(batch: readonly ContactCentreEvent[], thrown: unknown): Promise<CarusoError | undefined> {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    try {
      const fate = await this.#log.fateOf(batch);
      if (fate === 'written') return undefined;
      if (fate === 'taken')
        return new ContactCentreErrors.LogTaken({ number: batch[0]?.number ?? 0 }, { cause: thrown });
    } catch {
      // The log cannot even be read; the reason of the write says more than that of the second attempt.
    }
    return new ContactCentreErrors.LogUnavailable({ reason }, { cause: thrown });
  }

  #fail(failure: CarusoError): void {
    this.#failure = failure;
    this.#taken = undefined;
    this.#unwritten = [];
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const { reject } of waiters) reject(failure);
    this.#listener.failed(failure);
    this.grown.raise();
  }

  /** After a failure the state holds what was never stored: it is made again from the log, once the log can be read. */
  async #reopen(): Promise<void> {
    if (ContactCentreErrors.LogTaken.is(this.#failure) || ContactCentreErrors.StandingBy.is(this.#failure))
      throw this.#failure;
    this.#reopening ??= this.open().finally(() => {
      this.#reopening = undefined;
    });
    try {
      await this.#reopening;
    } catch (thrown) {
      if (CarusoError.is(thrown) && thrown.kind === 'internal') throw thrown;
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      throw new ContactCentreErrors.LogUnavailable({ reason }, { cause: thrown });
    }
  }
}
