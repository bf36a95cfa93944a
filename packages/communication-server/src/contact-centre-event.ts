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
  /** During a contact the agent asked not to be ready after it; the wrap-up then ends in `not-ready`. */
  z.object({ type: z.literal('break-requested'), agent, reason: z.string(), contact }),
  /** The agent will be ready after the contact, as without a request. */
  z.object({ type: z.literal('break-withdrawn'), agent, contact }),
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
