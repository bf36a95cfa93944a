import { CarusoError, ChangeSignal, type Clock, newId } from '@caruso/core';
import type { Statement } from '@caruso/storage-manager/contract';
import type { ConfigurationChange } from '../configuration/configuration-change.js';
import type { ContactCentreConfiguration } from '../configuration/contact-centre-configuration.js';
import type { ContactCentreEvent } from '../contract.js';
import type { Command } from '../decide/command.js';
import { execute } from '../decide/execute.js';
import { reconfigure } from '../decide/reconfigure.js';
import { ContactCentreErrors } from '../errors.js';
import type { ContactHistory } from '../log/contact-history.js';
import type { EventLog } from '../log/event-log.js';
import { EventTail } from '../log/event-tail.js';
import type { Snapshots } from '../log/snapshots.js';
import { apply } from '../state/apply.js';
import { ContactCentreState } from '../state/contact-centre-state.js';
import { type KeptContact, recallContact } from '../state/kept-contact.js';
import { restoreState, snapshotOf } from '../state/snapshot.js';
import { awayFrom, type Lookup, overBy } from './contact-recall.js';
import { SnapshotKeeper } from './snapshot-keeper.js';
import { Unwritten } from './unwritten.js';
import { writeFailure } from './write-failure.js';

const READ_AT_ONCE = 5_000;
const KEPT_FOR_FOLLOWERS = 10_000;

/** Where the past of a contact centre is kept. */
interface Stores {
  readonly log: EventLog;
  readonly snapshots: Snapshots;
  readonly history: ContactHistory;
}

interface Waiter {
  readonly number: number;
  readonly resolve: () => void;
  readonly reject: (thrown: unknown) => void;
}

/** Who is told what becomes of a log, and says whose it is. Whoever is told may not throw. */
export interface SequencerListener {
  /** Events have become durable; in order, each once. */
  told(events: readonly ContactCentreEvent[]): void;
  /** Events could not be stored. What was decided since is void; the next command reads the log again. */
  failed(failure: CarusoError): void;
  /** Asked before a log that could not be written is gone on with: whether it is still this process's to write. */
  mayWrite(): Promise<boolean>;
  /** A snapshot could not be stored: the next start takes longer, nothing else. */
  notKept(thrown: unknown): void;
}

/** A command that erases, and what rewrites the stored events of which it takes something out. */
export interface Erasure {
  readonly command: Command;
  readonly rewriting: (log: EventLog) => Promise<readonly Statement[]>;
}

/** How a command is carried out when it is not carried out now. */
export interface SubmitOptions {
  /** When it happened, milliseconds since 1970 UTC; for what is learned later. */
  readonly at?: number;
  readonly distribute?: boolean;
  /** What else is written if the events are, of which there is at least one. */
  readonly beside?: readonly Statement[];
}

/**
 * The only writer of a log. Commands are decided one after the other against the state in memory; what they make happen is
 * stored in groups, one write for all that came while the last was under way; and only what is stored is told to anybody.
 */
export class Sequencer {
  readonly #log: EventLog;
  readonly #keeper: SnapshotKeeper;
  readonly #history: ContactHistory;
  readonly #clock: Clock;
  #configuration: ContactCentreConfiguration;
  readonly #listener: SequencerListener;
  readonly #tail = new EventTail(KEPT_FOR_FOLLOWERS);
  /** Raised when events have become durable, or may have in another process. */
  readonly grown = new ChangeSignal();
  #state: ContactCentreState;
  #durable = 0;
  readonly #unwritten = new Unwritten();
  #waiters: Waiter[] = [];
  #writing: Promise<void> | undefined;
  #reopening: Promise<void> | undefined;
  /** How often the log was another process's: what began before is void. */
  #lost = 0;
  /** Until the log is opened, another process may be at work. */
  #failure: CarusoError | undefined = new ContactCentreErrors.StandingBy({});

