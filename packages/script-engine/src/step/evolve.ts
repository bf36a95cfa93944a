import type { CompiledScript } from '../machine/compile-script.js';
import { advance } from './advance.js';
import { argumentsOf } from './arguments-of.js';
import { currentState, placeOf } from './current-state.js';
import { type CarriedOut, contextOf, type DialogState, type Draft, type Progress } from './dialog-state.js';
import type { JournalEntry } from './journal-entry.js';
import { undoId } from './pending-effect.js';

/** The state after one more entry of the journal. Pure: the same journal always gives the same state. */
export function evolve(compiled: CompiledScript, state: DialogState | undefined, entry: JournalEntry): DialogState {
  if (entry.event === 'start') return begin(compiled, entry);
  if (!state) throw new TypeError('a journal begins with "start"');
  const counted: DialogState = { ...state, seq: entry.seq, changedAt: entry.at, last: lastOf(state, entry) };
  switch (entry.event) {
    case 'answer':
      return entry.verdict === 'accepted' ? answered(compiled, counted, entry) : objected(counted, entry);
    case 'next':
    case 'branch':
    case 'done':
    case 'failed':
      return withEffect(compiled, counted, entry);
    case 'channel':
      return { ...moved(compiled, counted, entry), owner: entry.owner ?? state.owner };
    case 'back':
      return undoThen(compiled, counted, cutBy(counted, entry.to), entry.to);
    case 'cancel':
      return undoThen(
        compiled,
        { ...counted, cancelled: true, begun: undefined, notice: undefined },
        counted.carriedOut,
        undefined,
      );
    case 'begin':
      return { ...counted, begun: { key: entry.key, effect: entry.effect, undo: entry.undo === true } };
    case 'undone':
      return undone(compiled, counted, entry.effect);
    case 'undo-failed':
      return undoFailed(compiled, counted, entry);
  }
}

/** The state to which a journal leads. */
export function replay(compiled: CompiledScript, journal: readonly JournalEntry[]): DialogState | undefined {
  return journal.reduce<DialogState | undefined>((state, entry) => evolve(compiled, state, entry), undefined);
}

function begin(compiled: CompiledScript, entry: Extract<JournalEntry, { event: 'start' }>): DialogState {
  return {
    ...advance(compiled, undefined, entry),
    start: entry,
    seq: entry.seq,
    owner: entry.facts.owner,
    drafts: {},
    notice: undefined,
    left: undefined,
    begun: undefined,
    completions: {},
    lookups: {},
    undone: new Set(),
    undoing: undefined,
    cancelled: false,
    changedAt: entry.at,
    last: undefined,
  };
}

function lastOf(state: DialogState, entry: JournalEntry): DialogState['last'] {
  if (!('step' in entry) || entry.step === undefined) return state.last;
  const given = entry.event === 'answer' ? ('given' in entry ? entry.given : entry.value) : undefined;
  return { step: entry.step, event: entry.event === 'branch' ? `branch ${entry.branch}` : entry.event, given };
}

/** The next state of the path. Answers that a way back inside the script made void become drafts. */
function moved(compiled: CompiledScript, state: DialogState, entry: JournalEntry): DialogState {
  const next = advance(compiled, state, entry);
  const notice = entry.event === 'channel' ? state.notice : undefined;
  const after = { ...state, ...next, drafts: withDrafts(state.drafts, state, next), notice };
  return entry.event === 'branch' ? leave(compiled, state, after, entry.branch) : comeBack(compiled, after);
}

/** Remembers how the step stood that a branch leaves. */
function leave(compiled: CompiledScript, before: DialogState, after: DialogState, id: string): DialogState {
  if (before.left) return after;
  const branch = compiled.script.branches.find((other) => other.id === id);
  const key = before.shown.at(-1)?.key ?? '';
  return { ...after, left: { key, notice: before.notice, resumes: branch?.return === 'resume' } };
}

/** After a branch the step left is shown as it stood, or asked afresh; a branch can also lead elsewhere. */
function comeBack(compiled: CompiledScript, state: DialogState): DialogState {
  const { left } = state;
  if (!left || currentState(compiled, state).branch) return state;
  const back = { ...state, left: undefined };
  if (state.shown.at(-1)?.key !== left.key) return back;
  if (left.resumes) return { ...back, notice: left.notice };
  const { [left.key]: _dropped, ...drafts } = state.drafts;
  return { ...back, drafts };
}

function answered(
  compiled: CompiledScript,
  state: DialogState,
  entry: Extract<JournalEntry, { event: 'answer' }>,
): DialogState {
  const next = moved(compiled, state, entry);
  const { [entry.key]: _taken, ...drafts } = next.drafts;
  return { ...next, drafts };
}

