import type { Span } from '@caruso/language';
import { type Flow, type FlowState, NOWHERE, type StateName, successors } from '../flow/flow.js';
import { reachFrom } from '../flow/reach-from.js';
import type { Branch, ScriptItem } from '../model/script.js';
import type { CalledScript, ResolvedScript } from '../resolve/resolved-script.js';

/** Checks the ways through a script: nothing is out of reach, every way ends, no circle runs without a question. */
export function checkFlow(resolved: ResolvedScript, flow: Flow): void {
  const { states, start, branches } = flow;
  const after = (name: StateName) => {
    const state = states.get(name);
    return state ? successors(state) : [];
  };
  const reached = reachFrom([start, ...branches.values()], after);
  checkReach(resolved, reached);
  checkEnds(resolved, flow, reached);
  checkCircles(resolved, flow, reached);
  checkReturns(resolved, after, flow);
}

function checkReach({ script, diagnostics }: ResolvedScript, reached: ReadonlySet<StateName>): void {
  const check = (items: readonly ScriptItem[]): void => {
    for (const item of items) {
      if (item.kind === 'let' || item.kind === 'go') continue;
      const names = [item.id, `${item.id}$gate`, `${item.id}$enter`];
      if (!names.some((name) => reached.has(name))) {
        diagnostics.error(
          'unreachable',
          `No way leads to '${item.id}'`,
          item.at,
          'remove it, or let a <go> lead to it',
        );
      } else if (item.kind === 'section') check(item.items);
    }
  };
  check(script.items);
  for (const branch of script.branches) check(branch.items);
}

function checkEnds({ script, diagnostics }: ResolvedScript, flow: Flow, reached: ReadonlySet<StateName>): void {
  if (flow.start === NOWHERE) diagnostics.error('dead-end', 'The script has nothing to do', script.at, 'add an <end>');
  for (const [branch, start] of flow.branches) {
    if (start === NOWHERE) deadEnd(branch, branch.at);
  }
  const reported = new Set<Span>();
  for (const state of flow.states.values()) {
    if (!reached.has(state.name) || !successors(state).includes(NOWHERE)) continue;
    const inside = state.kind === 'gate' ? flow.states.get(state.inside) : state;
    const at = inside && placeOf(inside);
    if (at && !reported.has(at)) deadEnd(state.branch, at);
    if (at) reported.add(at);
  }
  function deadEnd(branch: Branch | undefined, at: Span): void {
    const where = branch ? `The branch '${branch.id}' must lead to an end, and` : 'The dialog';
    diagnostics.error('dead-end', `${where} can get stuck after this`, at, 'add an <end> or a <go> without when=');
  }
}

/** A branch that says it comes back, and has no way to its end. */
function checkReturns(
  { script, diagnostics }: ResolvedScript,
  after: (name: StateName) => readonly StateName[],
  flow: Flow,
): void {
  for (const branch of script.branches) {
    const start = flow.branches.get(branch);
    const back = `${branch.id}$return`;
    if (branch.return === 'end' || start === undefined || reachFrom([start], after).has(back)) continue;
    const message = `The branch '${branch.id}' never comes back: all its ways lead to an end or out of it`;
    diagnostics.warning('never-returns', message, branch.at, 'write return="end", or let a way lead to its last item');
  }
}

/** A circle needs a question or an information in it; the rounds of a roster end with its list. */
function checkCircles({ diagnostics, calls }: ResolvedScript, { states }: Flow, reached: ReadonlySet<StateName>): void {
  const done = new Set<StateName>();
  const path = new Set<StateName>();
  const visit = (name: StateName): void => {
    const state = states.get(name);
    if (!state || done.has(name) || waits(state, calls)) return;
    path.add(name);
    const next = state.kind === 'each' ? [state.past] : successors(state);
    for (const to of next) {
      if (path.has(to)) report(state, to);
      else visit(to);
    }
    path.delete(name);
    done.add(name);
  };
  function report(state: FlowState, to: StateName): void {
    const go = state.kind === 'choose' ? state.ways.find((way) => way.to === to)?.go : undefined;
    const target = states.get(to);
    const at = go?.toAt ?? placeOf(state) ?? (target && placeOf(target));
    if (at) diagnostics.error('endless-loop', 'This leads round in a circle without a question', at);
  }
  for (const name of reached) visit(name);
}

function waits(state: FlowState, calls: ResolvedScript['calls']): boolean {
  const { kind } = state;
  if (kind !== 'call') return kind === 'question' || kind === 'info' || kind === 'retry' || kind === 'end';
  const called = calls.get(state.item);
  return !called || !hasSilentWay(called);
}

/** Whether a script can come to an end without a question or an information. */
function hasSilentWay({ flow, resolved }: CalledScript): boolean {
  const reached = reachFrom([flow.start], (name) => {
    const state = flow.states.get(name);
    return !state || waits(state, resolved.calls) ? [] : successors(state);
  });
  return [...reached].some((name) => flow.states.get(name)?.kind === 'end');
}

function placeOf(state: FlowState): Span | undefined {
  if ('item' in state) return state.item.at;
  if (state.kind === 'choose') return state.ways.at(-1)?.go.at;
  return state.kind === 'return' ? state.branch?.at : undefined;
}
