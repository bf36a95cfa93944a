/** What is known of the share of calls that are answered: a Beta distribution over it. */
export interface AnswerEstimate {
  readonly answered: number;
  readonly unanswered: number;
}

/** Calls after which an earlier one counts a third: the share drifts over the day. */
const MEMORY = 1_000;

/** What is supposed before the first call, as if some calls had been made. */
export function supposeAnswers(share: number, calls = 10): AnswerEstimate {
  return { answered: share * calls, unanswered: (1 - share) * calls };
}

/** The estimate after one more call has been answered, or has ended without. */
export function learnAnswer({ answered, unanswered }: AnswerEstimate, wasAnswered: boolean): AnswerEstimate {
  const kept = 1 - 1 / MEMORY;
  return { answered: answered * kept + (wasAnswered ? 1 : 0), unanswered: unanswered * kept + (wasAnswered ? 0 : 1) };
}

/** Shares that stand for the distribution, with their weights. */
export interface WeightedShare {
  readonly share: number;
  readonly weight: number;
}

/** Uncertainty below this part of the mean changes nothing. */
const CERTAIN = 0.01;

/**
 * Three shares that have the mean and the variance of the estimate (Gauss-Hermite's points); one when it is as good as
 * certain.
 */
export function sharesOf({ answered, unanswered }: AnswerEstimate): readonly WeightedShare[] {
  const calls = answered + unanswered;
  const mean = answered / calls;
  const deviation = Math.sqrt((mean * (1 - mean)) / (calls + 1));
  if (deviation < mean * CERTAIN) return [{ share: mean, weight: 1 }];
  const step = Math.min(Math.sqrt(3) * deviation, mean, 1 - mean);
  return [
    { share: mean - step, weight: 1 / 6 },
    { share: mean, weight: 2 / 3 },
    { share: mean + step, weight: 1 / 6 },
  ];
}
