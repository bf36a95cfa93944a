import { gosOfItem, gosOfVoice } from './gos-of-item.js';
import type { Call, Do, End, Go, Info, Lookup, Question, Script, ScriptItem, Section } from './script.js';

/** Every item of a script that has an id, in document order, also those in transitions and failure paths. */
export function* itemsOf(script: Script): Generator<Lookup | Section | Question | Info | Do | Call | End> {
  yield* walk(gosOfVoice(script.voice));
  yield* walk(script.items);
  for (const branch of script.branches) yield* walk(branch.items);
}

/** Every transition of a script. */
export function* gosOf(script: Script): Generator<Go> {
  yield* walkGos(gosOfVoice(script.voice));
  yield* walkGos(script.items);
  for (const branch of script.branches) yield* walkGos(branch.items);
}

function* walk(items: readonly ScriptItem[]): Generator<Lookup | Section | Question | Info | Do | Call | End> {
  for (const item of items) {
    if (item.kind === 'let') continue;
    if (item.kind === 'go') yield* walk(item.actions);
    else {
      yield item;
      if (item.kind === 'section') yield* walk(item.items);
      if (item.kind === 'end') yield* walk(item.actions);
      if (item.kind === 'question' || item.kind === 'info') yield* walk(gosOfItem(item));
      if (item.kind === 'call') yield* walk(item.gos);
      if (item.kind === 'do' || item.kind === 'lookup' || item.kind === 'call') yield* walk(item.failed?.items ?? []);
    }
  }
}

function* walkGos(items: readonly ScriptItem[]): Generator<Go> {
  for (const item of items) {
    if (item.kind === 'go') {
      yield item;
      yield* walkGos(item.actions);
    } else if (item.kind === 'section') yield* walkGos(item.items);
    else if (item.kind === 'end') yield* walkGos(item.actions);
    else if (item.kind === 'question' || item.kind === 'info') yield* walkGos(gosOfItem(item));
    else if (item.kind === 'call') yield* walkGos([...item.gos, ...(item.failed?.items ?? [])]);
    else if (item.kind === 'do' || item.kind === 'lookup') yield* walkGos(item.failed?.items ?? []);
  }
}
