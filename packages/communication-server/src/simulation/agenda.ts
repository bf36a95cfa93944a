interface Appointment {
  readonly at: number;
  readonly turn: number;
  readonly run: () => void;
}

/**
 * What is going to happen in virtual time: the earliest first, and of what is due at once, what was planned first. Nothing is
 * ever called off, so it is a binary heap and no more.
 */
export class Agenda {
  readonly #heap: Appointment[] = [];
  #planned = 0;

  /** When something is due next, in milliseconds. */
  get next(): number | undefined {
    return this.#heap[0]?.at;
  }

  plan(at: number, run: () => void): void {
    const heap = this.#heap;
    const planned = { at, turn: ++this.#planned, run };
    let place = heap.length;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = heap[parent] as Appointment;
      if (!precedes(planned, above)) break;
      heap[place] = above;
      place = parent;
    }
    heap[place] = planned;
  }

  /** Takes what is due next from the agenda and lets it happen. */
  runNext(): void {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (!first || !last) return;
    if (last !== first) this.#sink(last);
    first.run();
  }

  /** Puts an appointment to where it belongs, from the top on, which is free. */
  #sink(appointment: Appointment): void {
    const heap = this.#heap;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      const [left, right] = [heap[child], heap[child + 1]];
      if (!left) break;
      let below = left;
      if (right && precedes(right, left)) {
        child += 1;
        below = right;
      }
      if (!precedes(below, appointment)) break;
      heap[place] = below;
      place = child;
    }
    heap[place] = appointment;
  }
}

function precedes(a: Appointment, b: Appointment): boolean {
  return a.at < b.at || (a.at === b.at && a.turn < b.turn);
}
