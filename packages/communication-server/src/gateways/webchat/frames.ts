import { z } from 'zod';
import type { FileRules, SentFile } from './files/sent-file.js';

/** The longest frame of a visitor, in bytes; a longer one ends the connection. */
export const LONGEST_FRAME = 65_536;
/** The longest piece of a file, which is a binary frame, in bytes. */
export const LONGEST_PIECE = 262_144;

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
  /** A file is to be sent as a message of its own: the server asks for it piece by piece (`send`). */
  z.strictObject({ type: z.literal('file'), id: z.uuid(), name: z.string().max(1_000), bytes: z.int().min(0) }),
  /** A file of a message is to be fetched: the server says where (`download`). */
  z.strictObject({ type: z.literal('fetch'), file: z.string().max(40) }),
  z.strictObject({ type: z.literal('typing') }),
  /** The visitor, who was asked (`idle`), is still there. */
  z.strictObject({ type: z.literal('here') }),
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
  /** What came with it. */
  readonly files?: readonly SentFile[];
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
  /** Nobody takes a file at the moment, or there is no such file. */
  | 'no-file'
  /** It is no picture, PDF or text, by what is in it. */
  | 'file-type'
  | 'file-size'
  /** The chat has as many files as it may have. */
  | 'files-full'
  /** Who the page says the visitor is was not believed. */
  | 'not-known'
  /** It could not be stored now; the same may be sent again after `retryAfterMs`. */
  | 'unavailable';

/** What the server says to a visitor's browser. */
export type ServerFrame =
  | MessageFrame
  | {
      readonly type: 'standing';
      readonly standing: Standing;
      readonly longestText: number;
      /** Which files may be sent now; absent when none may. */
      readonly files?: FileRules;
    }
  /** The next piece of a file is wanted: its bytes from this one on and before that one, in one binary frame. */
  | { readonly type: 'send'; readonly id: string; readonly from: number; readonly to: number }
  /** Where a file can be fetched: once, within a minute; relative to the address of the widget. */
  | { readonly type: 'download'; readonly file: string; readonly path: string }
  /** The visitor has said nothing for long: the chat ends then, unless he says that he is there. */
  | { readonly type: 'idle'; readonly endsInMs: number }
  /** The agent is writing. */
  | { readonly type: 'typing' }
  | {
      readonly type: 'refused';
      readonly because: Refusal;
      /** Of the message. */
      readonly id?: string;
      readonly retryAfterMs?: number;
    };
