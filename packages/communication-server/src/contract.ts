import { defineContract } from '@caruso/core';
import { z } from 'zod';

export const ContactChannel = z.enum(['voice', 'web', 'chat', 'mail']);
export type ContactChannel = z.infer<typeof ContactChannel>;

export const AgentState = z.enum(['offline', 'ready', 'reserved', 'busy', 'wrap-up', 'not-ready']);
export type AgentState = z.infer<typeof AgentState>;

/** Why a router chose an agent: enough to decide again and to answer "why me?". */
const RoutingReason = z.object({
  rule: z.literal('longest-idle'),
  /** Who was free, longest idle first, with the time since when (ms UTC). */
  candidates: z.array(z.object({ agent: z.string(), idleSince: z.number() })),
  /** Who serves the queue but was not free, and the state that kept them out. */
  excluded: z.array(z.object({ agent: z.string(), because: z.string() })),
});

const contact = z.string();
const agent = z.string();
const queue = z.string();
const reservation = z.string();

/** What each type of event says; the log stores nothing else. */
const Payload = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('contact-arrived'),
    contact,
    channel: ContactChannel,
    direction: z.enum(['in', 'out']),
    /** The gateway it came through and its id there; the pair is unique. */
    gateway: z.string(),
    externalId: z.string(),
    /** Address of the customer's side (telephone number, mail address, web session) and of ours. */
    from: z.string(),
    to: z.string(),
    customer: z.string().optional(),
    /** What the gateway must remember to go on with the contact after a restart. */
    attributes: z.record(z.string(), z.string()),
  }),
  z.object({ type: z.literal('contact-queued'), contact, queue }),
  z.object({
    type: z.literal('offer-made'),
    contact,
    queue,
    agent,
    reservation,
    deadline: z.number(),
    reason: RoutingReason,
  }),
  z.object({ type: z.literal('offer-accepted'), contact, queue, agent, reservation }),
  z.object({ type: z.literal('offer-rejected'), contact, queue, agent, reservation }),
  z.object({ type: z.literal('offer-timed-out'), contact, queue, agent, reservation }),
  z.object({ type: z.literal('offer-withdrawn'), contact, queue, agent, reservation }),
  z.object({ type: z.literal('contact-connected'), contact, queue, agent }),
  /** The customer left before an agent answered. */
  z.object({ type: z.literal('contact-abandoned'), contact, queue }),
  z.object({ type: z.literal('conversation-ended'), contact, agent, by: z.enum(['customer', 'agent', 'gateway']) }),
  z.object({ type: z.literal('wrap-up-started'), contact, agent }),
  z.object({ type: z.literal('wrap-up-ended'), contact, agent, disposition: z.string(), note: z.string() }),
  /** Who the customer is, or which dialog belongs to the contact, became known. */
  z.object({
    type: z.literal('contact-annotated'),
    contact,
    customer: z.string().optional(),
    dialog: z.string().optional(),
  }),
  z.object({
    type: z.literal('contact-closed'),
    contact,
    outcome: z.enum(['handled', 'abandoned', 'self-served', 'lost']),
  }),
  z.object({ type: z.literal('agent-logged-in'), agent }),
  z.object({ type: z.literal('agent-logged-out'), agent }),
  z.object({
    type: z.literal('agent-state-changed'),
    agent,
    state: AgentState,
    /** Of `not-ready` only. */
    reason: z.string().optional(),
    /** The contact that made the change, when one did. */
    contact: contact.optional(),
  }),
]);
export type EventPayload = z.infer<typeof Payload>;

/** An event of the log: numbered without gaps, in the order in which things happened. */
export const ContactCentreEvent = z.intersection(
  z.object({
    number: z.int().positive(),
    /** Milliseconds since 1970 UTC. */
    at: z.number(),
  }),
  Payload,
);
export type ContactCentreEvent = z.infer<typeof ContactCentreEvent>;

const Queue = z.object({
  id: z.string(),
  name: z.string(),
  channel: ContactChannel,
  /** Dispositions an agent may choose in the wrap-up. */
  dispositions: z.array(z.object({ id: z.string(), label: z.string() })),
  /** Service level: contacts answered within so many seconds, and the share wanted (0-1). */
  serviceLevel: z.object({ seconds: z.number(), target: z.number() }),
  /** The dialog script that belongs to contacts of this queue. */
  script: z.string().optional(),
});
export type Queue = z.infer<typeof Queue>;

const ContactView = z.object({
  contact,
  channel: ContactChannel,
  direction: z.enum(['in', 'out']),
  from: z.string(),
  to: z.string(),
  queue: queue.optional(),
  customer: z.string().optional(),
  dialog: z.string().optional(),
  state: z.enum(['waiting', 'offered', 'connected', 'wrap-up', 'self-service', 'closed']),
  agent: agent.optional(),
  arrivedAt: z.number(),
  connectedAt: z.number().optional(),
  endedAt: z.number().optional(),
  outcome: z.string().optional(),
  disposition: z.string().optional(),
  note: z.string().optional(),
});
export type ContactView = z.infer<typeof ContactView>;

const AgentView = z.object({
  agent,
  name: z.string(),
  state: AgentState,
  reason: z.string().optional(),
  since: z.number(),
  queues: z.array(z.string()),
  offer: z.object({ reservation, contact: ContactView, deadline: z.number() }).optional(),
  /** The contact the agent talks to or wraps up. */
  contact: ContactView.optional(),
  /** Number of the last event that is reflected here. */
  event: z.int(),
});
export type AgentView = z.infer<typeof AgentView>;

const byAgent = z.object({ agent });

/** Distributes contacts among agents; every change is an event of its log before anybody is told. */
export const ContactCentre = defineContract('caruso.contact-centre', '1.0.0', {
  queues: { input: z.object({}), output: z.array(Queue), idempotent: true, description: 'Lists the queues.' },
  notReadyReasons: {
    input: z.object({}),
    output: z.array(z.object({ id: z.string(), label: z.string() })),
    idempotent: true,
    description: 'Lists why an agent may be not ready.',
  },
  logIn: { input: byAgent, output: AgentView, description: 'Begins an agent’s shift, not ready at first.' },
  logOut: { input: byAgent, output: AgentView, description: 'Ends an agent’s shift; refused during a contact.' },
  setReady: { input: byAgent, output: AgentView, description: 'Makes an agent ready for contacts.' },
  setNotReady: {
    input: byAgent.extend({ reason: z.string() }),
    output: AgentView,
    description: 'Takes an agent out of distribution.',
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
  finishWrapUp: {
    input: byAgent.extend({ contact, disposition: z.string(), note: z.string().max(4_000).default('') }),
    output: AgentView,
    description: 'Closes the contact with its disposition; the agent is ready again.',
  },
  annotate: {
    input: z.object({ contact, customer: z.string().optional(), dialog: z.string().optional() }),
    output: ContactView,
    description: 'Notes who the customer is, or which dialog belongs to the contact.',
  },
  openSelfService: {
    input: z.object({ channel: ContactChannel, from: z.string(), to: z.string(), customer: z.string().optional() }),
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
  contacts: {
    input: z.object({
      customer: z.string().optional(),
      contact: contact.optional(),
      limit: z.int().min(1).max(500).default(50),
    }),
    output: z.array(ContactView),
    idempotent: true,
    description: 'Lists contacts, newest first: the history of a customer.',
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
