import { z } from 'zod';

/** The longest frame of a visitor, in bytes; a longer one ends the connection. */
export const LONGEST_FRAME = 65_536;

/** What a visitor's browser says. Whatever is not of this shape is refused, and nothing of it is kept. */
export const VisitorFrame = z.discriminatedUnion('type', [
  /** The first frame: begins a chat, or goes on with the one of this token, behind the message of this number. */
  z.strictObject({
    type: z.literal('hello'),
    /** 256 random bits that the browser made: who has it, has the chat. */
    token: z.string().regex(/^[A-Za-z0-9_-]{43}$/, '43 characters of base64url are expected'),
    after: z.int().min(0),
    /** A BCP 47 tag. */
    language: z
      .string()
      .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$/, 'a language such as de-AT is expected')
      .optional(),
    /** What the company's own page says about who is logged in there; see `identify` of the options. */
    identity: z.string().max(8_000).optional(),
  }),
  /** The same id is the same message, however often it is sent. */
  z.strictObject({ type: z.literal('message'), id: z.uuid(), text: z.string() }),
  z.strictObject({ type: z.literal('typing') }),
  /** The visitor ends the chat. */
  z.strictObject({ type: z.literal('leave') }),
]);
export type VisitorFrame = z.infer<typeof VisitorFrame>;
export type Hello = Extract<VisitorFrame, { type: 'hello' }>;

/** A message as the visitor sees it. Plain text, to be escaped by whoever shows it. */
export interface MessageFrame {
  readonly type: 'message';
  /** Grows within a chat; a visitor who comes back names the last one that was seen. */
  readonly number: number;
  readonly id: string;
  readonly by: 'visitor' | 'bot' | 'agent';
  /** The agent's name. */
  readonly name?: string;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  readonly text: string;
}

/** How a chat stands. */
export type Standing =
  /** Nothing was written yet, and nobody knows of the chat. */
  | { readonly state: 'new' }
  | { readonly state: 'bot' }
  | {
      readonly state: 'waiting';
      /** The place in the queue, from 1. */
      readonly position?: number;
      /** How long it will still take, if that is known. */
      readonly waitSeconds?: number;
    }
  | { readonly state: 'talking'; readonly agent: string; readonly held: boolean }
  | { readonly state: 'over' };

/** Why a frame of the visitor had no effect. */
export type Refusal =
  /** It is no frame, or not one for this moment. */
  | 'not-understood'
  | 'too-long'
  /** Too many at once: the same may be sent again after `retryAfterMs`. */
  | 'too-fast'
  /** The conversation is over; a new token begins another. */
  | 'over'
  /** The chat has as many messages as it may have. */
  | 'full'
  /** Who the page says the visitor is was not believed. */
  | 'not-known'
  /** It could not be stored now; the same may be sent again after `retryAfterMs`. */
  | 'unavailable';

/** What the server says to a visitor's browser. */
export type ServerFrame =
  | MessageFrame
  | { readonly type: 'standing'; readonly standing: Standing; readonly longestText: number }
  /** The agent is writing. */
  | { readonly type: 'typing' }
  | {
      readonly type: 'refused';
      readonly because: Refusal;
      /** Of the message. */
      readonly id?: string;
      readonly retryAfterMs?: number;
    };
