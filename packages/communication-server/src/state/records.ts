import type { SlaClock } from '../calendar/sla-clock.js';
import type { AgentDefinition } from '../configuration/agent-definition.js';
import type { Queue, Skills } from '../configuration/queue-definition.js';
import type {
  AgentState,
  ContactChannel,
  ContactView,
  EventPayload,
  Party,
  RecordingConsent,
  RecordingPause,
  SupervisionMode,
} from '../contract.js';
import type { Pace } from './pace.js';
import type { RankedSet } from './ranked-set.js';
import type { WaitAccuracy } from './wait-accuracy.js';

/** A record with everything that may be left out. */
export type Whole<T> = { [Member in keyof Required<T>]: T[Member] };

/**
 * What is known of a contact: plain data, but for the line. Its lists are never changed but replaced, so that those of the
 * many who have nothing in them are one.
 */
export interface ContactRecord {
  readonly id: string;
  /** Of the event by which it arrived: contacts in the order of their numbers are in the order of arrival. */
  readonly number: number;
  readonly channel: ContactChannel;
  readonly direction: 'in' | 'out';
  readonly gateway: string;
  readonly externalId: string;
  from: string;
  readonly to: string;
  attributes: Readonly<Record<string, string>>;
  readonly arrivedAt: number;
  state: ContactView['state'];
  customer?: string | undefined;
  dialog?: string | undefined;
  queue?: string | undefined;
  /** Since when it waits in its queue, offers included. */
  queuedAt?: number | undefined;
  /** How many milliseconds it would wait, as was estimated when it joined its queue. */
  estimatedMs?: number | undefined;
  /** Its place among those of the same priority. */
  place: number;
  priority: number;
  needs: Skills;
  maxPenalty?: number | undefined;
  /** How many steps of its queue have begun, and when the last did. */
  step: number;
  stepAt: number;
  prefer?: { readonly agent: string; readonly until: number } | undefined;
  /** Where it waits, while it waits. */
  line?: WaitingLine | undefined;
  /** The reservations by which it is offered. */
  offers: readonly string[];
  /** Who talks to the customer; the first who was offered it, before. */
  agent?: string | undefined;
  /** What agents have not finished. */
  wrapUps: readonly WrapUp[];
  /** The agents and numbers who talk to the customer besides `agent`. */
  conference: readonly Party[];
  heldSince?: number | undefined;
  consultation?: Consultation | undefined;
  /** Who listens in, and how. */
  supervisors: readonly Supervision[];
  /** The customer is called at this number when it is the contact's turn. */
  callback?: { readonly phone: string; readonly attempts: number; readonly retryAt?: number } | undefined;
  /** The number outside that the contact was given to. */
  givenTo?: string | undefined;
  /** The script to which an agent gave the customer. */
  script?: string | undefined;
  /** What the customer hears who was called and is not connected any more, until when at the latest. */
  dropMessage?: { readonly text: string; readonly language: string; readonly until: number } | undefined;
  /** The queue for which the customer is to leave a message. */
  messageFor?: string | undefined;
  voicemail?: { readonly recording: string; readonly seconds: number } | undefined;
  recording?: Recording | undefined;
  /** What was recorded and is over. A telephone system that could not be told goes on with it. */
  stoppedRecordings: readonly string[];
  privateQuestion?: PrivateQuestion | undefined;
  /** Since when the agent talks who talks now, or talked last. */
  talkSince?: number | undefined;
  /** Since when who writes is at no browser. */
  awaySince?: number | undefined;
  /** What was received and sent in writing after the arrival. */
  messages?: readonly string[] | undefined;
  /** In which time the customer is to be answered, and whether that is over. */
  clock?: AnswerClock | undefined;
  connectedAt?: number | undefined;
  endedAt?: number | undefined;
  outcome?: string | undefined;
  disposition?: string | undefined;
  /** What its dialog has chosen, while that agent handles it; any who finishes it where a script alone has led. */
  chosen?: { readonly disposition: string; readonly agent?: string } | undefined;
  note?: string | undefined;
  /** The attempt of a campaign by which the customer was called. */
  attempt?: { readonly campaign: string; readonly record: string; readonly attempt: string } | undefined;
}