function objected(state: DialogState, entry: Extract<JournalEntry, { event: 'answer' }>): DialogState {
  if (!entry.objection) return state;
  const kind = entry.verdict === 'doubted' ? 'doubt' : 'complaint';
  return { ...state, notice: { kind, objection: entry.objection, value: entry.value } };
}

function withEffect(compiled: CompiledScript, before: DialogState, entry: JournalEntry): DialogState {
  const after = moved(compiled, before, entry);
  if (entry.event === 'failed') return { ...after, begun: undefined };
  if (entry.event !== 'done') return after;
  const item = effectItem(compiled, entry.node);
  const completions = { ...before.completions, [entry.key]: (before.completions[entry.key] ?? 0) + 1 };
  if (item?.kind !== 'lookup' || item.freshMs === undefined) return { ...after, begun: undefined, completions };
  const at = entry.kept ? (before.lookups[entry.key]?.at ?? entry.at) : entry.at;
  const input = JSON.stringify(argumentsOf(compiled, contextOf(before), placeOf(compiled, item.id), item));
  const lookups = { ...before.lookups, [entry.key]: { input, result: entry.result, at } };
  return { ...after, begun: undefined, completions, lookups };
}

function effectItem(compiled: CompiledScript, node: string) {
  const state = compiled.flow.states.get(node);
  return state?.kind === 'effect' ? state.item : undefined;
}

/** Runs compensations, the last action first, before the path is cut. */
function undoThen(
  compiled: CompiledScript,
  state: DialogState,
  cut: readonly CarriedOut[],
  to: number | undefined,
): DialogState {
  const queue = cut.filter(({ undo, effect }) => undo && !state.undone.has(effect)).toReversed();
  return settleUndo(compiled, { ...state, notice: undefined, undoing: { queue, to } });
}

function settleUndo(compiled: CompiledScript, state: DialogState): DialogState {
  const { undoing } = state;
  if (!undoing || undoing.queue.length > 0) return state;
  const settled = { ...state, undoing: undefined };
  return undoing.to === undefined ? settled : cutTo(compiled, settled, undoing.to);
}

function undone(compiled: CompiledScript, state: DialogState, effect: string): DialogState {
  const { queue = [], to } = state.undoing ?? {};
  const settled = queue.filter((action) => undoId(action) === effect).map((action) => action.effect);
  const rest = queue.filter((action) => undoId(action) !== effect);
  const next = { ...state, begun: undefined, undone: new Set([...state.undone, ...settled]) };
  return settleUndo(compiled, { ...next, undoing: { queue: rest, to } });
}

/** A way back stays where it is when a compensation fails; a cancelled dialog goes on with the others. */
function undoFailed(
  compiled: CompiledScript,
  state: DialogState,
  entry: Extract<JournalEntry, { event: 'undo-failed' }>,
): DialogState {
  const next: DialogState = { ...state, begun: undefined, notice: { kind: 'undo-failed', failure: entry.failure } };
  if (!state.cancelled) return { ...next, undoing: undefined };
  const queue = state.undoing?.queue.filter((action) => undoId(action) !== entry.effect) ?? [];
  return settleUndo(compiled, { ...next, undoing: { queue, to: undefined } });
}

/** Cuts the path; answers that are gone from it become drafts, and the channel stays the present one. */
function cutTo(compiled: CompiledScript, state: DialogState, to: number): DialogState {
  const channel = state.path.slice(to).findLast(({ event }) => event === 'channel');
  const path = [...state.path.slice(0, to), ...(channel ? [channel] : [])];
  const progress = path.reduce<Progress | undefined>((before, entry) => advance(compiled, before, entry), undefined);
  if (!progress) return state;
  const undone = new Set(
    [...state.undone].filter((effect) => progress.carriedOut.some((action) => action.effect === effect)),
  );
  return {
    ...state,
    ...progress,
    undone,
    drafts: withDrafts(state.drafts, state, progress),
    notice: undefined,
    left: undefined,
  };
}

function withDrafts(drafts: DialogState['drafts'], before: Progress, after: Progress): Readonly<Record<string, Draft>> {
  const gone = Object.entries(contextOf(before).answers).filter(
    ([key]) => !Object.hasOwn(contextOf(after).answers, key),
  );
  if (gone.length === 0) return drafts;
  return { ...drafts, ...Object.fromEntries(gone.map(([key, value]) => [key, { value, seen: before.seen[key] }])) };
}

/** The actions that are on the path behind a length. */
export function cutBy({ carriedOut }: Progress, to: number): readonly CarriedOut[] {
  return carriedOut.filter(({ at }) => at > to);
}
