import type { CompiledScript } from '../machine/compile-script.js';
import { letGrow, settle } from '../machine/growing-answers.js';
import { advance } from './advance.js';
import { contextOf, type Progress } from './dialog-state.js';
import type { JournalEntry } from './journal-entry.js';

/** What follows from a path, from its start to its end; undefined of an empty one. */
export function goThrough(compiled: CompiledScript, path: readonly JournalEntry[]): Progress | undefined {
  let progress: Progress | undefined;
  for (const entry of path) {
    progress = advance(compiled, progress, entry);
    letGrow(contextOf(progress).answers);
  }
  if (progress) settle(contextOf(progress).answers);
  return progress;
}
