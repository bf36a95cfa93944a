import type { ContactChannel } from '../contract.js';

/** What somebody wants to happen in a contact centre. */
export type Command =
  | {
      readonly type: 'arrive';
      /** The id the contact gets, unless the gateway has reported it before. */
      readonly contact: string;
      readonly channel: ContactChannel;
      readonly gateway: string;
      readonly externalId: string;
      readonly from: string;
      readonly to: string;
      /** Without a queue the customer serves himself. */
      readonly queue?: string | undefined;
      readonly customer?: string | undefined;
      readonly attributes: Readonly<Record<string, string>>;
    }
  | { readonly type: 'leave'; readonly contact: string; readonly by: 'customer' | 'gateway' }
  | {
      readonly type: 'annotate';
      readonly contact: string;
      readonly customer?: string | undefined;
      readonly dialog?: string | undefined;
    }
  | { readonly type: 'close-self-service'; readonly contact: string }
  | { readonly type: 'hand-over'; readonly contact: string; readonly queue: string }
  | { readonly type: 'log-in'; readonly agent: string }
  | { readonly type: 'log-out'; readonly agent: string }
  | { readonly type: 'set-ready'; readonly agent: string }
  | { readonly type: 'set-not-ready'; readonly agent: string; readonly reason: string }
  | { readonly type: 'lose-connection'; readonly agent: string }
  | { readonly type: 'accept'; readonly agent: string; readonly reservation: string }
  | { readonly type: 'reject'; readonly agent: string; readonly reservation: string }
  | { readonly type: 'hang-up'; readonly agent: string; readonly contact: string }
  | {
      readonly type: 'finish-wrap-up';
      readonly agent: string;
      readonly contact: string;
      readonly disposition: string;
      readonly note: string;
    }
  /** Time has passed: offers whose deadline is reached are over. */
  | { readonly type: 'expire' }
  /** Agents that the configuration names no more end their shift. */
  | { readonly type: 'retire' };

export type CommandOf<Type extends Command['type']> = Extract<Command, { type: Type }>;
