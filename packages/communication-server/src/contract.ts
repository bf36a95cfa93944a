import { defineContract } from '@caruso/core';
import { LARGEST_FILE } from '@caruso/script-engine/contract';
import { z } from 'zod';
import { ConfigurationChange } from './configuration/configuration-change.js';
import { Queue } from './configuration/queue-definition.js';
import {
  AgentState,
  type ContactCentreEvent,
  ContactChannel,
  Party,
  RecordingConsent,
  RecordingPause,
  RoutingReason,
  SupervisionMode,
} from './contact-centre-event.js';
import { LoggedContact } from './recording/logged-contact.js';

export {
  type BarredNumber,
  type CampaignReport,
  Campaigns,
  type CampaignView,
  type LoadedList,
  type LoadedRows,
} from './campaigns/campaigns-contract.js';
export { Queue } from './configuration/queue-definition.js';
export {
  AgentState,
  ContactCentreEvent,
  ContactChannel,
  type EventPayload,
  Party,
  RecordingConsent,
  RecordingPause,
  RoutingReason,
  SupervisionMode,
} from './contact-centre-event.js';
export { LoggedContact } from './recording/logged-contact.js';
export { isEstimate, isNear } from './state/wait-accuracy.js';

/** The key of a business object. */
const customerKey = z.string().min(1).max(250);
const contact = z.string();
const agent = z.string();
const queue = z.string();
const reservation = z.string();

const ContactView = z.object({
  contact,
  channel: ContactChannel,
  direction: z.enum(['in', 'out']),
  from: z.string(),
  to: z.string(),
  queue: queue.optional(),
  customer: z.string().optional(),
  dialog: z.string().optional(),
  state: z.enum(['waiting', 'offered', 'connected', 'wrap-up', 'self-service', 'parked', 'external', 'closed']),
  agent: agent.optional(),
  arrivedAt: z.number(),
  connectedAt: z.number().optional(),
  endedAt: z.number().optional(),
  outcome: z.string().optional(),
  disposition: z.string().optional(),
  /** The disposition that its dialog has chosen; it counts when the wrap-up ends without another. */
  chosen: z.string().optional(),
  note: z.string().optional(),
  /** Since when the customer is on hold. */
  heldSince: z.number().optional(),
  consultation: z.object({ by: agent, with: Party, answered: z.boolean() }).optional(),
  /** Who talks to the customer besides the agent. */
  conference: z.array(Party).optional(),
  supervisors: z.array(z.object({ supervisor: agent, mode: SupervisionMode })).optional(),
  /** Of the conversation; its consent is left out in what was recorded before it was asked for. */
  recording: z
    .object({
      id: z.string(),
      paused: z.boolean(),
      /** What keeps it paused, when it is. */
      because: z.array(RecordingPause).optional(),
      consent: RecordingConsent.optional(),
      /** Who has noted the consent and begun it, which nothing of former times tells, and when (ms UTC). */
      by: z.string().optional(),
      startedAt: z.number(),
    })
    .optional(),
  /** The number outside that the contact was given to. */
  givenTo: z.string().optional(),
  /** The customer is called back: at which number, and how often that was tried. */
  callback: z.object({ phone: z.string(), attempts: z.int() }).optional(),
  /** The message that the customer has left. */
  voicemail: z.object({ recording: z.string(), seconds: z.number() }).optional(),
  /** The script to which an agent gave the customer. */
  script: z.string().optional(),
  /** The queue for which the customer is to leave a message. */
  messageFor: queue.optional(),
  /** The customer waits for an answer in writing: until when it is due (ms UTC), and whether that is over. */
  reply: z.object({ due: z.number().optional(), overdue: z.boolean() }).optional(),
  /** What a person hears who was called by a campaign and could not be connected in time. */
  dropMessage: z.object({ text: z.string(), language: z.string() }).optional(),
  /** How many messages have come and gone since it arrived. */
  messages: z.int().optional(),
  /** The customer is writing at this moment. Only of contacts in hand. */
  typing: z.boolean().optional(),
  /** In an agent's hand: when the agent's wrap-up ends by itself, if it does, and by how many seconds it can still be extended. */
  wrapUp: z.object({ until: z.number().optional(), extension: z.number() }).optional(),
  /** Since when who writes is at no browser; it ends when the customer is back. */
  awaySince: z.number().optional(),
  /** The attempt of a campaign by which the customer was called. */
  attempt: z.object({ campaign: z.string(), record: z.string(), attempt: z.string() }).optional(),
  /** In an agent's hand: the campaign that has called the customer, what for, and by which record. */
  campaign: z.object({ name: z.string(), goal: z.string().optional(), record: z.string() }).optional(),
});
export type ContactView = z.infer<typeof ContactView>;

