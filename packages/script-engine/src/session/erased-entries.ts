import type { CompiledScript } from '../machine/compile-script.js';
import type { JournalEntry } from '../step/journal-entry.js';
import { isPrivate } from '../step/private-answers.js';

/** What of a dialog is erased: the answers to private questions, or everything that was said, found and handed over. */
export type Erasure = 'private' | 'all';

/** The entries of a journal that change when it is erased, without what is to go; who did what and when stays. */
export function erasedEntries(
  compiled: CompiledScript,
  journal: readonly JournalEntry[],
  which: Erasure,
): readonly JournalEntry[] {
  return journal.flatMap((entry) => {
    const erased = erase(compiled, entry, which);
    return erased === entry ? [] : [erased];
  });
}

function erase(compiled: CompiledScript, entry: JournalEntry, which: Erasure): JournalEntry {
  const goes = (node: string) => which === 'all' || isPrivate(compiled, node);
  switch (entry.event) {
    case 'answer': {
      if (!goes(entry.node) || entry.erased) return entry;
      const { given: _given, ...kept } = entry;
      return { ...kept, value: null, erased: true };
    }
    case 'start':
      return which === 'all' ? { ...entry, input: {} } : entry;
    case 'done':
      return which === 'all' ? { ...entry, result: null } : entry;
    case 'failed':
    case 'undo-failed':
      return which === 'all' ? { ...entry, failure: { ...entry.failure, message: '' } } : entry;
    case 'migrate': {
      const path = entry.path.map((other) => erase(compiled, other, which));
      const drafts = Object.entries(entry.drafts).filter(([key]) => !goes(key.slice(key.lastIndexOf('.') + 1)));
      const kept = Object.entries(entry.kept).map(([key, result]) => [key, which === 'all' ? null : result]);
      return { ...entry, path, drafts: Object.fromEntries(drafts), kept: Object.fromEntries(kept) };
    }
    default:
      return entry;
  }
}
