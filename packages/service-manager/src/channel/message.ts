import type { Actor, ErrorDocument } from '@caruso/core';
import { isActor } from './actor.js';

/** What a caller sends. The caller numbers its calls. */
export type Request =
  | {
      readonly type: 'call';
      readonly id: number;
      readonly contract: string;
      readonly operation: string;
      readonly input: unknown;
      readonly caller: string;
      /** For whom the call is made, if for somebody. */
      readonly actor?: Actor | undefined;
      /** Replaces the operation's own time-out, in milliseconds. */
      readonly timeoutMs?: number | undefined;
      /** How often an idempotent operation may be tried again. */
      readonly retries?: number | undefined;
      /** The call opens a stream, and so many values may be sent before there is more credit. */
      readonly credit?: number | undefined;
    }
  /** The caller's signal was aborted, for this reason. */
  | { readonly type: 'cancel'; readonly id: number; readonly error: ErrorDocument }
  /** The consumer of a stream wants no more values; the answer is `end` or `error`. */
  | { readonly type: 'return'; readonly id: number }
  /** So many more values of a stream may be sent. */
  | { readonly type: 'credit'; readonly id: number; readonly count: number };

/** What the other side answers. `result`, `error` and `end` are the last of their call. */
export type Answer =
  | { readonly type: 'result'; readonly id: number; readonly value: unknown }
  | { readonly type: 'next'; readonly id: number; readonly value: unknown }
  | { readonly type: 'end'; readonly id: number }
  | { readonly type: 'error'; readonly id: number; readonly error: unknown };

type Message = Request | Answer;

/**
 * What has come over a channel, if it is a message. Fields that only go on to a handler or a caller are not looked at: inputs
 * are checked by the contract, and error documents when they are revived.
 */
export function readMessage(raw: unknown): Message | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const message = raw as { readonly [field: string]: unknown };
  if (!isCount(message.id)) return undefined;
  switch (message.type) {
    case 'result':
    case 'next':
    case 'end':
    case 'error':
    case 'return':
    case 'cancel':
      return message as unknown as Message;
    case 'credit':
      return isCount(message.count) ? (message as unknown as Message) : undefined;
    case 'call':
      return isCall(message) ? (message as unknown as Message) : undefined;
    default:
      return undefined;
  }
}

function isCall({ contract, operation, caller, actor, ...numbers }: { readonly [field: string]: unknown }): boolean {
  return (
    typeof contract === 'string' &&
    typeof operation === 'string' &&
    typeof caller === 'string' &&
    (actor === undefined || isActor(actor)) &&
    [numbers.timeoutMs, numbers.retries, numbers.credit].every((value) => value === undefined || isCount(value))
  );
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER;
}

/** Whether a message is for the side that made the call. */
export function isAnswer(message: Message): message is Answer {
  return message.type === 'result' || message.type === 'next' || message.type === 'end' || message.type === 'error';
}
