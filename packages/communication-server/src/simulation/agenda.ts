import { RankedSet } from '../state/ranked-set.js';

interface Appointment {
  readonly at: number;
  readonly turn: number;
  readonly run: () => void;
}

/** What is going to happen in virtual time: the earliest first, and of what is due at once, what was planned first. */
export class Agenda {
  readonly #appointments = new RankedSet<Appointment>(({ at, turn }) => [at, turn]);
  #planned = 0;

  /** When something is due next, in milliseconds. */
  get next(): number | undefined {
    return this.#appointments.first?.at;
  }

  plan(at: number, run: () => void): void {
    this.#appointments.add({ at, turn: ++this.#planned, run });
  }

  /** Takes what is due next from the agenda and lets it happen. */
  runNext(): void {
    const first = this.#appointments.first;
    if (!first) return;
    this.#appointments.delete(first);
    first.run();
  }
}
