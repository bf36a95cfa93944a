import type { CompiledScript } from '../machine/compile-script.js';
import { keyOf } from '../machine/scope-values.js';
import type { Target } from '../model/script.js';
import { placeOf } from '../resolve/place-of.js';
import { KEY_PARAMETER } from '../resolve/services.js';
import { argumentsOf } from './arguments-of.js';
import { currentState } from './current-state.js';
import { type CarriedOut, contextOf, type DialogState } from './dialog-state.js';

/** A call of a service that a dialog waits for: declared, not carried out. */
export interface Effect {
  readonly kind: 'lookup' | 'do' | 'undo';
  readonly node: string;
  readonly key: string;
  /** The same for every attempt at this one carrying out: its idempotency key. */
  readonly id: string;
  readonly target: Target;
  readonly input: Readonly<Record<string, unknown>>;
  readonly timeoutMs: number | undefined;
  readonly retries: number;
  /** Whether it may be attempted again when nobody knows if it took effect. */
  readonly repeatable: boolean;
}

/** The service call for which a dialog waits now; undefined when it waits for a user. */
export function pendingEffect(compiled: CompiledScript, state: DialogState): Effect | undefined {
  const { undoing } = state;
  if (undoing) return undoEffect(compiled, undoing.queue[0]);
  if (state.cancelled) return undefined;
  const current = currentState(compiled, state);
  if (current.kind !== 'effect') return undefined;
  const { item } = current;
  const context = contextOf(state);
  const place = placeOf(compiled.resolved, item.id);
  const key = keyOf(place.frame, context.rounds, item.id);
  const id = `${state.start.facts.id}/${key}/${(state.completions[key] ?? 0) + 1}`;
  return {
    kind: item.kind,
    node: item.id,
    key,
    id,
    target: item.target,
    input: withKey(compiled, item.target, argumentsOf(compiled, context, place, item), id),
    timeoutMs: item.timeoutMs,
    retries: item.kind === 'do' ? item.retries : 0,
    repeatable: item.kind === 'lookup' || compiled.resolved.services.isRepeatable(item.target),
  };
}

function undoEffect(compiled: CompiledScript, action: CarriedOut | undefined): Effect | undefined {
  if (!action?.undo) return undefined;
  const { target, input } = action.undo;
  const id = undoId(action);
  return {
    kind: 'undo',
    node: action.node,
    key: action.key,
    id,
    target,
    input: withKey(compiled, target, input, id),
    timeoutMs: undefined,
    retries: 0,
    repeatable: compiled.resolved.services.isRepeatable(target),
  };
}

/** The idempotency key of the compensation of an action. */
export function undoId({ effect }: CarriedOut): string {
  return `${effect}/undo`;
}

/** An operation that has a parameter for it is handed the idempotency key, unless the script gives one itself. */
function withKey(compiled: CompiledScript, target: Target, input: Effect['input'], id: string): Effect['input'] {
  const wanted = compiled.resolved.services.parameters(target)?.has(KEY_PARAMETER) && !(KEY_PARAMETER in input);
  return wanted ? { ...input, [KEY_PARAMETER]: id } : input;
}
