import type { DiallerKnowledge } from './dialler-knowledge.js';
import { type Cap, dropBudget } from './drop-budget.js';
import { DropOutlook, type Floor } from './drop-outlook.js';

export interface Prediction {
  readonly lines: number;
  readonly budget: number;
  readonly expectedAnswers: number;
  readonly expectedDrops: number;
  readonly allowedShare: number;
  readonly expectedShare: number;
}

/**
 * Over how many further answers what is left of the budget is spread: this part of those in the window, but not fewer
 * than the least. Few answers spend it soon and leave nothing for bad luck, many leave agents idle.
 */
const SPREAD = { part: 0.05, least: 300 };

/** As a multiple of the cap: what earlier caution has left is spent no faster. */
const HIGHEST_SHARE = 1.5;

/** Rounding of sums of probabilities. */
const TOLERANCE = 1e-12;

/**
 * The most lines that can be dialled so that the answers beyond all agents stay within the share that the window allows.
 *
 * The window allows as many drops as keep the upper limit of their share at the cap. From that go the drops there have
 * been and those expected of the lines that ring; the rest is spread over the answers to come.
 */
export function predictLines({
  floor,
  knowledge,
  connectWithinMs,
  abandoned,
  answered,
  limits,
  linesAvailable,
}: {
  readonly floor: Floor;
  readonly knowledge: DiallerKnowledge;
  readonly connectWithinMs: number;
  readonly abandoned: number;
  readonly answered: number;
  readonly limits: Cap;
  readonly linesAvailable: number;
}): Prediction {
  const outlook = new DropOutlook(floor, knowledge, connectWithinMs);
  const { expectedAnswers, expectedDrops } = outlook;
  const budget = dropBudget(answered, limits);
  const left = (budget - abandoned - expectedDrops) / Math.max(SPREAD.least, SPREAD.part * answered);
  const allowedShare =
    limits.confidence === undefined && answered === 0 ? limits.cap : Math.min(HIGHEST_SHARE * limits.cap, left);
  const { answers } = knowledge;
  const share = answers.answered / (answers.answered + answers.unanswered);
  let lines = 0;
  let expectedShare = 0;
  // Each further line makes the share grow, so the first that exceeds what is allowed ends the search. Where hardly
  // anybody answers none does, and the lines do.
  while (allowedShare > 0 && lines < linesAvailable) {
    outlook.addLine();
    const next = (outlook.expectedDrops - expectedDrops) / ((lines + 1) * share);
    if (!(next <= allowedShare + TOLERANCE)) break;
    expectedShare = next;
    lines++;
  }
  return { lines, budget, expectedAnswers, expectedDrops, allowedShare, expectedShare };
}
