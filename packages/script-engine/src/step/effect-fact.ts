import type { CompiledScript } from '../machine/compile-script.js';
import type { DialogInput } from './dialog-input.js';
import type { DialogState } from './dialog-state.js';
import type { EffectFact } from './journal-entry.js';
import { pendingEffect } from './pending-effect.js';
import { plainData } from './plain-data.js';
import { hidePrivate } from './private-answers.js';

/** What happened to the service call for which a dialog waits. */
export function effectFact(
  compiled: CompiledScript,
  state: DialogState,
  input: Extract<DialogInput, { type: 'begin' | 'done' | 'failed' }>,
  refuse: (reason: string) => never,
): EffectFact {
  const { kind, node, key, id: effect } = input.effect;
  if (pendingEffect(compiled, state)?.id !== effect) return refuse(`it does not wait for "${effect}"`);
  const isUndo = kind === 'undo';
  const base = { node, key, effect };
  if (input.type === 'begin') return { event: 'begin', ...base, ...(isUndo ? { undo: true } : {}) };
  if (input.type === 'done')
    return isUndo ? { event: 'undone', ...base } : { event: 'done', ...base, result: plainData(input.result) };
  const message = hidePrivate(compiled, state, input.failure.message);
  return { event: isUndo ? 'undo-failed' : 'failed', ...base, failure: { ...input.failure, message } };
}
