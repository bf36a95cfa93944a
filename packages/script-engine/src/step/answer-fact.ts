import { judgeAnswer } from '../answer/judge-answer.js';
import type { CompiledScript } from '../machine/compile-script.js';
import { currentState } from './current-state.js';
import type { DialogInput, StepEnvironment } from './dialog-input.js';
import { contextOf, type DialogState } from './dialog-state.js';
import type { Fact } from './journal-entry.js';
import { isSameData, plainData } from './plain-data.js';

const LONGEST_GIVEN = 20_000;

/** Judges an answer to the question at which a dialog stands; the same doubtful answer again is a confirmation. */
export function answerFact(
  compiled: CompiledScript,
  state: DialogState,
  input: Extract<DialogInput, { type: 'answer' }>,
  { now, country }: StepEnvironment,
  refuse: (reason: string) => never,
): Fact {
  const current = currentState(compiled, state);
  if (current.kind !== 'question') return refuse('it stands at no question');
  const context = { ...contextOf(state), now };
  const judged = judgeAnswer(compiled, context, current.item, input.value, country);
  const base = {
    event: 'answer',
    node: current.item.id,
    key: state.shown.at(-1)?.key ?? '',
    step: input.step,
  } as const;
  const given = keepable(input.value);
  if (judged.verdict === 'refused') return { ...base, verdict: 'refused', value: given, objection: judged.objection };
  const raw = isSameData(judged.value, given) ? {} : { given };
  const { notice } = state;
  if (judged.verdict === 'doubted' && !(notice?.kind === 'doubt' && isSameData(notice.value, judged.value)))
    return { ...base, verdict: 'doubted', value: judged.value, ...raw, objection: judged.objection };
  return { ...base, verdict: 'accepted', value: judged.value, ...raw };
}

/** What is kept of an answer that was not taken: nothing of one that is longer than any answer can be. */
function keepable(given: unknown): unknown {
  const data = plainData(given);
  return (JSON.stringify(data)?.length ?? 0) > LONGEST_GIVEN ? null : data;
}
