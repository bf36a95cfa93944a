import type { SentFile } from './files/sent-file.js';

/** A chat as it is kept. */
export interface StoredChat {
  readonly id: string;
  readonly gateway: string;
  readonly at: number;
  readonly name: string;
  readonly language: string | undefined;
  readonly customer: string | undefined;
  readonly contact: string | undefined;
}

/**
 * What has become of a message: `pending` until the event log or the dialog knows of it, then `kept` and shown; `void` is one
 * of which neither ever will.
 */
export type MessageState = 'pending' | 'kept' | 'void';

/** A message as it is kept. */
export interface StoredMessage {
  readonly chat: string;
  readonly id: string;
  readonly number: number;
  readonly by: 'visitor' | 'bot' | 'agent';
  readonly agent: string | undefined;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  /** Of a private answer to the bot: dots. */
  readonly text: string;
  readonly state: MessageState;
  readonly step: string | undefined;
  readonly files: readonly SentFile[];
}

/** A message as it comes from somebody: the same id is the same message. */
export interface SaidMessage {
  readonly id: string;
  readonly text: string;
}
