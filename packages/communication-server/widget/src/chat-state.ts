import type { FileRules } from '../../src/gateways/webchat/files/sent-file.js';
import type { MessageFrame, Refusal, ServerFrame, Standing } from '../../src/gateways/webchat/frames.js';

/** A message of the visitor that the server has not confirmed. */
export interface PendingMessage {
  readonly id: string;
  readonly text: string;
  /** Of a file: what it is called, how large it is, and how much of it has been sent. */
  readonly file?: { readonly name: string; readonly bytes: number; readonly sent: number };
}

/** What a visitor sees of a chat. */
export interface ChatState {
  readonly messages: readonly MessageFrame[];
  /** In the order in which they were written. */
  readonly pending: readonly PendingMessage[];
  /** Undefined until the server has said so. */
  readonly standing: Standing | undefined;
  readonly longestText: number;
  /** Which files may be sent now. */
  readonly files: FileRules | undefined;
  readonly refusal: Refusal | undefined;
  /** The visitor was asked whether he is still there: else the chat ends soon. */
  readonly isAsked: boolean;
}

export const NO_CHAT: ChatState = {
  messages: [],
  pending: [],
  standing: undefined,
  longestText: 4_000,
  files: undefined,
  refusal: undefined,
  isAsked: false,
};

/** Refusals after which the same message may be sent again; it waits until then. */
const PASSING: ReadonlySet<Refusal> = new Set(['too-fast', 'unavailable']);

/** Number of the last message that was seen: behind it the server goes on after an interruption. */
export function lastSeen({ messages }: ChatState): number {
  return messages.at(-1)?.number ?? 0;
}

/** The visitor has written. */
export function written(state: ChatState, message: PendingMessage): ChatState {
  return { ...state, pending: [...state.pending, message], refusal: undefined, isAsked: false };
}

/** The visitor has said that he is there. */
export function answered(state: ChatState): ChatState {
  return { ...state, isAsked: false };
}

/** The server has said something. A message that was seen before changes nothing. */
export function heard(state: ChatState, frame: ServerFrame): ChatState {
  switch (frame.type) {
    case 'message': {
      const pending = state.pending.filter(({ id }) => id !== frame.id);
      const messages = frame.number > lastSeen(state) ? [...state.messages, frame] : state.messages;
      return { ...state, messages, pending, refusal: frame.by === 'visitor' ? undefined : state.refusal };
    }
    case 'standing':
      return {
        ...state,
        standing: frame.standing,
        longestText: frame.longestText,
        files: frame.files,
        isAsked: state.isAsked && (frame.standing.state === 'bot' || frame.standing.state === 'waiting'),
      };
    case 'idle':
      return { ...state, isAsked: true };
    case 'refused': {
      const pending = PASSING.has(frame.because) ? state.pending : state.pending.filter(({ id }) => id !== frame.id);
      return { ...state, pending, refusal: frame.because };
    }
    case 'send':
      return { ...state, pending: state.pending.map((message) => withSent(message, frame.id, frame.from)) };
    case 'typing':
    case 'download':
      return state;
  }
}

function withSent(message: PendingMessage, id: string, sent: number): PendingMessage {
  return message.id === id && message.file ? { ...message, file: { ...message.file, sent } } : message;
}
