import { type AnswerEstimate, learnAnswer, supposeAnswers } from './answer-estimate.js';
import { type DurationEstimate, learnDuration, supposeDuration } from './duration-estimate.js';

/** What a campaign has learned from its calls so far. */
export interface DiallerKnowledge {
  readonly answers: AnswerEstimate;
  /** From dialling to the answer of a person. */
  readonly answerAfter: DurationEstimate;
  /** From dialling to any other end. */
  readonly endAfter: DurationEstimate;
  /** From the connection to the end of the wrap-up. */
  readonly handling: DurationEstimate;
}

/** What happened; times in milliseconds. */
export type DiallerObservation =
  | { readonly type: 'answered' | 'ended'; readonly afterMs: number }
  | { readonly type: 'handled'; readonly durationMs: number };

/** What is supposed of a campaign before its first call; the first calls correct it. */
export interface DiallerSuppositions {
  /** The share of calls that a person answers. */
  readonly answerShare: number;
  readonly handlingMs: number;
}

const SUPPOSED_ANSWER_MS = 10_000;
const SUPPOSED_END_MS = 20_000;

export function supposeDialler({ answerShare, handlingMs }: DiallerSuppositions): DiallerKnowledge {
  return {
    answers: supposeAnswers(answerShare),
    answerAfter: supposeDuration(SUPPOSED_ANSWER_MS),
    endAfter: supposeDuration(SUPPOSED_END_MS),
    handling: supposeDuration(handlingMs),
  };
}

/** The knowledge after one more observation. */
export function learnDialler(knowledge: DiallerKnowledge, observed: DiallerObservation): DiallerKnowledge {
  if (observed.type === 'handled')
    return { ...knowledge, handling: learnDuration(knowledge.handling, observed.durationMs) };
  const answers = learnAnswer(knowledge.answers, observed.type === 'answered');
  return observed.type === 'answered'
    ? { ...knowledge, answers, answerAfter: learnDuration(knowledge.answerAfter, observed.afterMs) }
    : { ...knowledge, answers, endAfter: learnDuration(knowledge.endAfter, observed.afterMs) };
}
