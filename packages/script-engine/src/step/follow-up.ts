import { judgeAnswer } from '../answer/judge-answer.js';
import { whatConditionsSee } from '../answer/what-conditions-see.js';
import type { CompiledScript } from '../machine/compile-script.js';
import { currentState } from './current-state.js';
import type { DialogInput, StepEnvironment } from './dialog-input.js';
import { contextOf, type DialogState } from './dialog-state.js';
import type { Fact } from './journal-entry.js';
import { pendingEffect } from './pending-effect.js';

/** What follows by itself: a lookup whose last result is still fresh, an answer that is taken over without asking. */
export function followUp(
  compiled: CompiledScript,
  state: DialogState,
  input: DialogInput,
  { now, country }: StepEnvironment,
): Fact | undefined {
  if (state.undoing || state.cancelled || input.type === 'begin') return undefined;
  const current = currentState(compiled, state);
  if (current.kind === 'effect') return keptAction(compiled, state) ?? keptLookup(compiled, state, now);
  // Who goes back wants to see the step, not to be led on from it.
  const movesOn = ['answer', 'next', 'branch', 'silence', 'mismatch', 'done', 'failed'].includes(input.type);
  if (!movesOn || state.notice) return undefined;
  const showing = state.shown.at(-1);
  const { node = '', key = '' } = showing ?? {};
  const isPassed = state.forward.includes(key);
  if (current.kind === 'info') return isPassed ? { event: 'next', node, key, silent: true } : undefined;
  if (current.kind !== 'question' || current.item.keep === 'drop') return undefined;
  const draft = state.drafts[key];
  if (!draft) return undefined;
  const isSilent = current.item.keep === 'silent';
  const holds = isSilent && draft.seen === whatConditionsSee(compiled, contextOf(state), current.item);
  if (!holds && !isPassed) return undefined;
  const judged = judgeAnswer(compiled, { ...contextOf(state), now }, current.item, draft.value, country);
  if (judged.verdict !== 'accepted') return undefined;
  return { event: 'answer', node, key, verdict: 'accepted', value: judged.value, silent: true };
}

/** An action that was carried out on an earlier version of the script is not carried out again. */
function keptAction(compiled: CompiledScript, state: DialogState): Fact | undefined {
  const effect = pendingEffect(compiled, state);
  if (effect?.kind !== 'do' || !Object.hasOwn(state.kept, effect.key)) return undefined;
  const { node, key, id } = effect;
  return { event: 'done', node, key, effect: id, result: state.kept[key], kept: true };
}

function keptLookup(compiled: CompiledScript, state: DialogState, now: number): Fact | undefined {
  const effect = pendingEffect(compiled, state);
  const waiting = effect && compiled.flow.states.get(effect.node);
  if (!effect || waiting?.kind !== 'effect' || waiting.item.kind !== 'lookup') return undefined;
  const kept = state.lookups[effect.key];
  const { freshMs } = waiting.item;
  if (!kept || freshMs === undefined || now - kept.at > freshMs || kept.input !== JSON.stringify(effect.input))
    return undefined;
  const { node, key } = effect;
  return { event: 'done', node, key, effect: effect.id, result: kept.result, kept: true };
}
