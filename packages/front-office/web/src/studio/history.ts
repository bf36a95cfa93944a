/** States one after the other, with the way back and forth. */
export interface History<State> {
  readonly past: readonly State[];
  readonly present: State;
  readonly future: readonly State[];
  /** Differs whenever the present does. */
  readonly version: number;
}

export type HistoryStep<State> =
  /** `joined` takes the place of the present, as one more letter of a word does. */
  { readonly to: State; readonly joined?: boolean } | 'undo' | 'redo';

const MOST_KEPT = 200;

export function startHistory<State>(present: State): History<State> {
  return { past: [], present, future: [], version: 0 };
}

/** The history after a step; the same when there is nothing to be undone or done again. */
export function moveHistory<State>(history: History<State>, step: HistoryStep<State>): History<State> {
  const { past, present, future } = history;
  const version = history.version + 1;
  if (step === 'undo') {
    const before = past.at(-1);
    return before === undefined
      ? history
      : { past: past.slice(0, -1), present: before, future: [present, ...future], version };
  }
  if (step === 'redo') {
    const [after, ...rest] = future;
    return after === undefined ? history : { past: [...past, present], present: after, future: rest, version };
  }
  const kept = step.joined && past.length > 0 ? past : [...past, present].slice(-MOST_KEPT);
  return { past: kept, present: step.to, future: [], version };
}
