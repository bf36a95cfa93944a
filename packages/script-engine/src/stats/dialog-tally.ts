import type { DialogStatistics } from '../contract.js';
import type { Showing } from '../step/dialog-state.js';
import { DurationSketch } from './duration-sketch.js';

/** How a dialog stands when it is counted. */
export type Standing = 'ended' | 'left' | 'open';

/** What is counted at one step. */
class StepTally {
  readonly kind: Showing['kind'];
  readonly durations = new DurationSketch();
  shown = 0;
  answered = 0;
  refused = 0;
  back = 0;
  left = 0;
  standing = 0;
  /** The sum of the places on their paths at which it was shown. */
  places = 0;

  constructor(kind: Showing['kind']) {
    this.kind = kind;
  }
}

/** Counts what happened in dialogs. Its size depends on the script and not on how many there were. */
export class DialogTally {
  readonly #steps = new Map<string, StepTally>();
  /** How often it went from one step to another; the name between is a line end, which no id has. */
  readonly #ways = new Map<string, number>();
  readonly #outcomes = new Map<string, number>();
  readonly #standing = { ended: 0, left: 0, open: 0 };
  unreadable = 0;

  step({ node, kind }: Pick<Showing, 'node' | 'kind'>): StepTally {
    const known = this.#steps.get(node);
    const tally = known ?? new StepTally(kind);
    if (!known) this.#steps.set(node, tally);
    return tally;
  }

  way(from: string, to: string, count = 1): void {
    const way = `${from}\n${to}`;
    this.#ways.set(way, (this.#ways.get(way) ?? 0) + count);
  }

  dialog(standing: Standing, outcome: string | undefined): void {
    this.#standing[standing] += 1;
    if (outcome !== undefined) this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + 1);
  }

  merge(other: DialogTally): void {
    for (const [node, theirs] of other.#steps) {
      const own = this.step({ node, kind: theirs.kind });
      own.durations.merge(theirs.durations);
      for (const figure of ['shown', 'answered', 'refused', 'back', 'left', 'standing', 'places'] as const)
        own[figure] += theirs[figure];
    }
    for (const [way, count] of other.#ways) {
      const [from = '', to = ''] = way.split('\n');
      this.way(from, to, count);
    }
    for (const [outcome, count] of other.#outcomes)
      this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + count);
    for (const standing of ['ended', 'left', 'open'] as const) this.#standing[standing] += other.#standing[standing];
    this.unreadable += other.unreadable;
  }

  /** The figures; steps in the order in which dialogs came to them. */
  get statistics(): DialogStatistics {
    const seconds = (ms: number | undefined) => (ms === undefined ? null : Number((ms / 1_000).toPrecision(3)));
    const inOrder = [...this.#steps].sort(([, a], [, b]) => a.places / (a.shown || 1) - b.places / (b.shown || 1));
    const { ended, left, open } = this.#standing;
    return {
      dialogs: ended + left + open,
      ended,
      left,
      open,
      unreadable: this.unreadable,
      outcomes: Object.fromEntries(this.#outcomes),
      steps: inOrder.map(([node, { kind, durations, shown, answered, refused, back, left: gone, standing }]) => ({
        ...{ node, kind, shown, answered, refused, back, left: gone, standing },
        medianSeconds: seconds(durations.quantile(0.5)),
        p90Seconds: seconds(durations.quantile(0.9)),
      })),
      ways: [...this.#ways].map(([way, count]) => {
        const [from = '', to = ''] = way.split('\n');
        return { from, to, count };
      }),
    };
  }
}
