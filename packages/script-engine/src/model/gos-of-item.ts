import type { Go, Info, Question, Voice } from './script.js';

/** The transitions written in a question or an information: those after it, and those of its `voice`. */
export function gosOfItem({ gos, voice }: Question | Info): readonly Go[] {
  return [...gos, ...gosOfVoice(voice)];
}

/** The transitions in a `voice`. */
export function gosOfVoice(voice: Voice | undefined): readonly Go[] {
  return voice?.retries.flatMap(({ gos }) => gos) ?? [];
}
