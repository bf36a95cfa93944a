import type { Statement } from '@caruso/storage-manager/contract';
import type { Snapshots } from '../log/snapshots.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import { type StateSnapshot, snapshotOf } from '../state/snapshot.js';

/** How many events lie behind a snapshot before the next is taken, while the server runs and when it stops. */
const WHILE_RUNNING = 20_000;
const AT_STOP = 5_000;

/**
 * Takes snapshots of a state now and then. One may hold decisions that are not stored yet, and is kept when they are. One at a
 * time is written, beside everything else.
 */
export class SnapshotKeeper {
  readonly #snapshots: Snapshots;
  readonly #notKept: (thrown: unknown) => void;
  /** Number of the last event that a stored snapshot holds. */
  #kept = 0;
  #taken: StateSnapshot | undefined;
  #keeping: Promise<void> | undefined;

  /** @param notKept - told when a snapshot could not be stored */
  constructor(snapshots: Snapshots, notKept: (thrown: unknown) => void) {
    this.#snapshots = snapshots;
    this.#notKept = notKept;
  }

  /** The last snapshot of a log that ends with the event number `last`; the next is counted from it. */
  async latest(last: number): Promise<StateSnapshot | undefined> {
    const snapshot = await this.#snapshots.latest(last);
    this.#kept = snapshot?.number ?? 0;
    return snapshot;
  }

  /**
   * Takes a snapshot if there are enough events behind the last one.
   *
   * @param durable - number of the last event that is stored
   */
  take(state: ContactCentreState, durable: number, behind = WHILE_RUNNING): void {
    if (this.#taken === undefined && this.#keeping === undefined && state.number - this.#kept >= behind)
      this.#taken = snapshotOf(state);
    if (this.#taken && this.#taken.number <= durable) this.#keep(this.#taken);
  }

  /** What was taken holds decisions that are void. */
  drop(): void {
    this.#taken = undefined;
  }

  /** What deletes the snapshots before an event, for whoever writes it; none is under way then. */
  async dropping(event: number): Promise<Statement> {
    this.#taken = undefined;
    await this.#keeping;
    return this.#snapshots.dropping(event);
  }

  /** Keeps a snapshot in the place of all before it; everything in it is stored. */
  async replace(snapshot: StateSnapshot): Promise<void> {
    this.#taken = undefined;
    await this.#keeping;
    await this.#snapshots.keep(snapshot);
    await this.#snapshots.dropBefore(snapshot.number);
    this.#kept = snapshot.number;
  }

  /** Takes a last one if that saves the next start much, and resolves when it is stored. */
  async close(state: ContactCentreState): Promise<void> {
    this.take(state, state.number, AT_STOP);
    await this.#keeping;
  }

  #keep(snapshot: StateSnapshot): void {
    this.#taken = undefined;
    this.#kept = snapshot.number;
    this.#keeping = this.#snapshots
      .keep(snapshot)
      .catch((thrown: unknown) => this.#notKept(thrown))
      .finally(() => {
        this.#keeping = undefined;
      });
  }
}