/** The clock of a customer who is to be answered in writing, by the rule of the queue in which it was started. */
interface AnswerClock extends SlaClock {
  readonly queue: string;
  /** When the time allowed is used up, and the first moment that is too late. */
  readonly due: number | undefined;
  readonly late: number | undefined;
  readonly breached: boolean;
}

/** An agent finishes a contact. */
interface WrapUp {
  readonly agent: string;
  /** When it ends by itself, if it does (milliseconds since 1970 UTC), and how much later than at first. */
  readonly until?: number;
  readonly extendedMs: number;
}

/** What is recorded of a conversation. */
interface Recording {
  readonly id: string;
  /** What keeps it paused; nothing, while it is not. */
  readonly paused: readonly RecordingPause[];
  /** Nothing of before it was asked for. */
  readonly consent?: RecordingConsent;
  /** Who has noted that and begun it. */
  readonly by?: string;
  /** Milliseconds since 1970 UTC. */
  readonly startedAt: number;
}

/** The last private question that the dialog of a call has asked. */
interface PrivateQuestion {
  readonly dialog: string;
  /** Identifies this showing of the question, which never comes again. */
  readonly step: string;
  /** Whether it is asked still. */
  readonly asked: boolean;
}

/** Somebody listens to a conversation, or speaks in it. */
interface Supervision {
  readonly supervisor: string;
  readonly mode: SupervisionMode;
}

/** An agent asks somebody about a contact. */
interface Consultation {
  readonly by: string;
  readonly with: Party;
  readonly answered: boolean;
}

/** How an agent serves a queue, with everything that may be left out. */
export interface AssignmentRecord {
  readonly queue: string;
  readonly priority: number;
  readonly delayMs: number;
  readonly tier: number;
  penalty: number;
  /** Whether the penalty was changed since the configuration was made. */
  changed?: true;
  /** Why the agent gets nothing of this queue, if so. */
  paused?: string;
  /** Until when nothing of this queue is offered. */
  restsUntil: number;
}

/** What is known of an agent. */
export interface AgentRecord {
  readonly id: string;
  /** Undefined for an agent of the log that the configuration names no more. */
  definition: AgentDefinition | undefined;
  /** The place in the configuration. */
  order: number;
  readonly assignments: Map<string, AssignmentRecord>;
  group: AgentGroup;
  /** The channels for which the group has the agent among those who are free. */
  freeFor: readonly ContactChannel[];
  state: AgentState;
  reason?: string | undefined;
  /** Who has put the agent into this state, when it was somebody else. */
  by?: string | undefined;
  since: number;
  /** The contact that the telephone of the agent hears beside those who talk. */
  supervises?: string | undefined;
  /** Since when the agent waits for a contact. An offer that was withdrawn does not cost the place in the order. */
  idleSince: number;
  /** Number of the event behind `idleSince`, which makes the order of agents unambiguous. */
  idleRank: number;
  reservation?: string | undefined;
  /** The attempt of a campaign that rings for this agent. */
  dialling?: string | undefined;
  /** In the order in which they were connected. */
  readonly contacts: Set<string>;
  readonly wrapUps: Set<string>;
  /** The reason of the break that begins when the last wrap-up ends. */
  next?: string | undefined;
  /** How the last reservation ended, to say so to who comes too late. */
  lastReservation?: { readonly id: string; readonly ended: string } | undefined;
  loggedInAt: number;
  /** Contacts connected in this shift. */
  handled: number;
  /** Milliseconds of this shift in which the agent had contacts, up to `since`. */
  occupiedMs: number;
  /** Number of the event that made the last offer. */
  offeredRank: number;
  /** Offers that were not answered since the last that was. */
  missed: number;
  /** Until when nothing is offered. */
  restsUntil: number;
  /** When the last contacts were offered, no more of them than the agent's rate allows. */
  readonly recent: number[];
}

