import type { CampaignCommand } from '../campaigns/decide/campaign-command.js';
import type { ConfigurationChange } from '../configuration/configuration-change.js';
import type { Skills } from '../configuration/queue-definition.js';
import type { ContactChannel, Party, SupervisionMode } from '../contract.js';

/** How a contact is to wait, where its queue leaves it open. */
export interface QueueWishes {
  /** Instead of the priority of the queue. */
  readonly priority?: number | undefined;
  /** The place in the queue, from 1; kept to those of the same priority. */
  readonly position?: number | undefined;
  /** Skills needed besides those of the queue. */
  readonly needs?: Skills | undefined;
  /** The first of these agents who is there gets it, if free within the time the queue gives. */
  readonly prefer?: readonly string[] | undefined;
}

/** Where a conversation is given: to another queue, to an agent of its queue, to a number outside, to a dialog script. */
type TransferTarget = Party | { readonly queue: string } | { readonly script: string };

/** Who ends a contact: the customer, the gateway that has lost it, or nobody, because the customer says nothing more. */
export type LeavingBy = 'customer' | 'gateway' | 'silence';

/** Who wants it, when it is not the agent it is about. */
type Other = string | undefined;

/** What somebody wants to happen in a contact centre. */
export type Command =
  | CampaignCommand
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
      readonly wishes?: QueueWishes | undefined;
    }
  | { readonly type: 'leave'; readonly contact: string; readonly by: LeavingBy }
  /** Who writes is at a browser, or at none. */
  | { readonly type: 'note-presence'; readonly contact: string; readonly away: boolean }
  | { readonly type: 'erase-contact'; readonly contact: string; readonly by: string }
  | {
      readonly type: 'annotate';
      readonly contact: string;
      readonly customer?: string | undefined;
      readonly dialog?: string | undefined;
    }
  /** The customer has written again. Nothing happens when the conversation is over. */
  | {
      readonly type: 'receive-message';
      readonly contact: string;
      readonly message: string;
      readonly kind?: string | undefined;
    }
  /** Something has come in writing that concerns nobody. Who reports it knows what was reported before. */
  | {
      readonly type: 'set-aside';
      readonly gateway: string;
      readonly queue: string;
      readonly message: string;
      readonly kind: string;
    }
  | { readonly type: 'send-message'; readonly agent: string; readonly contact: string; readonly message: string }
  | { readonly type: 'close-self-service'; readonly contact: string }
  | {
      readonly type: 'hand-over';
      readonly contact: string;
      readonly queue: string;
      readonly wishes?: QueueWishes | undefined;
    }
  /** The customer hangs up and keeps the place in the queue. */
  | { readonly type: 'request-callback'; readonly contact: string; readonly phone: string }
  /** The gateway has called the customer back for the agent who accepted. */
  | { readonly type: 'called-back'; readonly contact: string; readonly answered: boolean }
  | { readonly type: 'change-priority'; readonly contact: string; readonly priority: number }
  | { readonly type: 'log-in'; readonly agent: string }
  | { readonly type: 'log-out'; readonly agent: string; readonly by?: Other }
  | { readonly type: 'set-ready'; readonly agent: string; readonly by?: Other }
  | { readonly type: 'set-not-ready'; readonly agent: string; readonly reason: string; readonly by?: Other }
  | { readonly type: 'lose-connection'; readonly agent: string }
  | { readonly type: 'accept'; readonly agent: string; readonly reservation: string }
  | {
      readonly type: 'reject';
      readonly agent: string;
      readonly reservation: string;
      /** What the agent's telephone said, such as `busy`; the agent declined if left out. */
      readonly because?: string | undefined;
    }
  /** Nobody could answer, and nobody can before this time (milliseconds since 1970 UTC). */
  | { readonly type: 'extend-offers'; readonly until: number }
  | { readonly type: 'hang-up'; readonly agent: string; readonly contact: string }
  | {
      readonly type: 'finish-wrap-up';
      readonly agent: string;
      readonly contact: string;
      /** What the dialog of the contact has chosen if left out. */
      readonly disposition?: string | undefined;
      readonly note: string;
    }
  /** The dialog of a contact says what came of it; without a disposition it takes that back. */
  | { readonly type: 'choose-disposition'; readonly contact: string; readonly disposition?: string | undefined }
  | { readonly type: 'hold'; readonly agent: string; readonly contact: string }
  | { readonly type: 'retrieve'; readonly agent: string; readonly contact: string }
  | { readonly type: 'transfer'; readonly agent: string; readonly contact: string; readonly to: TransferTarget }
  | {
      readonly type: 'consult';
      readonly agent: string;
      readonly contact: string;
      readonly with: Party;
      /** The token by which the agent who is asked answers. */
      readonly reservation: string;
    }
  /** A gateway has lost what it leads, or has it again. */
  | { readonly type: 'note-gateway'; readonly gateway: string; readonly isThere: boolean }
  /** The number outside that the contact was given to cannot be reached. */
  | { readonly type: 'transfer-failed'; readonly contact: string; readonly because: string }
  /** The number that is consulted has answered, or will not. */
  | { readonly type: 'consulted'; readonly contact: string; readonly answered: boolean }
  | { readonly type: 'cancel-consultation'; readonly agent: string; readonly contact: string }
  /** The customer goes on with who was consulted. */
  | { readonly type: 'complete-transfer'; readonly agent: string; readonly contact: string }
  /** All talk to the customer together. */
  | { readonly type: 'join-conference'; readonly agent: string; readonly contact: string }
  | {
      readonly type: 'supervise';
      readonly supervisor: string;
      readonly contact: string;
      readonly mode: SupervisionMode;
      readonly by?: Other;
    }
  | { readonly type: 'end-supervision'; readonly supervisor: string; readonly contact: string; readonly by?: Other }
  | {
      readonly type: 'record';
      readonly contact: string;
      readonly recording: string;
      /** The customer was asked and has agreed; else the queue must allow it. */
      readonly consent?: 'customer' | undefined;
      /** Who says so, and wants it; so below. */
      readonly by?: string | undefined;
    }
  | { readonly type: 'pause-recording'; readonly contact: string; readonly by?: string | undefined }
  | { readonly type: 'resume-recording'; readonly contact: string; readonly by?: string | undefined }
  | { readonly type: 'stop-recording'; readonly contact: string; readonly by?: string | undefined }
  | {
      readonly type: 'note-private-question';
      readonly contact: string;
      readonly dialog: string;
      /** The step at which the dialog asks one now; it asks none if left out. */
      readonly step?: string | undefined;
    }
  | {
      readonly type: 'leave-voicemail';
      readonly contact: string;
      /** The contact that the message will be. */
      readonly message: string;
      readonly recording: string;
      readonly seconds: number;
    }
  | { readonly type: 'extend-wrap-up'; readonly agent: string; readonly contact: string; readonly seconds: number }
  | { readonly type: 'pause-in-queue'; readonly agent: string; readonly queue: string; readonly reason: string }
  | { readonly type: 'resume-in-queue'; readonly agent: string; readonly queue: string }
  | {
      readonly type: 'set-penalty';
      readonly agent: string;
      readonly penalty: number;
      /** All queues of the agent if left out. */
      readonly queue?: string | undefined;
    }
  /** Time has passed: what is due happens. */
  | { readonly type: 'expire' }
  /** Another configuration is to apply, with these queues. */
  | {
      readonly type: 'configure';
      readonly queues: readonly string[];
      readonly changes: readonly ConfigurationChange[];
    }
  /** Agents that the configuration names no more end their shift. */
  | { readonly type: 'retire' };

export type CommandOf<Type extends Command['type']> = Extract<Command, { type: Type }>;
