import type { FlowState } from '../flow/flow.js';
import type { CompiledScript } from '../machine/compile-script.js';
import { contextOf, type Progress } from './dialog-state.js';

/** The state of the flow in which a dialog is. */
export function currentState(compiled: CompiledScript, progress: Progress): FlowState {
  const { end } = contextOf(progress);
  const name = end ?? innermost(progress.snapshot.value);
  const state = compiled.flow.states.get(name);
  if (!state) throw new TypeError(`the machine stands in "${name}", which the flow does not know`);
  return state;
}

function innermost(value: unknown): string {
  return typeof value === 'object' && value !== null ? innermost(Object.values(value)[0]) : String(value);
}
