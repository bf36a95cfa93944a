import type { CompiledScript } from '../machine/compile-script.js';
import { voiceSettings } from '../model/voice-settings.js';
import { currentState } from './current-state.js';
import type { DialogInput } from './dialog-input.js';
import { contextOf, type DialogState } from './dialog-state.js';
import { isMiss } from './go-on.js';
import type { Fact } from './journal-entry.js';

type Facts = readonly [Fact, ...Fact[]];

/** What silence or a wrong key brings about on the telephone: a try is used up, and with the last one the question is given up. */
export function missFacts(
  compiled: CompiledScript,
  state: DialogState,
  { type, step }: Extract<DialogInput, { type: 'silence' | 'mismatch' }>,
  refuse: (reason: string) => never,
): Facts {
  if (contextOf(state).channel !== 'ivr') return refuse('only a telephone can be silent or send keys');
  const { kind } = currentState(compiled, state);
  if (kind !== 'question' && kind !== 'retry') return refuse('it waits for no keys');
  const { node, key } = present(state);
  return withEnd(compiled, state, { event: type, node, key, step });
}

/** An answer with what follows from it when it is refused on the telephone. */
export function answerFacts(compiled: CompiledScript, state: DialogState, fact: Fact): Facts {
  const { channel } = contextOf(state);
  return fact.event === 'answer' && isMiss({ ...fact, channel }) ? withEnd(compiled, state, fact) : [fact];
}

function withEnd(compiled: CompiledScript, state: DialogState, fact: Fact): Facts {
  const current = currentState(compiled, state);
  const voice = current.kind === 'question' ? current.item.voice : undefined;
  const isLast = state.misses + 1 === voiceSettings(compiled.script, voice).tries;
  return isLast ? [fact, { event: 'exhausted', ...present(state) }] : [fact];
}

function present({ shown }: DialogState) {
  const showing = shown.at(-1);
  return { node: showing?.node ?? '', key: showing?.key ?? '' };
}