/** A queue with those who wait in it. */
export interface QueueRecord {
  readonly id: string;
  /** Undefined for a queue of the log that the configuration names no more. */
  definition: Queue | undefined;
  readonly lines: Map<string, WaitingLine>;
  /** All who wait, in lines or while they are offered. */
  readonly waiting: Set<ContactRecord>;
  /** Agents that serve it, by tier, logged in or not. */
  readonly agents: Set<AgentRecord>;
  /** How many agents of each tier are logged in. */
  readonly staffed: Map<number, number>;
  /** Of the agents who serve it, how many work, busy or not, and how many of those are ready. */
  working: number;
  ready: number;
  /** How many wait in its lines, by priority. */
  readonly byPriority: Map<number, number>;
  pace: Pace;
  /** How right the estimates of waits were. */
  accuracy: WaitAccuracy;
  /** The places of callers who gave up, by their address. */
  readonly places: Map<string, { readonly place: number; readonly priority: number; readonly until: number }>;
}

/** What makes two contacts of a queue wait for the same agents. */
export interface Demand {
  readonly needs: Skills;
  readonly needsNothing: boolean;
  readonly maxPenalty: number | undefined;
  /** The only agent who gets it. */
  readonly only: string | undefined;
}

/** Contacts of a queue that the same agents may take, in the order in which they are answered. */
export interface WaitingLine {
  readonly queue: QueueRecord;
  readonly demand: Demand;
  readonly contacts: RankedSet<ContactRecord>;
  /** The groups of agents who may take them. */
  readonly groups: Set<AgentGroup>;
}

/** The orders in which free agents are kept; other strategies compare what changes with time. */
export type Order = 'longest-idle' | 'fewest-contacts' | 'fewest-open' | 'round-robin' | 'linear';

/** The agents of a group that are free for a channel. */
export interface FreeAgents {
  readonly size: number;
  add(agent: AgentRecord): void;
  delete(agent: AgentRecord): void;
  in(order: Order): RankedSet<AgentRecord>;
  /** The longest idle first. */
  ordered(): AgentRecord[];
}

/** A line as a group of agents sees it. */
export interface ServedLine {
  readonly line: WaitingLine;
  /** Those of the line. */
  readonly contacts: RankedSet<ContactRecord>;
  /** Of the queue in the agents' own order, the lowest first. */
  readonly priority: number;
  /** Of the queue among all, the heaviest first. */
  readonly weight: number;
  /** Whether there are contacts in it that the group may have to wait for. */
  readonly opensLater: boolean;
}

/** Agents that may take the same contacts: they serve the same queues in the same way and have the same skills. */
export interface AgentGroup {
  readonly key: string;
  readonly assignments: ReadonlyMap<string, Omit<AssignmentRecord, 'paused' | 'restsUntil' | 'changed'>>;
  readonly skills: Skills;
  readonly members: Set<AgentRecord>;
  /** The lines whose contacts they may take, the preferred first. */
  readonly lines: ServedLine[];
  /** The channels of the queues they serve. */
  readonly channels: readonly ContactChannel[];
  /** Whether one of the queues rings also those who are busy. */
  readonly ringsBusy: boolean;
  /** At work with contacts; for queues that ring who is busy. */
  readonly engaged: Set<AgentRecord>;
  /** Whether any member is free for any channel, or may be rung while busy. */
  isAvailable(): boolean;
  free(channel: ContactChannel): FreeAgents;
}

/** An offer that is neither answered nor over. */
export interface Reservation {
  readonly id: string;
  readonly contact: string;
  readonly agent: string;
  readonly queue: string;
  readonly deadline: number;
  /** The agent is asked by another one, and not given the contact. */
  readonly consultation: boolean;
}

/** The payload of one type of event. */
export type PayloadOf<Type extends EventPayload['type']> = Extract<EventPayload, { type: Type }>;

/** Whether nobody has anything to do about a contact any more. */
export function isOver({ state, wrapUps }: Pick<ContactRecord, 'state' | 'wrapUps'>): boolean {
  return state === 'closed' && wrapUps.length === 0;
}

/** The contact an agent is busy with: the last one connected, or the one to be wrapped up. */
export function currentOf({ contacts, wrapUps }: Pick<AgentRecord, 'contacts' | 'wrapUps'>): string | undefined {
  return [...contacts].at(-1) ?? [...wrapUps][0];
}
