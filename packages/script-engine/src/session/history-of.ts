import type { DialogHistory } from '../contract.js';
import type { CompiledScript } from '../machine/compile-script.js';
import type { JournalEntry } from '../step/journal-entry.js';
import { isPrivate } from '../step/private-answers.js';

type Line = DialogHistory[number];

/** Who did what, when, where and on which version of the script. Private answers are masked, results of services left out. */
export function historyOf(compiled: CompiledScript, journal: readonly JournalEntry[]): DialogHistory {
  let version = '';
  return journal.map((entry): Line => {
    if ('script' in entry) version = entry.script.version;
    const { seq, at, who, channel, language, event } = entry;
    return { seq, at: new Date(at).toISOString(), who, channel, language, version, event, ...whatOf(compiled, entry) };
  });
}

function whatOf(compiled: CompiledScript, entry: JournalEntry): Partial<Line> {
  switch (entry.event) {
    case 'answer': {
      const { node, key, verdict, value } = entry;
      const shown = entry.erased ? { hidden: 'erased' as const } : maskOf(compiled, node, value);
      return { node, key, verdict, ...shown };
    }
    case 'failed':
    case 'undo-failed':
      return { node: entry.node, key: entry.key, reason: `${entry.failure.code} ${entry.failure.message}`.trim() };
    case 'branch':
      return { node: entry.branch };
    case 'erased':
      return { reason: entry.which };
    case 'channel':
      return entry.owner === undefined ? {} : { owner: entry.owner };
    default:
      return 'node' in entry ? { node: entry.node, key: entry.key } : {};
  }
}

function maskOf(compiled: CompiledScript, node: string, value: unknown): Partial<Line> {
  return isPrivate(compiled, node) ? { hidden: 'private' } : { value };
}
