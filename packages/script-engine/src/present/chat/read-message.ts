import type { Screen } from '../../contract.js';
import { textOfRich } from '../rich-text.js';
import { chatWords } from './chat-words.js';

/** What a message brings about; `reply` is said when it is not possible here, and changes nothing. */
export type ChatInput =
  | { readonly type: 'answer'; readonly value: unknown }
  | { readonly type: 'branch'; readonly branch: string }
  | { readonly type: 'back' | 'next' | 'cancel' }
  | { readonly type: 'reply'; readonly text: string };

/** No word, choice or address is longer. */
const LONGEST_READ = 500;

/**
 * What a message means where a dialog stands: a word that steers (back, cancel, agent, the title of a branch), else an
 * answer. What is no answer of its type goes on as it is, so that the engine refuses it as on every channel.
 */
export function readMessage(screen: Screen, message: string): ChatInput {
  const text = message.trim();
  if (text.length > LONGEST_READ) return { type: 'answer', value: text };
  return steering(screen, text.toLowerCase()) ?? answer(screen, text);
}

function steering(screen: Screen, word: string): ChatInput | undefined {
  const { branches, language, canGoBack, node } = screen;
  const words = chatWords(language);
  // A choice that is called so goes first.
  if (choiceOf(screen, word) !== undefined) return undefined;
  const branch = branches.find(({ title }) => title.toLowerCase() === word);
  if (branch) return { type: 'branch', branch: branch.id };
  if (words.cancel.includes(word)) return { type: 'cancel' };
  if (words.back.includes(word)) return canGoBack ? { type: 'back' } : { type: 'reply', text: words.noWayBack };
  if (words.agent.includes(word)) {
    const human = branches.find((other) => other.human);
    return human ? { type: 'branch', branch: human.id } : { type: 'reply', text: words.noAgent };
  }
  return node.question ? undefined : { type: 'next' };
}

function answer(screen: Screen, text: string): ChatInput {
  const { question } = screen.node;
  const isSkipped = question?.required === false && chatWords(screen.language).skip.includes(text.toLowerCase());
  return { type: 'answer', value: isSkipped ? null : read(screen, text) };
}

function read(screen: Screen, text: string): unknown {
  switch (screen.node.question?.type) {
    case 'choice':
      return choiceOf(screen, text.toLowerCase()) ?? text;
    case 'choices':
      return choicesOf(screen, text);
    case 'address':
      return addressOf(text);
    default:
      return text;
  }
}

function choicesOf(screen: Screen, text: string): readonly string[] {
  const whole = choiceOf(screen, text.toLowerCase());
  if (whole !== undefined) return [whole];
  const parts = text
    .split(/,|;|\s+(?:and|und)\s+/i)
    .flatMap((part) => (/^[\d\s]+$/.test(part) ? part.split(/\s+/) : [part]));
  const words = parts.map((part) => part.trim()).filter((part) => part !== '');
  return words.map((word) => choiceOf(screen, word.toLowerCase()) ?? word);
}

/** A choice by its number, code or label. */
function choiceOf({ node }: Screen, word: string): string | undefined {
  const options = node.question?.options ?? [];
  const named = options.find(
    ({ value, label }) => value.toLowerCase() === word || textOfRich(label).toLowerCase() === word,
  );
  const numbered = /^\d{1,3}\.?$/.test(word) ? options[Number.parseInt(word, 10) - 1] : undefined;
  return (named ?? numbered)?.value;
}

/** `Long Street 5, 12345 Springfield`; anything else stays as it is. */
function addressOf(text: string): unknown {
  const [line = '', place = '', ...more] = text.split(',').map((part) => part.trim());
  const number = line.lastIndexOf(' ');
  const code = place.indexOf(' ');
  if (more.length > 0 || number < 1 || code < 1) return text;
  return {
    street: line.slice(0, number).trim(),
    houseNumber: line.slice(number + 1),
    postalCode: place.slice(0, code),
    city: place.slice(code + 1).trim(),
  };
}
