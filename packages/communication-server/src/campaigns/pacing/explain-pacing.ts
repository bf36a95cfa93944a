import type { PacingExplanation } from './pace.js';

/** The reason of a pacing in a sentence. */
export function explainPacing(explanation: PacingExplanation): string {
  const { rule, free } = explanation;
  if (rule === 'preview') return `${free} agents are free, ${explanation.previewing} of them look at a record.`;
  const floor = `${free} agents are free, ${explanation.ringing} lines ring, ${explanation.linesAvailable} are available`;
  if (rule === 'one-line-for-each-agent') return `${floor}; each free agent has one line.`;
  const { abandoned, answered, budget, expectedDrops, allowedShare, expectedShare, cap } = explanation;
  const window =
    `${round(abandoned)} of ${round(answered)} answered calls were dropped, ` +
    `${Math.max(0, budget).toFixed(1)} keep the share below ${percent(cap)}`;
  if (rule === 'budget-used-up')
    return `${floor}. ${window}, and ${expectedDrops.toFixed(1)} more are expected of the lines that ring: one line for each agent.`;
  return `${floor}. ${window}: ${percent(allowedShare)} of the next answers may be dropped, ${percent(expectedShare)} are expected to be.`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}

function round(count: number): string {
  return String(Number(count.toFixed(1)));
}