const Attachment = z.object({
  attachment: z.string(),
  name: z.string(),
  type: z.string(),
  bytes: z.number(),
  /** Why it was not kept, when it was not. */
  note: z.string().optional(),
});
export type Attachment = z.infer<typeof Attachment>;

/** How many files go with a message. */
const MOST_FILES = 10;

const base64Length = (bytes: number) => 4 * Math.ceil(bytes / 3);

/** Something that was written to a customer or by one. Only text is handed over, never the HTML of strangers. */
const Message = z.object({
  message: z.string(),
  direction: z.enum(['in', 'out']),
  /** The contact it belongs to; a thread goes over several. */
  contact: contact.optional(),
  /** Milliseconds since 1970 UTC. */
  at: z.number(),
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  /** Who answered. */
  agent: agent.optional(),
  /** Written by a machine, ours or theirs. */
  automatic: z.boolean(),
  state: z.enum(['received', 'sending', 'sent', 'failed']),
  /** What could not be read, kept or delivered, and why. */
  note: z.string().optional(),
  attachments: z.array(Attachment),
});
export type Message = z.infer<typeof Message>;

const recordOfCampaign = z.object({ campaign: z.string(), record: z.string() });

/** What was erased, and what could not be yet. */
const Erased = z.object({
  erased: z.array(contact),
  /** Contacts that are not over: erase again when they are. */
  open: z.array(contact),
  /** Records of campaigns, which are not called any more. */
  records: z.array(recordOfCampaign),
  /** Records somebody is being called by, or talked to. */
  openRecords: z.array(recordOfCampaign),
});

const AgentView = z.object({
  agent,
  name: z.string(),
  state: AgentState,
  reason: z.string().optional(),
  /** Who has put the agent into this state, when it was somebody else. */
  by: z.string().optional(),
  since: z.number(),
  queues: z.array(z.string()),
  offer: z.object({ reservation, contact: ContactView, deadline: z.number() }).optional(),
  /** The contact the agent talks to or wraps up; of several the one connected last. */
  contact: ContactView.optional(),
  /** All contacts in hand, wrap-ups last; those are in the state `wrap-up`, wherever the customer is now. */
  contacts: z.array(ContactView),
  /** Queues of which the agent gets nothing now, and why. */
  paused: z.array(z.object({ queue, reason: z.string() })).optional(),
  /** The agent's rank in each queue where it is not 0, the best. */
  penalties: z.record(queue, z.number()).optional(),
  /** The record of a campaign that the agent may have called. */
  preview: z
    .object({
      attempt: z.string(),
      campaign: z.string(),
      name: z.string(),
      goal: z.string().optional(),
      record: z.string(),
      number: z.string(),
      customer: z.string().optional(),
      /** Whether it rings already. */
      dialled: z.boolean(),
    })
    .optional(),
  /** The break that begins when the wrap-up ends, when one was requested during the contact. */
  next: z.object({ reason: z.string() }).optional(),
  /** Number of the last event that is reflected here. */
  event: z.int(),
});
export type AgentView = z.infer<typeof AgentView>;

