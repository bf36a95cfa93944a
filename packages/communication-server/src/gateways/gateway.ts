import type { Clock, Stub } from '@caruso/core';
import type { Channel, Dialogs } from '@caruso/script-engine/contract';
import type { Log } from '@caruso/service-manager';
import type { Storage } from '@caruso/storage-manager/contract';
import type { ContactCentreEvent, ContactChannel, ContactView, Message } from '../contract.js';
import type { LedByScript } from './led-by-script.js';

/** An open contact as its gateway sees it. */
export interface GatewayContact extends ContactView {
  readonly externalId: string;
  /** What the gateway gave with the arrival. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Whom the contact is offered to now; several may be asked at once. */
  readonly offers: readonly { readonly agent: string; readonly reservation: string }[];
}

/** A contact that arrives through a gateway. */
export interface Arrival {
  readonly channel: ContactChannel;
  /** Unique in the gateway, for ever. Reporting it twice opens one contact. */
  readonly externalId: string;
  readonly from: string;
  readonly to: string;
  /** Without it the number or address called decides. */
  readonly queue?: string;
  readonly customer?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** A contact that ended while the server was down. */
export interface Departure {
  readonly contact: string;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  readonly by: 'customer' | 'gateway';
}

/** What a caller who waits is told. */
export interface Announcement {
  readonly everyMs: number;
  readonly language: string;
  readonly texts: readonly string[];
}

/** What answers a number: a queue, or a script. */
export type Answering = { readonly queue: string } | LedByScript;

/** What a gateway is given by the communication server. */
export interface GatewayHost {
  readonly clock: Clock;
  readonly log: Log;
  /** Time of the last event of the log, 0 when it is empty: until then the server was up for certain. */
  readonly lastEventAt: number;
  /** The gateway's contacts that are not closed. */
  contacts(): readonly GatewayContact[];
  /**
   * Reports an arrival, and resolves with the contact once it is stored. A contact that is led by a script is in self-service
   * until it is handed over.
   *
   * @throws ContactCentreErrors.UnknownNumber, ContactCentreErrors.UnknownQueue, ContactCentreErrors.LogUnavailable
   */
  arrive(arrival: Arrival): Promise<string>;
  /** What answers a number or an address; undefined when nothing does. */
  answers(to: string): Answering | undefined;
  /** The place of a contact in its queue, from 1, and how many seconds it will still wait, if that is known. */
  position(contact: string): { readonly position: number; readonly wait?: number } | undefined;
  /** What a caller who waits is to be told now, sentence by sentence, and how often; undefined where nothing is. */
  announcement(contact: string): Announcement | undefined;
  /** What an agent is called. */
  nameOf(agent: string): string;
  /** The customer is writing; not kept, and forgotten in a few seconds. */
  typing(contact: string): void;
  /** The address of an agent's telephone. */
  phoneOf(agent: string): string | undefined;
  /** The dialog scripts of the assembly, if it has any. */
  readonly dialogs: Stub<typeof Dialogs> | undefined;
  /**
   * An agent has accepted an offer by picking up the telephone.
   *
   * @throws ContactCentreErrors.ReservationOver
   */
  accept(agent: string, reservation: string): Promise<void>;
  /**
   * An agent's telephone cannot be reached, or the agent refuses there.
   *
   * @param cause - why, for the operator
   * @throws ContactCentreErrors.ReservationOver
   */
  reject(agent: string, reservation: string, cause: string): Promise<void>;
  /**
   * An agent has put down the receiver.
   *
   * @throws ContactCentreErrors.WrongState, ContactCentreErrors.NotYourContact
   */
  hangUp(agent: string, contact: string): Promise<void>;
  /** The number that is consulted has answered, or will not. */
  consulted(contact: string, answered: boolean): Promise<void>;
  /** Ends a consultation for the agent who began it. */
  cancelConsultation(agent: string, contact: string): Promise<void>;
  endSupervision(supervisor: string, contact: string): Promise<void>;
  /** The customer who is called back has answered, or was not reached. */
  calledBack(contact: string, answered: boolean): Promise<void>;
  /** Notes which dialog leads a contact. */
  annotate(contact: string, dialog: string): Promise<void>;
  /**
   * Puts a contact in self-service into a queue.
   *
   * @throws ContactCentreErrors.UnknownQueue, ContactCentreErrors.NotSelfService
   */
  handOver(contact: string, queue: string): Promise<void>;
  /** The customer has left a message, which the gateway keeps under the name. */
  voicemailLeft(contact: string, recording: string, seconds: number): Promise<void>;
  /** Reports that the customer has left, or that the gateway has lost the contact; tried again until it is stored. */
  leave(contact: string, by: Departure['by']): Promise<void>;
  /**
   * Another message of the customer has come. False when the conversation is over, so that the message belongs to a new
   * contact; true however often it is reported.
   */
  received(contact: string, message: string): Promise<boolean>;
  /**
   * Notes that an agent answers in writing; once for each message.
   *
   * @throws ContactCentreErrors.NotYourContact
   */
  sent(agent: string, contact: string, message: string): Promise<void>;
  /** The stores of the assembly; tables of gateways are in the store `system`. */
  readonly storage: Stub<typeof Storage>;
  /** A text that was stored under a name; survives a restart. */
  recall(name: string): Promise<string | undefined>;
  remember(name: string, text: string): Promise<void>;
}

/** What customers and agents write to each other, kept by the gateway through which they do. */
export interface Correspondence {
  /** The thread of a contact, the oldest first. */
  messages(contact: GatewayContact): Promise<readonly Message[]>;
  /** Stores an answer, which is then sent until it has been; the same id is sent once. */
  send(
    contact: GatewayContact,
    agent: string,
    answer: { readonly id: string; readonly text: string },
  ): Promise<Message>;
  /** Shows the customer that somebody is writing, where that can be shown. */
  typing?(contact: GatewayContact): Promise<void>;
  /** The content of an attachment, in pieces. */
  attachment(contact: GatewayContact, attachment: string): AsyncIterable<Uint8Array>;
}

/** A gateway at work. */
export interface GatewayConnection {
  /** What ended meanwhile, of the contacts that were open when the server stopped. */
  readonly departures: readonly Departure[];
  /** Lets contacts in; called when what happened meanwhile is in the log. */
  start(): void | Promise<void>;
  /** Something has happened to one of the gateway's contacts, and is stored. */
  happened(event: ContactCentreEvent, contact: GatewayContact): void;
  /** Calls a number on its own, where the gateway can. Resolves when it is answered, or is not going to be. */
  dial?(request: DialRequest): Promise<DialResult>;
  /** The WAV file of something that was recorded, where the gateway records. */
  recording?(name: string): Promise<Uint8Array>;
  /** Ends a call that was dialled and answered. */
  release?(call: string): Promise<void>;
  /** The channel of dialog scripts on which it can lead a customer whom an agent gives to one. */
  readonly leads?: Channel | undefined;
  /** Of a gateway whose contacts are written. */
  readonly correspondence?: Correspondence;
  close(): void | Promise<void>;
}

/** A number to be called. */
export interface DialRequest {
  /** Unique for ever: a call is made once under it. */
  readonly id: string;
  readonly to: string;
  /** The number that is shown. */
  readonly from: string;
  /** How long it may ring, in seconds. */
  readonly ringSeconds: number;
}

/** What came of calling a number. */
export type DialResult =
  | {
      readonly outcome: 'answered';
      readonly ringMs: number;
      /** What the gateway calls it; a contact of this name goes on with it. */
      readonly call: string;
      /** What the gateway must remember to go on with the contact after a restart. */
      readonly attributes?: Readonly<Record<string, string>>;
    }
  | {
      readonly outcome:
        | 'unknown-number'
        | 'busy'
        | 'no-answer'
        | 'rejected'
        | 'offline'
        | 'machine'
        | 'congestion'
        | 'failed';
      readonly ringMs: number;
      readonly reason: string;
    };

/** A number or address that is going to be called, the queue wanted if any, and the place that says so. */
export interface Destination {
  readonly to: string;
  readonly queue?: string | undefined;
  readonly where: string;
}

/** Where contacts come from: a telephone system, a mail server, a web chat. */
export interface Gateway {
  /** Unique in an assembly; stays the same for ever, because contacts are known by it. */
  readonly id: string;
  /** Where its contacts are known to lead, so that a wrong queue is found before the start. */
  readonly destinations?: readonly Destination[];
  open(host: GatewayHost): GatewayConnection | Promise<GatewayConnection>;
}
