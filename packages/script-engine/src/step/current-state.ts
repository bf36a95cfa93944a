import type { FlowState } from '../flow/flow.js';
import type { CompiledScript } from '../machine/compile-script.js';
import type { DialogContext } from '../machine/dialog-context.js';
import { contextOf, type Progress } from './dialog-state.js';

/** The state of the flow in which a dialog is. */
export function currentState(compiled: CompiledScript, progress: Progress): FlowState {
  const { value } = progress.snapshot;
  const state = stateIn(compiled, value, contextOf(progress));
  if (!state) throw new TypeError(`the machine stands in ${JSON.stringify(value)}, which the flow does not know`);
  return state;
}

/** The state of the flow that a snapshot of the machine shows, also one between two screens. */
export function stateIn({ flow }: CompiledScript, value: unknown, { end }: DialogContext): FlowState | undefined {
  return flow.states.get(end ?? innermost(value));
}

function innermost(value: unknown): string {
  return typeof value === 'object' && value !== null ? innermost(Object.values(value)[0]) : String(value);
}
