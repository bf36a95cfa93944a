import type { Ratio } from '../../../src/simulation/estimate.js';

/** A stretch of a simulation: a figure's share in it, and what chance gave its contacts, see `References`. */
export interface Stretch extends Ratio {
  readonly chance: ArrayLike<number>;
}

/**
 * The batches of a figure without what luck has done to them: what of the figure goes with the chance of the contacts is taken
 * off, by least squares (control variates: S. S. Lavenberg and P. D. Welch, Management Science 27, 1981). How much goes with what
 * is fitted on the stretches of the other batches, so a batch's own luck never chooses how it is corrected, and as the
 * expectation of all chance is 0, that of the figure stays as it was (A. N. Avramidis and J. R. Wilson, Operations Research 41,
 * 1993).
 *
 * @param batches independent of each other, each of several stretches
 */
export function withoutLuck(batches: readonly (readonly Stretch[])[]): readonly Ratio[] {
  return batches.map((batch) => {
    const weights = fit(batches.filter((other) => other !== batch).flat());
    let [of, within] = [0, 0];
    for (const stretch of batch) {
      of += stretch.of - weights.reduce((sum, weight, index) => sum + weight * (stretch.chance[index] ?? 0), 0);
      within += stretch.in;
    }
    return { of, in: within };
  });
}

/** How much of the figure goes with each kind of chance. */
function fit(stretches: readonly Stretch[]): readonly number[] {
  const size = stretches[0]?.chance.length ?? 0;
  const ratio = total(stretches, ({ of }) => of) / total(stretches, (stretch) => stretch.in);
  const equations = Array.from({ length: size }, () => new Array<number>(size + 1).fill(0));
  for (const { of, in: within, chance } of stretches)
    for (const [row, equation] of equations.entries()) {
      const own = chance[row] ?? 0;
      for (let column = 0; column < size; column++)
        equation[column] = (equation[column] ?? 0) + own * (chance[column] ?? 0);
      equation[size] = (equation[size] ?? 0) + own * (of - ratio * within);
    }
  return solve(equations);
}

/** Solves symmetric equations by elimination; what says nothing, or nothing new, has the weight 0. */
function solve(equations: number[][]): readonly number[] {
  const scale = equations.map((equation, index) => equation[index] ?? 0);
  const used = equations.map((equation, index) => {
    const pivot = equation[index] ?? 0;
    if (pivot <= 1e-9 * (scale[index] ?? 0)) return false;
    for (const other of equations) {
      const factor = other === equation ? 0 : (other[index] ?? 0) / pivot;
      if (factor !== 0)
        equation.forEach((value, column) => {
          other[column] = (other[column] ?? 0) - factor * value;
        });
    }
    return true;
  });
  return equations.map((equation, index) => (used[index] ? (equation.at(-1) ?? 0) / (equation[index] ?? 1) : 0));
}

function total(stretches: readonly Stretch[], of: (stretch: Stretch) => number): number {
  return stretches.reduce((sum, stretch) => sum + of(stretch), 0);
}
