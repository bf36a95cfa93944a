import type { RichText, Screen } from '../../contract.js';
import { keyedAs } from '../../model/keyed-types.js';
import { textOfRich } from '../rich-text.js';
import { isMenu, optionKeys } from './key-table.js';
import { keyName, type VoiceWords, voiceWords } from './voice-words.js';

/** Something to be spoken without a pause; `say` tells speech what kind of value it is, as SSML's `say-as` does. */
export interface VoicePrompt {
  readonly text: string;
  readonly say?: NonNullable<RichText[number]['say']>;
}

/**
 * What the telephone says at a screen: why the last answer was not taken, the wording, and which keys there are. Wording
 * that was written for the telephone says itself what to press.
 */
export function voicePrompts(screen: Screen): readonly VoicePrompt[] {
  const { complaint, warning, node, voice } = screen;
  const own = voice?.saysKeys ? [] : keysSpoken(screen);
  const parts = [...[complaint, warning, node.text].flatMap((rich) => (rich ? spoken(rich) : [])), ...own];
  return screen.state === 'open' && waitsForKeys(screen) ? [...parts, ...branchesSpoken(screen)] : parts;
}

/** Whether a caller is asked for something. */
export function waitsForKeys({ node, voice }: Screen): boolean {
  return (node.kind === 'question' || node.again === true) && voice?.exhausted !== true;
}

/** A value that speech should know of is a prompt of its own; line breaks are pauses. */
function spoken(rich: RichText): VoicePrompt[] {
  const prompts: { text: string; say?: VoicePrompt['say'] }[] = [];
  let joins = false;
  for (const { text, say, lineBreak } of rich) {
    const last = prompts.at(-1);
    if (say) prompts.push({ text, say });
    else if (last && joins) last.text += text;
    else if (text.trim() !== '') prompts.push({ text });
    joins = !say && !lineBreak;
  }
  return prompts.map(({ text, say }) => ({ text: text.trim(), ...(say ? { say } : {}) }));
}

function keysSpoken(screen: Screen): VoicePrompt[] {
  const words = voiceWords(screen.language);
  const { node, voice } = screen;
  const { question } = node;
  if (voice?.exhausted) return [];
  if (node.again) return [{ text: words.again }];
  if (!question || keyedAs(question.type) === 'none') return [];
  const finish = keyName(voice?.finish ?? '#', words);
  const skip = question.required ? [] : [fill(words.skip, { finish })];
  return [...optionsSpoken(screen, words), ...howToKey(screen, words, finish), ...skip].map((text) => ({ text }));
}

function optionsSpoken(screen: Screen, words: VoiceWords): string[] {
  const keys = optionKeys(screen);
  return (screen.node.question?.options ?? []).map(({ value, label }) =>
    fill(words.option, { label: textOfRich(label), key: keyName(keys.get(value) ?? '', words) }),
  );
}

function howToKey(screen: Screen, words: VoiceWords, finish: string): string[] {
  const { question } = screen.node;
  switch (question?.type) {
    case undefined:
    case 'choice':
      return [];
    case 'yesno':
      return [words.yesno];
    case 'choices':
      return [fill(words.choices, { finish })];
    case 'date':
      return [words.date];
    case 'time':
      return [words.time];
    case 'money':
      return [fill(words.keyed, { finish }), words.decimals];
    default: {
      const length = screen.voice?.length;
      if (length && length.min === length.max) return [fill(words.keyedFixed, { count: String(length.max) })];
      return [fill(words.keyed, { finish })];
    }
  }
}

/** Branches are told only where their keys work. */
function branchesSpoken(screen: Screen): VoicePrompt[] {
  const words = voiceWords(screen.language);
  const digits = isMenu(screen);
  return screen.branches.flatMap(({ title, key }) => {
    if (key === undefined || (!digits && (/\d/.test(key) || key === screen.voice?.finish))) return [];
    return [{ text: fill(words.option, { label: title, key: keyName(key, words) }) }];
  });
}

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
