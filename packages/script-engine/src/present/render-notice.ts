import { complaintText } from '../answer/complaint.js';
import type { Objection } from '../answer/objection.js';
import type { RichText, Screen } from '../contract.js';
import type { CompiledScript } from '../machine/compile-script.js';
import { currentState } from '../step/current-state.js';
import { contextOf, type DialogState } from '../step/dialog-state.js';
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

/** The words of the check that failed, which see the value that was judged; else those of the engine. */
function objectionText(
  compiled: CompiledScript,
  state: DialogState,
  objection: Objection,
  value: unknown,
  words: ScreenWords,
  otherwise: 'doubt' | 'check',
): RichText {
  const { language } = contextOf(state);
  if (objection.kind === 'type') return plain(complaintText(objection.complaint, language));
  const generic = plain(complaintText({ code: otherwise }, language));
  const current = currentState(compiled, state);
  const showing = state.shown.at(-1);
  if (current.kind !== 'question' || !showing) return generic;
  const audience = words.audience(showing);
  const texts = current.item.checks[objection.index]?.texts ?? [];
  return words.wording(texts, { ...audience, values: { ...audience.values, value } }) ?? generic;
}
