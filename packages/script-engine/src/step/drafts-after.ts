import { contextOf, type DialogState, type Progress } from './dialog-state.js';
import type { Draft } from './journal-entry.js';
import { channelOf } from './private-answers.js';

/** The drafts after a change of the path: answers that it holds no more are added to them. */
export function draftsAfter(
  drafts: DialogState['drafts'],
  before: Progress,
  after: Progress,
): Readonly<Record<string, Draft>> {
  const remaining = contextOf(after).answers;
  const { answers } = contextOf(before);
  if (answers === remaining) return drafts;
  const gone = Object.keys(answers).filter((key) => !Object.hasOwn(remaining, key));
  if (gone.length === 0) return drafts;
  const draftOf = (key: string, value: unknown): Draft => ({
    value,
    seen: before.seen[key],
    channel: channelOf(before, key),
  });
  return { ...drafts, ...Object.fromEntries(gone.map((key) => [key, draftOf(key, answers[key])])) };
}