const QueueView = z.object({
  queue,
  name: z.string(),
  /** Absent when the configuration names the queue no more. */
  channel: ContactChannel.optional(),
  /** Contacts that no agent has answered, those that are offered now included. */
  waiting: z.int(),
  /** How long the one that has waited longest has waited, in milliseconds. */
  longestWaitMs: z.number().optional(),
  /** Of a queue that is to answer within a time: how many customers wait for an answer too long, and when the next will (ms UTC). */
  replies: z.object({ overdue: z.int(), nextDue: z.number().optional() }).optional(),
  /** How many of the agents who serve it are in each state, wherever they are busy. */
  agents: z.record(AgentState, z.int()),
  /** How many of those who are logged in get nothing of this queue. */
  paused: z.int(),
  /** How right the estimates of waits were for about the last 200 contacts that had to wait; absent while there was none. */
  estimates: z
    .object({
      /** Contacts that were answered, of which the figures are; younger ones count more. */
      answered: z.number(),
      /** Estimate less wait, in the mean: positive when they waited shorter than estimated. */
      errorMs: z.number().optional(),
      /** By how much estimates were off, in the mean. */
      absoluteErrorMs: z.number().optional(),
      /** The share of estimates that were off by no more than a quarter of the wait, or ten seconds. */
      near: z.number().optional(),
      /** Contacts that gave up, so that their wait is not known; and those of them that had already waited too long by then. */
      gaveUp: z.number(),
      gaveUpLater: z.number(),
    })
    .optional(),
});
export type QueueView = z.infer<typeof QueueView>;

const WaitingContact = ContactView.extend({
  priority: z.number(),
  waitedMs: z.number(),
  /** To whom it is offered now. */
  offeredTo: z.array(agent),
});
export type WaitingContact = z.infer<typeof WaitingContact>;

const byAgent = z.object({ agent });
const ofAgent = byAgent.extend({ contact });

/** One decision of the router about a contact. */
const Explanation = z.object({
  event: z.int(),
  at: z.number(),
  queue,
  agent,
  reason: RoutingReason,
  /**
   * The same decision made again from the log: whether it comes out alike, and everybody it looked at. It is made under the
   * configuration that applied then; under that of today where the log is older than what is kept of configurations.
   */
  again: z.object({ agrees: z.boolean(), under: z.enum(['then', 'today']), reason: RoutingReason.optional() }),
});
export type Explanation = z.infer<typeof Explanation>;

