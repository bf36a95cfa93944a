import type { Screen } from '../contract.js';
import type { CompiledScript } from '../machine/compile-script.js';
import { voiceSettings } from '../model/voice-settings.js';
import { currentState } from '../step/current-state.js';
import type { DialogState } from '../step/dialog-state.js';
import { saysKeys } from './voice/says-keys.js';
import { voicePrompts } from './voice/voice-prompts.js';
import { speakingMs } from './voice/voice-turn.js';

/** How the telephone asks at a screen, and when it gives up waiting. */
export function renderVoice(
  compiled: CompiledScript,
  state: DialogState,
  screen: Screen,
): NonNullable<Screen['voice']> {
  const current = currentState(compiled, state);
  const item = current.kind === 'question' || current.kind === 'info' ? current.item : undefined;
  const { tries, length, timeoutMs, bargeIn, finish } = voiceSettings(compiled.script, item?.voice);
  const isAsked = current.kind === 'question' || current.kind === 'retry';
  const triesLeft = Math.max(tries - state.misses, 0);
  const settings = {
    bargeIn,
    finish,
    timeoutMs: isAsked ? timeoutMs : 0,
    ...(length ? { length } : {}),
    triesLeft,
    ...(isAsked && triesLeft === 0 ? { exhausted: true } : {}),
    saysKeys: current.kind === 'question' && saysKeys(current.item, screen.language),
  };
  const spoken = speakingMs(voicePrompts({ ...screen, voice: { ...settings, deadline: 0 } }));
  return { ...settings, deadline: state.changedAt + spoken + settings.timeoutMs };
}
