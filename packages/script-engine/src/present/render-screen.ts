import type { Screen } from '../contract.js';
import { handsOver } from '../flow/hands-over.js';
import type { CompiledScript } from '../machine/compile-script.js';
import { currentState } from '../step/current-state.js';
import { contextOf, type DialogState, stepOf } from '../step/dialog-state.js';
import { openBranches } from '../step/open-branches.js';
import { wayBack } from '../step/way-back.js';
import { phrases } from './phrases.js';
import { renderNotice } from './render-notice.js';
import { renderQuestion } from './render-question.js';
import { renderTrail } from './render-trail.js';
import { renderVoice } from './render-voice.js';
import { plain } from './rich-text.js';
import { ScreenWords } from './screen-words.js';
import { titleIn } from './title-in.js';

/**
 * Shows where a dialog stands, for the channel and in the language it is in. Hints and whatever is meant for other
 * channels never get into a screen, so nothing can leak from it.
 */
export function renderScreen(compiled: CompiledScript, state: DialogState): Screen {
  const { script } = compiled;
  const { channel, language } = contextOf(state);
  const current = currentState(compiled, state);
  const end = current.kind === 'end' ? current.item : undefined;
  const words = new ScreenWords(compiled, state);
  const screen: Screen = {
    dialog: state.start.facts.id,
    script: { id: script.id, version: script.version, title: titleIn(script, language) },
    channel,
    language,
    state: state.cancelled ? 'cancelled' : end ? 'ended' : 'open',
    step: stepOf(state),
    node: renderNode(compiled, state, words),
    ...renderNotice(compiled, state, words),
    branches: openBranches(compiled, state).map((branch) => ({
      id: branch.id,
      title: titleIn(branch, language),
      ...(channel === 'ivr' && branch.key !== undefined ? { key: branch.key } : {}),
      ...(channel === 'chat' && handsOver(compiled.flow, branch) ? { human: true } : {}),
    })),
    canGoBack: !state.cancelled && 'to' in wayBack(compiled, state),
    trail: renderTrail(compiled, state, words),
    ...(end ? { outcome: end.outcome } : {}),
    ...(end?.handover === undefined ? {} : { handover: end.handover }),
  };
  return channel === 'ivr' ? { ...screen, voice: renderVoice(compiled, state, screen) } : screen;
}

function renderNode(compiled: CompiledScript, state: DialogState, words: ScreenWords): Screen['node'] {
  const showing = state.shown.at(-1);
  const current = currentState(compiled, state);
  if (!showing) throw new TypeError('there is nothing to show yet');
  switch (current.kind) {
    case 'question':
    case 'info':
    case 'end': {
      const { id, texts, hints } = current.item;
      const audience = words.audience(showing);
      const hint = words.hint(hints, audience);
      return {
        kind: current.kind,
        id,
        text: words.wording(texts, audience) ?? [],
        ...(hint ? { hint } : {}),
        ...(current.kind === 'question'
          ? { question: renderQuestion(compiled, state, current.item, showing, words) }
          : {}),
      };
    }
    case 'retry':
      return renderRetry(state, current.item.id);
    default:
      throw new TypeError('there is nothing to show yet');
  }
}

/** A service failed, and the script does not say what then: it can be tried again. */
function renderRetry(state: DialogState, id: string): Screen['node'] {
  const { channel, language, failure } = contextOf(state);
  const { uncertain, retry } = phrases(language);
  return {
    kind: 'info',
    id,
    text: plain(failure?.uncertain ? uncertain : retry),
    again: true,
    ...(channel === 'agent' && failure ? { hint: plain(failure.message) } : {}),
  };
}
