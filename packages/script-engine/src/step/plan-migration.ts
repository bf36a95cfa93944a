import type { CountryCode } from 'libphonenumber-js';
import { judgeAnswer } from '../answer/judge-answer.js';
import { judgeInput } from '../answer/read-input.js';
import type { FlowState } from '../flow/flow.js';
import type { CompiledScript } from '../machine/compile-script.js';
import { keyOf } from '../machine/scope-values.js';
import { speaks } from '../present/language-for.js';
import { placeOf } from '../resolve/place-of.js';
import { advance } from './advance.js';
import { currentState } from './current-state.js';
import { contextOf, type DialogState, type Progress } from './dialog-state.js';
import type { Draft, JournalEntry, Migration } from './journal-entry.js';
import { KnownAs } from './known-as.js';
import { pendingEffect } from './pending-effect.js';

/** Where a dialog comes to stand on another version of its script, and what it takes along; or why it cannot go there. */
export type MigrationPlan =
  | { readonly result: 'same' | 'asks-again'; readonly node: string; readonly migration: Migration }
  | { readonly result: 'impossible'; readonly reason: string };

/** What a plan depends on besides the dialog. */
interface Target {
  readonly compiled: CompiledScript;
  readonly script: Migration['script'];
  readonly now: number;
  readonly country?: CountryCode | undefined;
}

/**
 * Goes the way of a dialog once more, on another version of its script: each question takes the answer that was given to it,
 * if it is still accepted, each action the result that it had. It ends at the first step for which there is nothing; what
 * is left is kept, answers as drafts, and actions as carried out, so that none is repeated.
 */
export function planMigration(from: CompiledScript, state: DialogState, to: Target): MigrationPlan {
  const reason = reasonAgainst(from, state, to);
  if (reason !== undefined) return { result: 'impossible', reason };
  const known = new KnownAs(to.compiled);
  const old = state.path.slice(1);
  const lost = old.find((entry) => isAction(from, state, entry) && known.entry(entry) === undefined);
  if (lost && 'node' in lost)
    return {
      result: 'impossible',
      reason: `"${lost.node}" has been carried out, and is not in version ${to.script.version}`,
    };
  const { progress, left } = goAgain(state, known, to);
  const kept = left.flatMap((entry) =>
    entry.event === 'done' && isAction(from, state, known.original(entry)) ? [[entry.key, entry.result]] : [],
  );
  const drafts = Object.entries(state.drafts).flatMap(([key, draft]) => known.keyed(key, draft));
  const unused = left.flatMap((entry): [string, Draft][] =>
    entry.event === 'answer' ? [[entry.key, { value: entry.value, seen: undefined, channel: entry.channel }]] : [],
  );
  const migration: Migration = {
    script: to.script,
    path: progress.path,
    owner: state.owner,
    link: state.link,
    drafts: Object.fromEntries([...drafts, ...unused]),
    kept: Object.fromEntries(kept) as Migration['kept'],
    completions: Object.fromEntries(
      Object.entries(state.completions).flatMap(([key, count]) => known.keyed(key, count)),
    ),
  };
  const current = currentState(to.compiled, progress);
  const node = 'item' in current ? current.item.id : current.name;
  const before = known.keyed(state.shown.at(-1)?.key ?? '', true)[0]?.[0];
  const isSame = before !== undefined && before === progress.shown.at(-1)?.key && node === progress.shown.at(-1)?.node;
  return { result: isSame ? 'same' : 'asks-again', node, migration };
}

function reasonAgainst(from: CompiledScript, state: DialogState, { compiled, script }: Target): string | undefined {
  if (state.cancelled || state.erased || state.snapshot.status === 'done') return 'the dialog is over';
  if (pendingEffect(from, state)) return 'the dialog waits for a service';
  const { channel, language } = contextOf(state);
  if (!compiled.script.channels.includes(channel)) return `version ${script.version} does not run on ${channel}`;
  if (!speaks(compiled.script, language)) return `version ${script.version} is not written in ${language}`;
  const { issues } = judgeInput(compiled.script, inputFor(compiled, state));
  return issues.length > 0 ? `its inputs do not fit: ${issues.join('; ')}` : undefined;
}

/** Of what was handed over only that which the version takes. */
function inputFor({ script }: CompiledScript, { start }: DialogState): Readonly<Record<string, unknown>> {
  const names = new Set(script.inputs.map(({ name }) => name));
  return Object.fromEntries(Object.entries(start.input).filter(([name]) => names.has(name)));
}

/** Whether an entry is an action that took effect and was not taken back. */
function isAction({ flow }: CompiledScript, { undone }: DialogState, entry: JournalEntry): boolean {
  if (entry.event !== 'done' || undone.has(entry.effect)) return false;
  const state = flow.states.get(entry.node);
  return state?.kind === 'effect' && state.item.kind === 'do';
}

function goAgain(state: DialogState, known: KnownAs, to: Target): { progress: Progress; left: JournalEntry[] } {
  const { compiled, now, country } = to;
  const input = judgeInput(compiled.script, inputFor(compiled, state)).input;
  let progress = advance(compiled, undefined, { ...state.start, script: to.script, input });
  let left = known.way(state);
  const apply = (entry: JournalEntry) => {
    progress = advance(compiled, progress, entry);
    left = left.filter((other) => other !== entry);
  };
  for (;;) {
    const current = currentState(compiled, progress);
    if (!('item' in current) || progress.snapshot.status === 'done') break;
    const { frame } = placeOf(compiled.resolved, current.item.id);
    const key = keyOf(frame, contextOf(progress).rounds, current.item.id);
    const next = left.find((entry) => known.happensAt(entry, key));
    if (!next) break;
    for (const moved of left.filter(({ event, seq }) => event === 'channel' && seq < next.seq)) apply(moved);
    if (!fits(current.kind, next)) {
      // What means nothing at this step any more is passed over.
      left = left.filter((other) => other !== next);
      continue;
    }
    if (next.event !== 'answer' || current.kind !== 'question') {
      apply(next);
      continue;
    }
    const judged = judgeAnswer(compiled, { ...contextOf(progress), now }, current.item, next.value, country);
    if (judged.verdict === 'refused') break;
    progress = advance(compiled, progress, { ...next, value: judged.value });
    left = left.filter((other) => other !== next);
  }
  for (const moved of left.filter(({ event }) => event === 'channel')) apply(moved);
  return { progress, left };
}

/** Whether an entry can happen at a state of that kind. */
function fits(kind: FlowState['kind'], { event }: JournalEntry): boolean {
  if (kind === 'effect') return event === 'done' || event === 'failed';
  if (event === 'branch') return true;
  return kind === 'question' ? event === 'answer' || event === 'exhausted' : event === 'next';
}
