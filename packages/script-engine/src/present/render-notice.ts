import { complaintText } from '../answer/complaint.js';
import type { Objection } from '../answer/objection.js';
import type { RichText, Screen } from '../contract.js';
import type { CompiledScript } from '../machine/compile-script.js';
import { isLasting } from '../model/lasting-channels.js';
import { retryOf } from '../model/voice-settings.js';
import { currentState } from '../step/current-state.js';
import { contextOf, type DialogState, type Showing } from '../step/dialog-state.js';
import { phrases } from './phrases.js';
import { plain } from './rich-text.js';
import type { ScreenWords } from './screen-words.js';

/** What is to be said about the last answer, or about a way back that failed. */
export function renderNotice(
  compiled: CompiledScript,
  state: DialogState,
  words: ScreenWords,
): Pick<Screen, 'complaint' | 'warning'> {
  const { notice } = state;
  if (!notice) return {};
  const { language, channel } = contextOf(state);
  switch (notice.kind) {
    case 'silence':
    case 'mismatch':
      return { complaint: retryText(compiled, state.shown.at(-1), notice.kind, language, words) };
    case 'exhausted':
      return { complaint: retryText(compiled, notice.showing, notice.kind, language, words) };
    case 'undo-failed': {
      const reason = channel === 'agent' ? ` ${notice.failure.message}` : '';
      return { complaint: plain(`${phrases(language).undoFailed}${reason}`) };
    }
    case 'doubt':
      return { warning: objectionText(compiled, state, notice.objection, notice.value, words, 'doubt') };
    case 'complaint':
      return { complaint: objectionText(compiled, state, notice.objection, notice.value, words, 'check') };
  }
}

/** The words of the `voice` for a case; else those of the engine. */
function retryText(
  compiled: CompiledScript,
  showing: Showing | undefined,
  on: 'silence' | 'mismatch' | 'exhausted',
  language: string,
  words: ScreenWords,
): RichText {
  const state = showing && compiled.flow.states.get(showing.node);
  const texts = state?.kind === 'question' ? retryOf(compiled.script, state.item, on)?.texts : undefined;
  const worded = showing && texts && words.wording(texts, words.audience(showing));
  return worded ?? plain(phrases(language)[on]);
}

/** The words of the check that failed, which see the value that was judged; else those of the engine. */
function objectionText(
  compiled: CompiledScript,
  state: DialogState,
  objection: Objection,
  value: unknown,
  words: ScreenWords,
  otherwise: 'doubt' | 'check',
): RichText {
  const { language, channel } = contextOf(state);
  if (objection.kind === 'type') return plain(complaintText(objection.complaint, language));
  const generic = plain(complaintText({ code: otherwise }, language));
  const current = currentState(compiled, state);
  const showing = state.shown.at(-1);
  if (current.kind !== 'question' || !showing) return generic;
  const audience = words.audience(showing);
  const texts = current.item.checks[objection.index]?.texts ?? [];
  // Whoever takes the dialog over does not read what was entered at a private question, nor does a transcript.
  const isSecret = current.item.private && (isLasting(channel) || state.path.at(-1)?.event === 'channel');
  const hides = (names: readonly string[]) => (isSecret && names.includes('value')) || audience.hides?.(names) === true;
  return words.wording(texts, { ...audience, hides, values: { ...audience.values, value } }) ?? generic;
}
