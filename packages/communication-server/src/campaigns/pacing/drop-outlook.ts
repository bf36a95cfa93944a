import { sharesOf } from './answer-estimate.js';
import { type CountDistribution, countOf, cumulative, withOneMore } from './count-distribution.js';
import type { DiallerKnowledge } from './dialler-knowledge.js';
import { type Survival, survivalOf } from './duration-estimate.js';
import { expectedExcess } from './expected-excess.js';

/** What goes on in a campaign; durations in milliseconds so far. */
export interface Floor {
  /** Agents who wait for a call. */
  readonly free: number;
  /** How long each of the other agents has handled the present contact, its wrap-up included. */
  readonly handling: readonly number[];
  /** How long each line has rung. */
  readonly ringing: readonly number[];
}

/** Shares of the answers that have come at the moments looked at; the last is when all have. */
const MOMENTS = [0.14, 0.34, 0.54, 0.74] as const;
const ALL_ANSWERED = 0.98;
const HARDLY_ANY = 1e-9;

/** One moment ahead, for one of the shares of answers that may be the true one. */
interface Prospect {
  readonly weight: number;
  /** That a line dialled now is answered by then. */
  readonly newLine: number;
  /** P(F <= k) of the agents who become free in time. */
  readonly freed: readonly number[];
  /** Lines answered by then. */
  answers: CountDistribution;
}

/**
 * How many calls that ring will be answered, and how many of them by nobody's fault but the dialler's without an agent.
 *
 * Up to each moment, the answers that exceed the agents who are free or become free by then are drops, and none of them
 * is made good later; so the drops are at least what the worst moment expects. Where agents do not become free this is
 * E[(X - N)+] of a binomial X.
 */
export class DropOutlook {
  /** Answers expected of the lines that ring. */
  readonly expectedAnswers: number;
  readonly #free: number;
  readonly #moments: readonly (readonly Prospect[])[];

  constructor(floor: Floor, knowledge: DiallerKnowledge, connectWithinMs: number) {
    const answerAfter = survivalOf(knowledge.answerAfter);
    const endAfter = survivalOf(knowledge.endAfter);
    const handling = survivalOf(knowledge.handling, floor.handling);
    const shares = sharesOf(knowledge.answers);
    /** Given that it still rings. */
    const answeredBy = (share: number, rung: number, unanswered: (rung: number) => number) =>
      (share * (answerAfter(rung) - unanswered(rung))) /
      Math.max(HARDLY_ANY, share * answerAfter(rung) + (1 - share) * endAfter(rung));
    const prospects = (ahead: number, unanswered: (rung: number) => number): readonly Prospect[] => {
      const freed = cumulative(
        countOf(
          floor.handling.map(
            (lasted) => 1 - handling(lasted + ahead + connectWithinMs) / Math.max(HARDLY_ANY, handling(lasted)),
          ),
        ),
      );
      return shares.map(({ share, weight }) => ({
        weight,
        newLine: share * (1 - unanswered(0)),
        freed,
        answers: countOf(floor.ringing.map((rung) => answeredBy(share, rung, unanswered))),
      }));
    };
    this.#free = floor.free;
    this.#moments = [
      ...MOMENTS.map((moment) => {
        const ahead = timeOf(answerAfter, moment);
        return prospects(ahead, (rung) => answerAfter(rung + ahead));
      }),
      prospects(timeOf(answerAfter, ALL_ANSWERED), () => 0),
    ];
    this.expectedAnswers = shares.reduce(
      (sum, { share, weight }) =>
        sum + weight * floor.ringing.reduce((lines, rung) => lines + answeredBy(share, rung, () => 0), 0),
      0,
    );
  }

  /** Drops expected of the lines that ring, and of those added. */
  get expectedDrops(): number {
    const at = (prospects: readonly Prospect[]) =>
      prospects.reduce(
        (sum, { weight, answers, freed }) => sum + weight * expectedExcess(answers, this.#free, freed),
        0,
      );
    return Math.max(...this.#moments.map(at));
  }

  /** As if one more line had been dialled. */
  addLine(): void {
    for (const prospects of this.#moments)
      for (const prospect of prospects) prospect.answers = withOneMore(prospect.answers, prospect.newLine);
  }
}

/** The time by which a share has ended, in milliseconds. */
function timeOf(survival: Survival, share: number): number {
  let low = 0;
  let high = 1_000;
  while (survival(high) > 1 - share) high *= 2;
  while (high - low > 10) {
    const middle = (low + high) / 2;
    if (survival(middle) > 1 - share) low = middle;
    else high = middle;
  }
  return low;
}
