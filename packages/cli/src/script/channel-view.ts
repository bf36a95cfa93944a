import {
  chatTurn,
  type Reply,
  readKeys,
  readMessage,
  type Screen,
  terminalLines,
  type VoiceInput,
  voiceTurn,
} from '@caruso/script-engine';
import { printable } from './printable.js';
import { promptFor, readFile, readReply } from './read-reply.js';

type NextLine = () => Promise<string | undefined>;

/** What a channel shows of a dialog, drawn on a terminal, and how is typed what a customer does there. */
export interface ChannelView {
  readonly lines: (screen: Screen) => readonly string[];
  /** What can be typed; undefined where the channel goes on by itself. */
  readonly prompt: (screen: Screen) => string | undefined;
  readonly reply: (screen: Screen, next: NextLine) => Promise<Reply | { readonly say: string }>;
}

/** The view of a channel: keys on the telephone, messages in chat, and the screen itself elsewhere. */
export function channelView(channel: Screen['channel'], styled: boolean): ChannelView {
  if (channel === 'ivr') return telephone;
  if (channel === 'chat') return chat;
  return { lines: (screen) => terminalLines(screen, { styled }), prompt: promptFor, reply: readReply };
}

const telephone: ChannelView = {
  lines: (screen) => [...voiceTurn(screen).prompts.map(({ text }) => `(( ${printable(text)}`), ...ending(screen)],
  prompt: (screen) => {
    const { expect } = voiceTurn(screen);
    if (expect.kind !== 'keys') return undefined;
    const { min, max, finish, single } = expect;
    const count = min === max ? `${max} key${max === 1 ? '' : 's'}` : `${min} to ${max} keys, then ${finish}`;
    const own = single.length > 0 ? `; ${single.join(' ')} at once` : '';
    return `[${count}${own}; or "silence", /cancel hangs up]`;
  },
  reply: async (screen, next) => {
    const { expect } = voiceTurn(screen);
    if (expect.kind === 'next') return 'next';
    if (expect.kind === 'end') return 'cancel';
    const line = (await next())?.trim();
    if (line === undefined || line === '/cancel') return 'cancel';
    return replyOf(readKeys(screen, line === 'silence' ? '' : line));
  },
};

const chat: ChannelView = {
  lines: (screen) => [
    ...chatTurn(screen)
      .messages.flatMap((message) => message.split('\n'))
      .map(printable),
    ...ending(screen),
  ],
  prompt: (screen) => {
    if (chatTurn(screen).expect !== 'message') return undefined;
    return screen.node.question?.file ? '[/file PATH, a message, or /cancel]' : '[a message, or /cancel]';
  },
  reply: async (screen, next) => {
    if (chatTurn(screen).expect === 'next') return 'next';
    const line = await next();
    if (line === undefined || line.trim() === '/cancel') return 'cancel';
    const sent = screen.node.question?.file && /^\/file\s+(.+)$/.exec(line.trim());
    if (sent) return readFile(sent[1] ?? '');
    const input = readMessage(screen, line);
    return input.type === 'reply' ? { say: input.text } : replyOf(input);
  },
};

function replyOf(input: VoiceInput | { readonly type: 'cancel' }): Reply {
  if (input.type === 'answer') return { answer: input.value };
  return input.type === 'branch' ? { branch: input.branch } : input.type;
}

function ending({ outcome, handover }: Screen): string[] {
  return outcome === undefined
    ? []
    : [`= ${printable(outcome)}${handover === undefined ? '' : ` -> ${printable(handover)}`}`];
}
