import type { RichText, Screen } from '../../contract.js';
import { textOfRich } from '../rich-text.js';
import { chatWords } from './chat-words.js';

/** What a chat is to do at a screen. */
export interface ChatTurn {
  /** Plain text, to be escaped by whoever shows it. */
  readonly messages: readonly string[];
  /** What comes next: a message of the customer, going on with `next` by itself, or nothing more. */
  readonly expect: 'message' | 'next' | 'end';
}

/** A screen as messages: why the last answer was not taken, the wording, numbered choices, what else can be written. */
export function chatTurn(screen: Screen): ChatTurn {
  const { complaint, warning, node, state, branches } = screen;
  const said = [complaint, warning].flatMap((rich) => (rich ? [paragraphs(rich)] : []));
  const asks = node.kind === 'question' || node.again === true;
  const titles =
    asks && branches.length > 0
      ? [chatWords(screen.language).jumpOffs, ...branches.map(({ title }) => `- ${title}`)]
      : [];
  const main = [paragraphs(node.text), ...howToAnswer(screen), ...titles].filter((line) => line !== '');
  return {
    messages: [...said, main.join('\n')].filter((message) => message !== ''),
    expect: state !== 'open' ? 'end' : asks ? 'message' : 'next',
  };
}

function howToAnswer({ language, node }: Screen): string[] {
  const words = chatWords(language);
  if (node.again) return [words.again];
  const { question } = node;
  if (!question) return [];
  const { options = [], type, unit, required, file } = question;
  const lines = options.map(({ label }, index) => `${index + 1}. ${textOfRich(label)}`);
  if (type === 'choice') lines.push(words.chooseOne);
  if (type === 'choices') lines.push(words.chooseSome);
  if (type === 'yesno') lines.push(words.yesOrNo);
  if (type === 'address') lines.push(words.address);
  if (file) lines.push(`${words.file} (${file.hint})`);
  if (unit !== undefined) lines.push(`(${unit})`);
  return required ? lines : [...lines, words.mayBeSkipped];
}

function paragraphs(rich: RichText): string {
  return rich
    .map(({ text, lineBreak }) => (lineBreak ? '\n' : text))
    .join('')
    .trim();
}
