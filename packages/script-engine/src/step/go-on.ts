import type { CompiledScript } from '../machine/compile-script.js';
import { advance } from './advance.js';
import { currentState } from './current-state.js';
import type { DialogState } from './dialog-state.js';
import { draftsAfter } from './drafts-after.js';
import type { JournalEntry } from './journal-entry.js';

type Answer = Extract<JournalEntry, { event: 'answer' }>;

/** The next state of the path. Answers that a way back inside the script made void become drafts. */
export function goOn(compiled: CompiledScript, state: DialogState, entry: JournalEntry): DialogState {
  const next = advance(compiled, state, entry);
  const notice = entry.event === 'channel' ? state.notice : undefined;
  const after = { ...state, ...next, drafts: draftsAfter(state.drafts, state, next), notice, misses: 0 };
  return entry.event === 'branch' ? leave(compiled, state, after, entry.branch) : comeBack(compiled, after);
}

/** An answer that is taken is no draft any more. */
export function takeAnswer(compiled: CompiledScript, state: DialogState, entry: Answer): DialogState {
  const next = goOn(compiled, state, entry);
  const { [entry.key]: _taken, ...drafts } = next.drafts;
  return { ...next, drafts };
}

/** An answer that is refused or doubted: the dialog stays where it is, and says why. */
export function takeObjection(state: DialogState, entry: Answer): DialogState {
  if (!entry.objection) return state;
  const kind = entry.verdict === 'doubted' ? 'doubt' : 'complaint';
  const misses = isMiss(entry) ? state.misses + 1 : state.misses;
  return { ...state, notice: { kind, objection: entry.objection, value: entry.value }, misses };
}

/** Whether an answer uses up a try: one that is refused on the telephone. */
export function isMiss({ verdict, channel }: Pick<Answer, 'verdict' | 'channel'>): boolean {
  return verdict === 'refused' && channel === 'ivr';
}

/** Nobody answered in time, or with keys that mean nothing: the same is asked once more. */
export function takeMiss(state: DialogState, kind: 'silence' | 'mismatch'): DialogState {
  return { ...state, notice: { kind }, misses: state.misses + 1 };
}

/** The tries are used up: the dialog goes where the script says, or stays for another channel to go on with. */
export function giveUp(
  compiled: CompiledScript,
  state: DialogState,
  entry: Extract<JournalEntry, { event: 'exhausted' }>,
): DialogState {
  const current = currentState(compiled, state);
  const showing = state.shown.at(-1);
  const leads = current.kind === 'question' && current.exhausted !== undefined;
  const after = leads ? goOn(compiled, state, entry) : state;
  return showing ? { ...after, notice: { kind: 'exhausted', showing } } : after;
}

/** Remembers how the step stood that a branch leaves. */
function leave(compiled: CompiledScript, before: DialogState, after: DialogState, id: string): DialogState {
  if (before.left) return after;
  const branch = [...compiled.flow.branches.keys()].find((other) => other.id === id);
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