  constructor(
    { log, snapshots, history }: Stores,
    clock: Clock,
    configuration: ContactCentreConfiguration,
    listener: SequencerListener,
  ) {
    this.#log = log;
    this.#keeper = new SnapshotKeeper(snapshots, (thrown) => listener.notKept(thrown));
    this.#history = history;
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

  /** Whether the log is this process's to write: not yet, or not any more, while it is another one's. */
  get role(): 'active' | 'standby' {
    const { StandingBy, LogTaken } = ContactCentreErrors;
    return StandingBy.is(this.#failure) || LogTaken.is(this.#failure) ? 'standby' : 'active';
  }

  /** Makes the state from the last snapshot and the events behind it, under a configuration. */
  async open(configuration = this.#configuration): Promise<void> {
    const lost = this.#lost;
    // What was under way when the log was lost must not end behind this.
    await this.#writing;
    this.#configuration = configuration;
    const snapshot = await this.#keeper.latest(await this.#log.last());
    const state = snapshot ? restoreState(this.#configuration, snapshot) : new ContactCentreState(this.#configuration);
    this.#tail.clear();
    // A log without a snapshot may be older than its history.
    const older = snapshot ? undefined : new Map<string, KeptContact>();
    for (;;) {
      const events = await this.#log.read(state.number, READ_AT_ONCE);
      for (const event of events) apply(state, event);
      if (older) for (const contact of overBy(events, state)) older.set(contact.id, contact);
      state.contacts.forget(state.number);
      if (events.length < READ_AT_ONCE) break;
    }
    if (older) await this.#history.complete([...older.values()]);
    if (lost !== this.#lost) throw this.#failure;
    this.#unwritten.clear();
    this.#state = state;
    this.#durable = state.number;
    this.#failure = undefined;
    this.grown.raise();
  }

  /**
   * Carries out a command and resolves when its events are durable.
   *
   * @param view - what the caller wants to see; taken directly after the command
   * @throws what the command throws, ContactCentreErrors.LogTaken, ContactCentreErrors.LogUnavailable
   */
  async submit<T>(command: Command, view: (state: ContactCentreState) => T, options: SubmitOptions = {}): Promise<T> {
    return (await this.decide(command, view, options)).stored;
  }

  /**
   * Carries out a command, and resolves when it is decided: for who has others that are decided after it and stored with it. What was
   * seen comes by `stored` when its events are durable.
   *
   * @throws what {@link submit} throws; `stored` rejects with what makes the decision void
   */
  async decide<T>(
    command: Command,
    view: (state: ContactCentreState) => T,
    { at: now = this.#clock.now(), distribute = true, beside = [] }: SubmitOptions = {},
  ): Promise<{ readonly stored: Promise<T> }> {
    if (this.#failure) await this.#reopen();
    const away = awayFrom(command, this.#state, this.#history);
    if (away) {
      await this.#bringBack(away);
      if (this.#failure) await this.#reopen();
    }
    const before = this.#state.number;
    try {
      const events = execute(this.#state, command, { now, newReservation: newId, distribute });
      this.#note(events, beside);
      const result = view(this.#state);
      const stored = this.settled().then(() => result);
      // Whoever decides more first asks later whether it was stored.
      stored.catch(() => undefined);
      return { stored };
    } catch (thrown) {
      // Why a command is refused may rest on what is not stored yet.
      if (before > this.#durable && !this.#failure) await this.settled();
      throw thrown;
    }
  }

  /**
   * Goes on under another configuration, at once for whatever is decided next.
   *
   * @param keeping - what is written with the event that says so, whose number it is given
   * @param adopted - called in the same moment, before anybody is told
   * @throws ContactCentreErrors.QueueInUse, and what {@link submit} throws
   */
  async configure(
    configuration: ContactCentreConfiguration,
    changes: readonly ConfigurationChange[],
    keeping: (event: number) => readonly Statement[],
    adopted: () => void,
  ): Promise<void> {
    if (this.#failure) await this.#reopen();
    const surroundings = { now: this.#clock.now(), newReservation: newId };
    const beside = keeping(this.#state.number + 1);
    const { state, events } = reconfigure(this.#state, configuration, changes, surroundings);
    this.#configuration = configuration;
    this.#state = state;
    adopted();
    this.#note(events, beside);
    await this.settled();
  }

  /** A picture of the present, given out when everything in it is durable. */
  async look<T>(view: (state: ContactCentreState) => T): Promise<T> {
    if (this.#failure) await this.#reopen();
    const seen = view(this.#state);
    await this.settled();
    return seen;
  }

  /** Brings a contact that is over back into the state, if there is one of that id and it is not there. */
  async recall(contact: string): Promise<void> {
    if (this.#failure) await this.#reopen();
    if (!this.#state.contacts.has(contact)) await this.#bringBack(() => this.#history.find(contact));
  }

  /**
   * Takes out what is personal: out of the state, and out of stored events and snapshots, in the same write as the event that says so.
   * Afterwards what is kept for followers does not hold it either.
   *
   * @throws ContactCentreErrors.StillOpen, and what {@link submit} throws
   */
  async erase(erasures: readonly Erasure[]): Promise<void> {
    for (const { command, rewriting } of erasures) {
      const beside = [...(await rewriting(this.#log)), await this.#keeper.dropping(this.#state.number + 1)];
      await this.submit(command, () => undefined, { beside });
    }
    this.#tail.clear();
    await this.#keeper.replace(await this.look(snapshotOf));
  }

  async #bringBack(lookUp: Lookup): Promise<void> {
    const kept = await lookUp();
    if (kept && !this.#state.contacts.has(kept.id)) recallContact(this.#state, kept);
  }

  /** Events have happened, and are to be stored. */
  #note(events: readonly ContactCentreEvent[], beside: readonly Statement[] = []): void {
    if (events.length === 0) return;
    this.#unwritten.add(events, beside, overBy(events, this.#state));
  }

  /** Resolves when everything decided so far is durable. */
  settled(): Promise<void> {
    const number = this.#state.number;
    if (number <= this.#durable) return Promise.resolve();
    this.#writing ??= this.#write();
    return new Promise((resolve, reject) => this.#waiters.push({ number, resolve, reject }));
  }

  /** Durable events behind the number `after`, whichever process has stored them. */
  async events(after: number, limit: number): Promise<readonly ContactCentreEvent[]> {
    if (this.role !== 'active') return this.#log.read(after, limit);
    if (after >= this.#durable) return [];
    return this.#tail.behind(after, limit) ?? this.#log.read(after, Math.min(limit, this.#durable - after));
  }

  async #write(): Promise<void> {
    // Commands of the same turn of the event loop share the first write.
    await Promise.resolve();
    while (this.#unwritten.size > 0) {
      const { events, beside, kept, last } = this.#unwritten.take(this.#waiters);
      try {
        await this.#log.append(events, [...beside, ...this.#history.statements(kept)]);
      } catch (thrown) {
        const failure = await writeFailure(this.#log, events, thrown);
        if (failure) {
          this.#fail(failure);
          break;
        }
      }
      if (this.#failure) break;
      this.#durable = last;
      this.#tail.add(events);
      this.#listener.told(events);
      this.#state.contacts.forget(last);
      this.grown.raise();
      this.#keeper.take(this.#state, last);
      while (this.#waiters[0] && this.#waiters[0].number <= this.#durable) this.#waiters.shift()?.resolve();
    }
    this.#writing = undefined;
  }

  /** Another process writes the log from now on; nothing is decided here before it is opened again. */
  yield(): void {
    this.#lost++;
    if (this.role === 'active') this.#fail(new ContactCentreErrors.LogTaken({ number: this.#durable + 1 }));
  }

  /** What followed from the log is put down; whoever asks is told to ask the other process. */
  standBy(): void {
    this.#lost++;
    this.#failure = new ContactCentreErrors.StandingBy({});
  }

  /** Stores what is decided, and a snapshot if that saves the next start much. */
  async close(): Promise<void> {
    if (this.#failure) return;
    await this.settled();
    await this.#keeper.close(this.#state);
  }

  #fail(failure: CarusoError): void {
    this.#failure = failure;
    this.#keeper.drop();
    this.#unwritten.clear();
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const { reject } of waiters) reject(failure);
    this.#listener.failed(failure);
    this.grown.raise();
  }

  /** While the log could not be written nobody could answer an offer. */
  #extendOffers(): void {
    const { at: now } = this.#state;
    const command = { type: 'extend-offers', until: Math.max(now, this.#clock.now()) } as const;
    this.#note(execute(this.#state, command, { now, newReservation: newId, distribute: false }));
  }

  /** Whoever could not write for a while may have been taken for gone. */
  async #goOn(): Promise<void> {
    if (!(await this.#listener.mayWrite())) this.yield();
    if (this.role !== 'active') throw this.#failure;
    await this.open();
    this.#extendOffers();
  }

  /** After a failure the state holds what was never stored: it is made again from the log, once the log can be read. */
  async #reopen(): Promise<void> {
    if (this.role !== 'active') throw this.#failure;
    this.#reopening ??= this.#goOn().finally(() => {
      this.#reopening = undefined;
    });
    try {
      await this.#reopening;
    } catch (thrown) {
      if (this.role !== 'active' || (CarusoError.is(thrown) && thrown.kind === 'internal')) throw thrown;
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      throw new ContactCentreErrors.LogUnavailable({ reason }, { cause: thrown });
    }
  }
}
