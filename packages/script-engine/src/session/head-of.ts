import type { CompiledScript } from '../machine/compile-script.js';
import { titleIn } from '../present/title-in.js';
import { currentState } from '../step/current-state.js';
import { contextOf, type DialogState } from '../step/dialog-state.js';
import type { DialogHead } from './journal.js';

/** What is kept of a dialog beside its journal, taken from its state. */
export function headOf(compiled: CompiledScript, state: DialogState): DialogHead {
  const { facts, script, at } = state.start;
  const current = currentState(compiled, state);
  const end = current.kind === 'end' ? current.item : undefined;
  return {
    dialog: facts.id,
    script: script.id,
    version: script.version,
    hash: script.hash,
    title: titleIn(compiled.script, contextOf(state).language),
    channel: contextOf(state).channel,
    owner: state.owner,
    ...(facts.contact === undefined ? {} : { contact: facts.contact }),
    ...(facts.customer === undefined ? {} : { customer: facts.customer }),
    state: state.cancelled ? 'cancelled' : end ? 'ended' : 'open',
    ...(end ? { outcome: end.outcome } : {}),
    startedAt: new Date(at).toISOString(),
    changedAt: new Date(state.changedAt).toISOString(),
    seq: state.seq,
  };
}
