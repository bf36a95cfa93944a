import type { MessageFrame, Refusal, ServerFrame, Standing } from '../../src/gateways/webchat/frames.js';

/** A message of the visitor that the server has not confirmed. */
export interface PendingMessage {
  readonly id: string;
  readonly text: string;
}

/** What a visitor sees of a chat. */
export interface ChatState {
  readonly messages: readonly MessageFrame[];
  /** In the order in which they were written. */
  readonly pending: readonly PendingMessage[];
  /** Undefined until the server has said so. */
  readonly standing: Standing | undefined;
  readonly longestText: number;
  readonly refusal: Refusal | undefined;
}

export const NO_CHAT: ChatState = {
  messages: [],
  pending: [],
  standing: undefined,
  longestText: 4_000,
  refusal: undefined,
};

/** Refusals after which the same message may be sent again; it waits until then. */
const PASSING: ReadonlySet<Refusal> = new Set(['too-fast', 'unavailable']);

/** Number of the last message that was seen: behind it the server goes on after an interruption. */
export function lastSeen({ messages }: ChatState): number {
  return messages.at(-1)?.number ?? 0;
}

/** The visitor has written. */
export function written(state: ChatState, message: PendingMessage): ChatState {
  return { ...state, pending: [...state.pending, message], refusal: undefined };
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
      return { ...state, standing: frame.standing, longestText: frame.longestText };
    case 'refused': {
      const pending = PASSING.has(frame.because) ? state.pending : state.pending.filter(({ id }) => id !== frame.id);
      return { ...state, pending, refusal: frame.because };
    }
    case 'typing':
      return state;
  }
}
