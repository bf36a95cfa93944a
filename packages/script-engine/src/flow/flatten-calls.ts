import type { Branch, Go } from '../model/script.js';
import type { Place } from '../resolve/place.js';
import { placeOf } from '../resolve/place-of.js';
import type { CalledScript } from '../resolve/resolved-script.js';
import type { Flow, FlowState } from './flow.js';
import { InlinedCall } from './inlined-call.js';

/**
 * Puts the states of the scripts that are called in the place of the calls, so that one machine leads through all of them.
 * Whatever belongs to a script that is called bears the id of the call before its own: `identify/pin`.
 */
export function flattenCalls(analysis: CalledScript): CalledScript {
  const { resolved, flow } = analysis;
  if (resolved.calls.size === 0) return analysis;
  const states = new Map(flow.states);
  const branches = new Map(flow.branches);
  const [places, branchPlaces, gos] = [new Map(resolved.places), new Map(resolved.branches), new Map(resolved.gos)];
  const [expressions, templates] = [new Map(resolved.expressions), new Map(resolved.templates)];
  const calls = [...flow.states.values()].filter((state) => state.kind === 'call');
  for (const state of calls) {
    const called = resolved.calls.get(state.item);
    if (!called) continue;
    const inlined = inline(state, placeOf(resolved, state.item.id), resolved.script.lang, flattenCalls(called));
    addAll(states, inlined.states);
    addAll(branches, inlined.branches);
    addAll(places, inlined.places);
    addAll(branchPlaces, inlined.branchPlaces);
    addAll(gos, inlined.gos);
    addAll(expressions, inlined.expressions);
    addAll(templates, inlined.templates);
  }
  return {
    resolved: { ...resolved, places, branches: branchPlaces, gos, expressions, templates },
    flow: { ...flow, states, branches },
  };
}

function inline(
  state: Extract<FlowState, { kind: 'call' }>,
  site: Place,
  lang: string,
  { resolved, flow }: CalledScript,
) {
  const call = new InlinedCall(state, site, resolved.script, lang);
  // A branch leads back to the main line, so those of a script that a branch calls could not come back into it.
  const isOpen = (branch: Branch | undefined) => !branch || !state.branch;
  const open = [...flow.states.values()].filter(({ branch }) => isOpen(branch));
  const gos = new Map<Go, Place>();
  for (const [go, place] of resolved.gos) gos.set(call.go(go), call.place(place));
  return {
    states: entriesByName([call.handOver(flow.start), ...open.map((inner) => call.state(inner))]),
    branches: mapped(
      flow.branches,
      (branch) => call.branch(branch),
      (name) => call.name(name),
      isOpen,
    ),
    places: mapped(
      resolved.places,
      (id) => call.name(id),
      (place) => call.place(place),
    ),
    branchPlaces: mapped(
      resolved.branches,
      (branch) => call.branch(branch),
      (place) => call.place(place),
      isOpen,
    ),
    gos,
    expressions: resolved.expressions,
    templates: resolved.templates,
  };
}

function entriesByName(states: readonly FlowState[]): Flow['states'] {
  return new Map(states.map((state) => [state.name, state]));
}

function mapped<Key, Value>(
  map: ReadonlyMap<Key, Value>,
  key: (old: Key) => Key,
  value: (old: Value) => Value,
  counts: (old: Key) => boolean = () => true,
): Map<Key, Value> {
  return new Map([...map].filter(([old]) => counts(old)).map(([name, old]) => [key(name), value(old)]));
}

function addAll<Key, Value>(target: Map<Key, Value>, more: ReadonlyMap<Key, Value>): void {
  for (const [key, value] of more) target.set(key, value);
}
