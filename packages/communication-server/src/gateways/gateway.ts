import type { Clock, Stub } from '@caruso/core';
import type { Channel, Dialogs } from '@caruso/script-engine/contract';
import type { Log } from '@caruso/service-manager';
import type { Statement, Storage } from '@caruso/storage-manager/contract';
import type { Attachment, ContactCentreEvent, ContactChannel, ContactView, Message } from '../contract.js';
import type { LeavingBy } from '../decide/command.js';
import type { LedByScript } from './led-by-script.js';

/** An open contact as its gateway sees it. */
export interface GatewayContact extends ContactView {
  readonly externalId: string;
  /** What the gateway gave with the arrival. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Whom the contact is offered to now; several may be asked at once. */
  readonly offers: readonly { readonly agent: string; readonly reservation: string }[];
  /** What was recorded of it and is over, also where the gateway could not be told. */
  readonly stoppedRecordings: readonly string[];
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
  /** One of them. */
  contact(contact: string): GatewayContact | undefined;
  /**
   * Reports an arrival, and resolves with the contact once it is stored. A contact that is led by a script is in self-service
   * until it is handed over.
   *
   * @throws ContactCentreErrors.UnknownNumber, ContactCentreErrors.UnknownQueue, ContactCentreErrors.LogUnavailable
   */
  arrive(arrival: Arrival): Promise<string>;
  /** Reports arrivals that came together, in their order, and resolves with their contacts once all are stored; see {@link arrive}. */
  arriveTogether(arrivals: readonly Arrival[]): Promise<readonly string[]>;
  /**
   * What the gateway leads, such as a telephone system, is away or is there again. Meanwhile its contacts are offered to
   * nobody, and an agent who does not answer has missed nothing.
   */
  standing(isThere: boolean): Promise<void>;
  /** What answers a number or an address; undefined when nothing does. */
  answers(to: string): Answering | undefined;
  /** How long who writes to an address may say nothing, or be gone, in milliseconds; without limit where nothing is said. */
  idleLimits(to: string): { readonly silenceMs?: number; readonly absenceMs?: number };
  /** Who writes is at a browser again, or at none; told to the agents. */
  present(contact: string, isPresent: boolean): Promise<void>;
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
  /** The telephone of an agent was picked up for a contact that the agent has already. */
  joined(agent: string, contact: string): Promise<void>;
  /** The number outside that the contact was given to cannot be reached, and why. */
  transferFailed(contact: string, because: string): Promise<void>;
  /** The number that is consulted has answered, or will not. */
  consulted(contact: string, answered: boolean): Promise<void>;
  /** Ends a consultation for the agent who began it. */
  cancelConsultation(agent: string, contact: string): Promise<void>;
  endSupervision(supervisor: string, contact: string): Promise<void>;
  /** The customer who waits has pressed a key: what his queue has for it happens. */
  keyPressed(contact: string, key: string): Promise<void>;
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
  /**
   * Reports that the customer has left or says nothing more, or that the gateway has lost the contact; tried again until it is stored.
   */
  leave(contact: string, by: LeavingBy): Promise<void>;
  /**
   * Another message of the customer has come. False when the conversation is over, so that the message belongs to a new
   * contact; true however often it is reported.
   *
   * @param kind - what a program has written, if one has
   */
  received(contact: string, message: string, kind?: string): Promise<boolean>;
  /** Reports what has come in writing and concerns nobody, each together with what is written in the store `system` if it is. */
  setAside(messages: readonly SetAside[]): Promise<void>;
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

/** A message that concerns nobody. */
export interface SetAside {
  readonly message: string;
  /** The queue of the address that was written to. */
  readonly queue: string;
  /** Why it concerns nobody. */
  readonly kind: string;
  /** By which the gateway knows that it was reported. */
  readonly beside: Statement;
}

/** Whom an answer goes to. */
export interface Addressee {
  readonly name: string;
  readonly address: string;
  /** What was written about, where that is said. */
  readonly subject?: string;
}

/** What an agent answers. */
export interface Answer {
  readonly id: string;
  readonly text: string;
  /** Files that were attached to it before. */
  readonly attachments: readonly string[];
}

/** A file that an agent wants to send. */
export interface AnswerFile {
  /** The id of the answer. */
  readonly answer: string;
  readonly name: string;
  readonly content: Uint8Array;
}

/** What customers and agents write to each other, kept by the gateway through which they do. */
export interface Correspondence {
  /** The thread of a contact, the oldest first. */
  messages(contact: GatewayContact): Promise<readonly Message[]>;
  /** Stores an answer, which is then sent until it has been; the same id is sent once. */
  send(contact: GatewayContact, agent: string, answer: Answer): Promise<Message>;
  /**
   * Keeps a file that will go with an answer, where files are sent. What has no answer in the end is forgotten.
   *
   * @throws ContactCentreErrors.FileRefused, ContactCentreErrors.AnswerGone
   */
  attach?(contact: GatewayContact, agent: string, file: AnswerFile): Promise<Attachment>;
  /** Whom an answer goes to, and what about. */
  addressee(contact: GatewayContact): Promise<Addressee>;
  /** Shows the customer that somebody is writing, where that can be shown. */
  typing?(contact: GatewayContact): Promise<void>;
  /** The content of an attachment, in pieces. */
  attachment(contact: GatewayContact, attachment: string): AsyncIterable<Uint8Array>;
}

/** A letter to people of the company. */
export interface OwnLetter {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly files: readonly { readonly name: string; readonly type: string; readonly content: Uint8Array }[];
}

/** What was made in a contact and about it. */
export interface BesideContact {
  /** What was recorded, messages of the customer included. */
  readonly recordings: readonly string[];
  /** Letters of the company to its own people. */
  readonly letters: readonly string[];
}

/** A gateway at work. */
export interface GatewayConnection {
  /** What ended meanwhile, of the contacts that were open when the server stopped. */
  readonly departures: readonly Departure[];
  /** The ids of calls it has dialled that somebody has answered, and that belong to no contact: the server died before it knew. */
  readonly answered?: readonly string[];
  /** Lets contacts in; called when what happened meanwhile is in the log. */
  start(): void | Promise<void>;
  /** Something has happened to one of the gateway's contacts, and is stored. */
  happened(event: ContactCentreEvent, contact: GatewayContact): void;
  /** Calls a number on its own, where the gateway can. Resolves when it is answered, or is not going to be. */
  dial?(request: DialRequest): Promise<DialResult>;
  /** The WAV file of something that was recorded, where the gateway records. */
  recording?(name: string): Promise<Uint8Array>;
  /**
   * Whether nothing is recorded of a contact that is not to be, as it is now; of a gateway that records. Resolves when it has tried all it
   * can.
   */
  isQuiet?(contact: GatewayContact): Promise<boolean>;
  /**
   * Removes what the gateway keeps of a contact that is over, its own or another's: what was written, files, recordings. Repeating it has no
   * second effect.
   */
  erase?(contact: GatewayContact, beside: BesideContact): Promise<void>;
  /** Ends a call that was dialled and answered. */
  release?(call: string): Promise<void>;
  /** The channel of dialog scripts on which it can lead a customer whom an agent gives to one. */
  readonly leads?: Channel | undefined;
  /** Of a gateway whose contacts are written. */
  readonly correspondence?: Correspondence;
  /** Stores a letter of the company to its own people, which is then sent until it has been; the same id is sent once. */
  post?(letter: OwnLetter): Promise<void>;
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
  /** What is said at once if nobody is there for who answers; it can be made while it rings. */
  readonly message?: { readonly text: string; readonly language: string };
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
      /** The gateway tells by `joined` when the telephone of an agent is picked up for it. */
      readonly joins?: true;
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
      /** The gateway was gone while it rang, and does not know what became of it. */
      readonly interrupted?: true;
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
  /** Its connection can {@link GatewayConnection.post}. */
  readonly sendsMail?: true;
  open(host: GatewayHost): GatewayConnection | Promise<GatewayConnection>;
}
