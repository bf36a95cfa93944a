import type { CompiledScript } from '../machine/compile-script.js';
import { placeOf } from '../resolve/place-of.js';
import { argumentsOf } from './arguments-of.js';
import { contextOf, type DialogState } from './dialog-state.js';
import { goOn } from './go-on.js';
import type { JournalEntry } from './journal-entry.js';

/** Goes on with the result of a service call, or on its failure path; counts it, and keeps what a lookup found. */
export function takeResult(
  compiled: CompiledScript,
  before: DialogState,
  entry: Extract<JournalEntry, { event: 'done' | 'failed' }>,
): DialogState {
  const after = { ...goOn(compiled, before, entry), begun: undefined };
  if (entry.event === 'failed') return after;
  const { node, key, result, kept } = entry;
  const { [key]: _used, ...others } = before.kept;
  const counted = {
    ...after,
    kept: others,
    completions: { ...before.completions, [key]: (before.completions[key] ?? 0) + 1 },
  };
  const item = serviceStep(compiled, node);
  if (item?.kind !== 'lookup' || item.freshMs === undefined) return counted;
  const at = kept ? (before.lookups[key]?.at ?? entry.at) : entry.at;
  const input = JSON.stringify(argumentsOf(compiled, contextOf(before), placeOf(compiled.resolved, item.id), item));
  return { ...counted, lookups: { ...before.lookups, [key]: { input, result, at } } };
}

function serviceStep(compiled: CompiledScript, node: string) {
  const state = compiled.flow.states.get(node);
  return state?.kind === 'effect' ? state.item : undefined;
}