/** Distributes contacts among agents; every change is an event of its log before anybody is told. */
export const ContactCentre = defineContract('caruso.contact-centre', '1.0.0', {
  queues: { input: z.object({}), output: z.array(Queue), idempotent: true, description: 'Lists the queues.' },
  roster: {
    input: z.object({}),
    output: z.array(z.object({ agent: z.string(), name: z.string() })),
    idempotent: true,
    description: 'Lists the agents of the configuration, also where another process writes the log.',
  },
  role: {
    input: z.object({}),
    output: z.object({ role: z.enum(['active', 'standby']) }),
    idempotent: true,
    description: 'Says whether this process writes the log, or stands by while another one does.',
  },
  notReadyReasons: {
    input: z.object({}),
    output: z.array(z.object({ id: z.string(), label: z.string() })),
    idempotent: true,
    description: 'Lists why an agent may be not ready.',
  },
  logIn: { input: byAgent, output: AgentView, description: 'Begins an agent’s shift, not ready at first.' },
  logOut: { input: byAgent, output: AgentView, description: 'Ends an agent’s shift; refused during a contact.' },
  setReady: {
    input: byAgent,
    output: AgentView,
    description: 'Makes an agent ready for contacts; during one, takes the wish for a break back.',
  },
  setNotReady: {
    input: byAgent.extend({ reason: z.string() }),
    output: AgentView,
    description: 'Takes an agent out of distribution; during a contact, when its wrap-up ends.',
  },
  agent: { input: byAgent, output: AgentView, idempotent: true, description: 'Shows what an agent does now.' },
  watchAgent: {
    input: byAgent,
    output: AgentView,
    stream: true,
    description: 'Shows an agent now and at each change.',
  },
  accept: { input: byAgent.extend({ reservation }), output: AgentView, description: 'Accepts an offered contact.' },
  reject: { input: byAgent.extend({ reservation }), output: AgentView, description: 'Rejects an offered contact.' },
  hangUp: {
    input: byAgent.extend({ contact }),
    output: AgentView,
    description: 'Ends the conversation; wrap-up begins.',
  },
  dialPreview: {
    input: byAgent.extend({ attempt: z.string() }),
    output: AgentView,
    description: 'Calls the number of the record that the agent is shown.',
  },
  skipPreview: {
    input: byAgent.extend({ attempt: z.string() }),
    output: AgentView,
    description: 'Gives the record back; it is shown again in half an hour.',
  },
  hold: { input: ofAgent, output: AgentView, description: 'Puts the customer on hold.' },
  retrieve: { input: ofAgent, output: AgentView, description: 'Ends the hold.' },
  transfer: {
    input: ofAgent.extend({ to: z.union([Party, z.object({ queue }), z.object({ script: z.string() })]) }),
    output: AgentView,
    description:
      'Gives the contact to a queue, to another agent of its queue, to a number, or to a dialog script; wrap-up begins.',
  },
  scriptsFor: {
    input: z.object({ contact }),
    output: z.array(z.object({ id: z.string(), title: z.string() })),
    idempotent: true,
    description: 'Lists the dialog scripts to which a contact can be given.',
  },
  consult: {
    input: ofAgent.extend({ with: Party }),
    output: AgentView,
    description: 'Asks another agent, or somebody at a number, while the customer is on hold.',
  },
  cancelConsultation: {
    input: ofAgent,
    output: AgentView,
    description: 'Ends the consultation; the customer is back.',
  },
  completeTransfer: {
    input: ofAgent,
    output: AgentView,
    description: 'Leaves the customer to who was consulted; wrap-up begins.',
  },
  joinConference: { input: ofAgent, output: AgentView, description: 'Lets all talk who are consulted and on hold.' },
  supervise: {
    input: z.object({ supervisor: agent, contact, mode: SupervisionMode }),
    output: ContactView,
    description: 'Listens to a conversation, whispers to its agent, or takes part in it; again with another mode.',
  },
  endSupervision: { input: z.object({ supervisor: agent, contact }), output: ContactView, description: 'Ends that.' },
  record: {
    input: z.object({
      contact,
      /** The customer was asked and has agreed; may be left out where the queue says that nobody has to. */
      consent: z.literal('customer').optional(),
    }),
    output: ContactView,
    description:
      'Begins to record a conversation by telephone, if the customer has agreed or the queue asks nobody; for whom it is called is kept as who has noted that.',
  },
  pauseRecording: {
    input: z.object({ contact }),
    output: ContactView,
    description:
      'Records nothing until told to go on, while card data are spoken for one; answers when nothing is recorded, and refuses as long as its gateway cannot be told.',
  },
  resumeRecording: {
    input: z.object({ contact }),
    output: ContactView,
    description: 'Goes on with the recording, also while a private question is asked.',
  },
  stopRecording: {
    input: z.object({ contact }),
    output: ContactView,
    description: 'Ends the recording; what was recorded is kept, and the conversation goes on.',
  },
  notePrivateQuestion: {
    input: z.object({
      contact,
      dialog: z.string(),
      /** The step at which the dialog asks one now; it asks none if left out. */
      step: z.string().optional(),
    }),
    output: z.object({}),
    idempotent: true,
    description:
      'Tells that the dialog of a contact asks a private question, or none any more: nothing is recorded until it is left. To be told before the question is shown, which must not be when it is refused: it is as long as its gateway cannot be told.',
  },
  extendWrapUp: {
    input: ofAgent.extend({ seconds: z.number().positive() }),
    output: AgentView,
    description: 'Asks for more time for the wrap-up; no more than the queue allows.',
  },
  finishWrapUp: {
    input: byAgent.extend({
      contact,
      /** What the dialog of the contact has chosen if left out. */
      disposition: z.string().optional(),
      note: z.string().max(4_000).default(''),
    }),
    output: AgentView,
    description: 'Closes the contact with its disposition; the agent is ready again, or takes the break wished for.',
  },
  annotate: {
    input: z.object({ contact, customer: customerKey.optional(), dialog: z.string().optional() }),
    output: ContactView,
    description: 'Notes who the customer is, or which dialog belongs to the contact.',
  },
  messages: {
    input: z.object({ contact }),
    output: z.array(Message),
    idempotent: true,
    description: 'Reads what was written in the thread of a contact, also before it, the oldest first.',
  },
  sendMessage: {
    input: ofAgent.extend({
      /** Chosen by who calls: the same one is sent once, however often it is asked for. */
      message: z.uuid(),
      text: z.string().min(1).max(100_000),
      /** What goes with it of what was attached to this message before. */
      attachments: z.array(z.string()).max(MOST_FILES).default([]),
    }),
    output: Message,
    description: 'Answers the customer in writing; what is stored is sent, also after a crash.',
  },
  templates: {
    input: ofAgent,
    output: z.array(z.object({ id: z.string(), label: z.string(), language: z.string(), text: z.string() })),
    idempotent: true,
    description: 'Lists texts for an answer, with what is known of the contact and of the agent filled in.',
  },
  attach: {
    input: ofAgent.extend({
      /** The message that it will go with; nothing is sent before that is. */
      message: z.uuid(),
      name: z.string().max(1_000),
      /** Its bytes. What they are is found by looking at them: JPEG, PNG, GIF, WebP, HEIC, PDF or plain text. */
      base64: z.base64().max(base64Length(LARGEST_FILE)),
    }),
    output: Attachment,
    description: 'Attaches a file to a message that is going to be sent; the same file once.',
  },
  typing: {
    input: ofAgent,
    output: z.object({}),
    description: 'Shows the customer that the agent is writing, where the channel can; not kept.',
  },
  attachment: {
    input: z.object({ contact, attachment: z.string() }),
    output: z.object({ base64: z.base64() }),
    stream: true,
    description: 'Reads the content of an attachment piece by piece.',
  },
  voicemail: {
    input: z.object({ contact }),
    output: z.object({ base64: z.string() }),
    description: 'Gives the message that a customer has left by telephone, as a WAV file.',
  },
  erase: {
    input: z.object({
      /** The key of the customer. */
      customer: z.string(),
      /** Who asks for it. */
      by: z.string(),
    }),
    output: Erased,
    idempotent: true,
    timeoutMs: 600_000,
    description:
      'Erases what is personal in the contacts of a customer that are over, and in the records of campaigns: what was written, files, recordings, numbers, addresses and notes. That they were, and when, stays.',
  },
  eraseAddress: {
    input: z.object({
      /** A number or a mail address. */
      address: z.string().trim().min(3).max(200),
      /** Who asks for it. */
      by: z.string(),
    }),
    output: Erased,
    idempotent: true,
    timeoutMs: 600_000,
    description:
      'Does the same as `erase` for the contacts from an address that are known to be of no customer, and for the records of campaigns that have the number.',
  },
  openSelfService: {
    input: z.object({ channel: ContactChannel, from: z.string(), to: z.string(), customer: customerKey.optional() }),
    output: ContactView,
    description: 'Records a contact in which the customer serves himself.',
  },
  closeSelfService: {
    input: z.object({ contact }),
    output: ContactView,
    description: 'Closes a self-service contact.',
  },
  handOver: {
    input: z.object({ contact, queue }),
    output: ContactView,
    description: 'Puts a self-service contact into a queue: an agent goes on with it.',
  },
  customersAt: {
    input: z.object({ address: z.string() }),
    output: z.array(z.string()),
    idempotent: true,
    description: 'Gives the keys of the customers one of whose numbers or mail addresses it is.',
  },
  contacts: {
    input: z.object({
      customer: z.string().optional(),
      contact: contact.optional(),
      queue: queue.optional(),
      /** Only those that are not closed. */
      open: z.boolean().optional(),
      limit: z.int().min(1).max(500).default(50),
    }),
    output: z.array(ContactView),
    idempotent: true,
    description: 'Lists contacts, newest first: the history of a customer, or what is going on.',
  },
  loggedContacts: {
    input: z.object({
      /** Who came into a queue from this moment on, and before that one (ms UTC). */
      from: z.number(),
      to: z.number(),
      /** Of all queues if left out. */
      queues: z.array(queue).optional(),
    }),
    output: LoggedContact,
    stream: true,
    description:
      'Reads from the log how long customers waited in queues, whether they gave up, and how long they talked: what a simulation of that day needs.',
  },
  queueViews: {
    input: z.object({}),
    output: z.array(QueueView),
    idempotent: true,
    description: 'Shows the queues: how many wait, how long, and what the agents do who serve them.',
  },
  waiting: {
    input: z.object({ queue, limit: z.int().min(1).max(500).default(50) }),
    output: z.array(WaitingContact),
    idempotent: true,
    description: 'Lists who waits in a queue, in the order in which they are answered.',
  },
  position: {
    input: z.object({ contact }),
    output: z.object({ position: z.int(), wait: z.number().optional() }).nullable(),
    idempotent: true,
    description:
      'Says at which place of its queue a contact waits, and how many seconds it will still wait, if that is known.',
  },
  requestCallback: {
    input: z.object({ contact, phone: z.string() }),
    output: ContactView,
    description: 'Lets a customer who waits hang up and be called when it is the turn; the place in the queue is kept.',
  },
  changePriority: {
    input: z.object({ contact, priority: z.number() }),
    output: ContactView,
    description: 'Changes the priority of a contact that waits.',
  },
  pauseInQueue: {
    input: byAgent.extend({ queue, reason: z.string().max(100) }),
    output: AgentView,
    description: 'Gives an agent nothing of one queue any more.',
  },
  resumeInQueue: { input: byAgent.extend({ queue }), output: AgentView, description: 'Ends that.' },
  setPenalty: {
    input: byAgent.extend({ queue: queue.optional(), penalty: z.number().nonnegative() }),
    output: AgentView,
    description: 'Changes the rank of an agent in one queue, or in all.',
  },
  explain: {
    input: z.object({ contact }),
    output: z.array(Explanation),
    idempotent: true,
    description: 'Says why a contact was offered to whom, as stored and as decided again from the log.',
  },
  reloadConfiguration: {
    input: z.object({ dryRun: z.boolean().default(false) }),
    output: z.object({
      /** The document that was read. */
      file: z.string(),
      changes: z.array(ConfigurationChange),
      applied: z.boolean(),
    }),
    description:
      'Reads the document of the contact centre again, and applies what has changed; nobody loses a contact.',
  },
  events: {
    input: z.object({ after: z.int().min(0).default(0), limit: z.int().min(1).max(10_000).default(1_000) }),
    output: z.custom<readonly ContactCentreEvent[]>(Array.isArray),
    idempotent: true,
    description: 'Reads events behind a number.',
  },
  followEvents: {
    input: z.object({ after: z.int().min(0).default(0) }),
    output: z.custom<ContactCentreEvent>((value) => typeof value === 'object' && value !== null),
    stream: true,
    description: 'Reads events behind a number and goes on with each that comes.',
  },
  agents: {
    input: z.object({}),
    output: z.array(AgentView),
    idempotent: true,
    description: 'Lists all agents of the company, logged in or not.',
  },
});
