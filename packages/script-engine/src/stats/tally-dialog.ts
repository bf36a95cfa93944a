import type { CompiledScript } from '../machine/compile-script.js';
import { currentState } from '../step/current-state.js';
import type { DialogState, Showing } from '../step/dialog-state.js';
import { statesAlong } from '../step/evolve.js';
import type { JournalEntry } from '../step/journal-entry.js';
import type { DialogTally } from './dialog-tally.js';

/** When a dialog in which nothing happens any more counts as left. */
export interface TallyMoment {
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: number;
  readonly leftAfterMs: number;
}

/**
 * Counts one dialog by replaying its journal: what was shown to somebody and when, not what stands on paper. The time at a
 * step runs from its showing to the answer that is taken, the time a service needs does not count.
 */
export function tallyDialog(
  compiled: CompiledScript,
  entries: Iterable<JournalEntry>,
  tally: DialogTally,
  { now, leftAfterMs }: TallyMoment,
): void {
  let state: DialogState | undefined;
  let since = 0;
  for (const { entry, state: next } of statesAlong(compiled, undefined, entries)) {
    const shownBefore = state?.shown ?? [];
    const before = shownBefore.at(-1);
    if (before) countDone(tally, before, entry, since);
    state = next;
    const after = next.shown.at(-1);
    if (after === undefined || next.shown === shownBefore) continue;
    const step = tally.step(after);
    step.shown += 1;
    step.places += next.shown.length;
    since = entry.at;
    // A way back shows what was shown before, and is no way from one step to another.
    if (before && next.shown.length > shownBefore.length) tally.way(before.node, after.node);
  }
  if (state) countStanding(compiled, state, tally, now - leftAfterMs);
}

function countDone(tally: DialogTally, at: Showing, entry: JournalEntry, since: number): void {
  const step = tally.step(at);
  // What is taken over without asking was shown to nobody.
  if ('silent' in entry && entry.silent) {
    step.shown -= 1;
    return;
  }
  switch (entry.event) {
    case 'answer':
      if (entry.verdict === 'refused') step.refused += 1;
      if (entry.verdict !== 'accepted') return;
      break;
    case 'next':
      break;
    case 'back':
      step.back += 1;
      return;
    default:
      return;
  }
  step.answered += 1;
  step.durations.add(entry.at - since);
}

function countStanding(compiled: CompiledScript, state: DialogState, tally: DialogTally, idleSince: number): void {
  const current = currentState(compiled, state);
  if (!state.cancelled && current.kind === 'end') {
    tally.dialog('ended', current.item.outcome);
    return;
  }
  const isLeft = state.cancelled || state.changedAt < idleSince;
  const at = state.shown.at(-1);
  if (at) tally.step(at)[isLeft ? 'left' : 'standing'] += 1;
  tally.dialog(isLeft ? 'left' : 'open', undefined);
}
