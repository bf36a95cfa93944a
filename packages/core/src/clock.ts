/** A pending timer. */
export interface Timer {
  cancel(): void;
}

/**
 * Where time comes from. Decisions take it as an argument, so that they can be simulated, replayed and tested; only the
 * outermost shell uses {@link systemClock}.
 */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  now(): number;
  /** Calls `action` once, when `now()` has reached `time`. A time in the past means as soon as possible. */
  at(time: number, action: () => void): Timer;
}

const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** The clock of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  at(time, action) {
    let handle: ReturnType<typeof setTimeout>;
    const arm = () => {
      const wait = time - Date.now();
      handle = wait > LONGEST_TIMEOUT_MS ? setTimeout(arm, LONGEST_TIMEOUT_MS) : setTimeout(action, Math.max(0, wait));
    };
    arm();
    return { cancel: () => clearTimeout(handle) };
  },
};

/** A clock that stands still until it is moved: for tests and simulations. */
export class VirtualClock implements Clock {
  #now: number;
  #pending: { time: number; action: () => void }[] = [];

  constructor(start = 0) {
    this.#now = start;
  }

  /** How many timers wait. */
  get pending(): number {
    return this.#pending.length;
  }

  now(): number {
    return this.#now;
  }

  at(time: number, action: () => void): Timer {
    const entry = { time, action };
    const index = this.#pending.findIndex((other) => other.time > time);
    this.#pending.splice(index < 0 ? this.#pending.length : index, 0, entry);
    return {
      cancel: () => {
        this.#pending = this.#pending.filter((other) => other !== entry);
      },
    };
  }

  /** Moves the time on by `ms` and calls what falls due on the way, each at its own time. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (let next = this.#pending[0]; next && next.time <= end; next = this.#pending[0]) {
      this.#pending.shift();
      this.#now = Math.max(this.#now, next.time);
      next.action();
    }
    this.#now = end;
  }
}
