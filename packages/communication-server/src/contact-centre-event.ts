import { z } from 'zod';
import { campaignPayloads, DispositionFlags } from './campaigns/campaign-event.js';
import { ConfigurationChange } from './configuration/configuration-change.js';

export const ContactChannel = z.enum(['voice', 'web', 'chat', 'mail']);
export type ContactChannel = z.infer<typeof ContactChannel>;

export const AgentState = z.enum(['offline', 'ready', 'reserved', 'busy', 'wrap-up', 'not-ready']);
export type AgentState = z.infer<typeof AgentState>;

/**
 * Why a router chose a contact and an agent: enough to answer "why me?". The log up to the offer tells the rest, and the
 * decision can be made again from it.
 */
export const RoutingReason = z.object({
  /** The strategy of the queue by which the agent was chosen, or that the contact waited for this agent. */
  rule: z.string(),
  /** Who was free, the best first, with the time since when (ms UTC) and what the strategy compared. */
  candidates: z.array(z.object({ agent: z.string(), idleSince: z.number(), value: z.number().optional() })),
  /** Who serves the queue but could not take the contact, and what kept them out. */
  excluded: z.array(z.object({ agent: z.string(), because: z.string() })),
  /** What the contact was chosen by, before the others that wait for this agent. */
  contact: z
    .object({ priority: z.number(), waitedMs: z.number(), needs: z.record(z.string(), z.number()).optional() })
    .optional(),
});

/** Somebody a contact is given to or talked over with: an agent, or who answers a number. */
export const Party = z.union([z.object({ agent: z.string() }), z.object({ number: z.string() })]);
export type Party = z.infer<typeof Party>;

export const SupervisionMode = z.enum(['listen', 'whisper', 'barge']);
export type SupervisionMode = z.infer<typeof SupervisionMode>;

/**
 * What allows a conversation to be recorded: `customer`: the customer was asked and has agreed. `announced`: who calls is told
 * before. `not-needed`: nobody has to be asked, as within a company.
 */
export const RecordingConsent = z.enum(['customer', 'announced', 'not-needed']);
export type RecordingConsent = z.infer<typeof RecordingConsent>;

/**
 * What keeps a recording paused. `by-hand`: somebody has paused it. `private-question`: the dialog of the contact asks for what is
 * private, such as card data. `hold`: the customer is on hold, and what agents say meanwhile is not for him.
 */
export const RecordingPause = z.enum(['by-hand', 'private-question', 'hold']);
export type RecordingPause = z.infer<typeof RecordingPause>;

const contact = z.string();
const agent = z.string();
const queue = z.string();
const reservation = z.string();
/** Who did it, when it was not the agent it is about: somebody else of the company, as calls are made for him. */
const by = z.string().optional();
const skills = z.record(z.string(), z.number());

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
    /** The message that it is, of who called and was not answered. */
    voicemail: z.object({ recording: z.string(), seconds: z.number() }).optional(),
  }),
  z.object({
    type: z.literal('contact-queued'),
    contact,
    queue,
    /** Its place among those of the same priority; that of its event's number if left out. */
    place: z.number().optional(),
    priority: z.number().optional(),
    needs: skills.optional(),
    /** Only this agent gets it until then (ms UTC). */
    prefer: z.object({ agent, until: z.number() }).optional(),
    /** How many seconds it would wait, as was estimated now; left out where nothing was known. */
    wait: z.number().optional(),
  }),
  /** A step of the queue begins for a contact that waits: what is needed, who may take it or its priority changes. */
  z.object({
    type: z.literal('contact-relaxed'),
    contact,
    queue,
    /** Number of the step, from 1. */
    step: z.int(),
    needs: skills.optional(),
    maxPenalty: z.number().optional(),
    priority: z.number().optional(),
  }),
  z.object({ type: z.literal('preference-ended'), contact, queue, agent }),
  /** Somebody has given a contact that waits another priority. */
  z.object({ type: z.literal('priority-changed'), contact, queue, priority: z.number() }),
  z.object({
    type: z.literal('contact-refused'),
    contact,
    queue,
    because: z.enum(['full', 'closed', 'empty', 'estimate']),
  }),
  /** The contact waits there no more, and nobody has answered it. */
  z.object({ type: z.literal('contact-left-queue'), contact, queue, because: z.enum(['timed-out', 'empty', 'moved']) }),
  /** Who was called is not connected any more: he hears who has called, and the call ends then, at `until` (ms UTC) at the latest. */
  z.object({
    type: z.literal('drop-message-begun'),
    contact,
    text: z.string(),
    language: z.string(),
    until: z.number(),
  }),
  /** The contact stays open and is offered to nobody. */
  z.object({ type: z.literal('contact-parked'), contact, queue }),
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
  z.object({
    type: z.literal('offer-rejected'),
    contact,
    queue,
    agent,
    reservation,
    /** What the agent's telephone said, such as `busy`; the agent declined if left out. */
    because: z.string().optional(),
  }),
  /** The telephone system was away while it was to ring: the agent has longer to answer. */
  z.object({ type: z.literal('offer-extended'), contact, queue, agent, reservation, deadline: z.number() }),
  z.object({ type: z.literal('offer-timed-out'), contact, queue, agent, reservation }),
  z.object({ type: z.literal('offer-withdrawn'), contact, queue, agent, reservation }),
  z.object({ type: z.literal('contact-connected'), contact, queue, agent }),
  /** Who was called by a campaign hears the agent: the agent's telephone was picked up after the two were connected. */
  z.object({ type: z.literal('agent-joined'), contact, agent }),
  /** The customer left before an agent answered. */
  z.object({ type: z.literal('contact-abandoned'), contact, queue }),
  /** The customer has hung up and is called when it is the contact's turn: it keeps its place. */
  z.object({ type: z.literal('callback-requested'), contact, queue, phone: z.string() }),
  z.object({
    type: z.literal('callback-attempted'),
    contact,
    agent,
    answered: z.boolean(),
    /** When it is tried again (ms UTC); never if left out. */
    retryAt: z.number().optional(),
  }),
  z.object({ type: z.literal('hold-started'), contact, agent }),
  z.object({ type: z.literal('hold-ended'), contact, agent }),
  /** An agent asks another one, or somebody at a number, while the customer is on hold. */
  z.object({
    type: z.literal('consultation-started'),
    contact,
    agent,
    with: Party,
    /** Of the agent who is asked. */
    reservation: reservation.optional(),
    deadline: z.number().optional(),
  }),
  z.object({ type: z.literal('consultation-answered'), contact, agent, with: Party }),
  z.object({
    type: z.literal('consultation-ended'),
    contact,
    agent,
    with: Party,
    because: z.enum(['cancelled', 'rejected', 'no-answer', 'left', 'customer-left', 'joined', 'transferred']),
  }),
  /** Who was consulted talks to the customer too. */
  z.object({ type: z.literal('conference-joined'), contact, with: Party }),
  z.object({ type: z.literal('conference-left'), contact, with: Party }),
  /** The agent has given the contact away; what follows says where it is. */
  z.object({
    type: z.literal('contact-transferred'),
    contact,
    agent,
    kind: z.enum(['blind', 'warm']),
    /** A script leads the customer on the same channel, alone. */
    to: z.union([Party, z.object({ queue }), z.object({ script: z.string() })]),
  }),
  /** The number outside that the contact was given to cannot be reached; what follows says where it waits. */
  z.object({
    type: z.literal('transfer-failed'),
    contact,
    to: z.object({ number: z.string() }),
    because: z.string(),
  }),
  /** Another agent goes on with the conversation. */
  z.object({ type: z.literal('contact-taken-over'), contact, agent, from: agent }),
  /** Somebody listens, speaks to the agent alone, or to both. */
  z.object({ type: z.literal('supervision-started'), contact, supervisor: agent, mode: SupervisionMode, by }),
  z.object({ type: z.literal('supervision-ended'), contact, supervisor: agent, by }),
  z.object({
    type: z.literal('recording-started'),
    contact,
    recording: z.string(),
    /** Events of before it was asked for have none. */
    consent: RecordingConsent.optional(),
    /** For whom it was begun, who says so: an agent, or who gives a command; not told in events of former times. */
    by: z.string().optional(),
  }),
  /** It is paused; or it is paused already, and something else keeps it so. */
  z.object({
    type: z.literal('recording-paused'),
    contact,
    recording: z.string(),
    /** All that keeps it paused now; events of before it was said mean `by-hand`. */
    because: z.array(RecordingPause).optional(),
    /** Who has done that, when somebody has. */
    by: z.string().optional(),
  }),
  /** Nothing keeps it paused any more; by whom, when somebody goes on with it. */
  z.object({ type: z.literal('recording-resumed'), contact, recording: z.string(), by: z.string().optional() }),
  /** It is over: with the conversation, or because somebody has ended it. */
  z.object({ type: z.literal('recording-stopped'), contact, recording: z.string(), by: z.string().optional() }),
  /** The dialog of a call asks a private question, which this step of it shows: nothing is recorded until that is left. */
  z.object({ type: z.literal('private-question-asked'), contact, dialog: z.string(), step: z.string() }),
  /** It was answered or left, another dialog goes on, or somebody records again all the same. */
  z.object({ type: z.literal('private-question-left'), contact, dialog: z.string() }),
  /** The customer is to leave a message, which will wait in the queue. */
  z.object({ type: z.literal('voicemail-requested'), contact, queue }),
  /** The customer has left a message instead of waiting. */
  z.object({
    type: z.literal('voicemail-left'),
    contact,
    queue,
    /** Where the gateway keeps it. */
    recording: z.string(),
    seconds: z.number(),
  }),
  z.object({ type: z.literal('conversation-ended'), contact, agent, by: z.enum(['customer', 'agent', 'gateway']) }),
  z.object({
    type: z.literal('wrap-up-started'),
    contact,
    agent,
    /** When it ends by itself (ms UTC). */
    until: z.number().optional(),
  }),
  z.object({ type: z.literal('wrap-up-extended'), contact, agent, until: z.number() }),
  z.object({
    type: z.literal('wrap-up-ended'),
    contact,
    agent,
    /** None when the time was over before the agent chose one. */
    disposition: z.string().optional(),
    note: z.string(),
  }),
  /** The dialog of a contact says what came of it, which counts when the wrap-up ends; or takes it back, if left out. */
  z.object({
    type: z.literal('disposition-chosen'),
    contact,
    /** Who handles the contact; nobody while a script alone leads the customer. */
    agent: agent.optional(),
    disposition: z.string().optional(),
  }),
  /** How a contact ended, before its wrap-up does. */
  z.object({
    type: z.literal('disposition-set'),
    contact,
    /** Nobody where a script alone has led the customer. */
    agent: agent.optional(),
    disposition: z.string(),
    flags: DispositionFlags,
  }),
  /** Who the customer is, or which dialog belongs to the contact, became known. */
  z.object({
    type: z.literal('contact-annotated'),
    contact,
    customer: z.string().optional(),
    dialog: z.string().optional(),
  }),
  /** Something has come from the customer in writing besides what the contact arrived with; its gateway keeps it. */
  z.object({
    type: z.literal('message-received'),
    contact,
    message: z.string(),
    /** What a program has written, as its gateway tells: `generated` or `bounce`; `undelivered` when an answer was refused. */
    kind: z.string().optional(),
  }),
  /** Something has come in writing that concerns nobody, such as an automatic reply; its gateway keeps it. */
  z.object({
    type: z.literal('message-set-aside'),
    gateway: z.string(),
    /** The queue of the address that was written to. */
    queue,
    message: z.string(),
    /** Why, as its gateway tells: `auto-reply`, `bulk`, `bounce`, `own`, `duplicate` or `unreadable`. */
    kind: z.string(),
  }),
  /** Who writes is at no browser any more, or is back. */
  z.object({ type: z.literal('customer-away'), contact }),
  z.object({ type: z.literal('customer-back'), contact }),
  /** An agent has answered in writing. */
  z.object({ type: z.literal('message-sent'), contact, agent, message: z.string() }),
  /** The customer waits for an answer in writing; how long is business time of the queue. */
  z.object({
    type: z.literal('sla-clock-started'),
    contact,
    queue,
    targetMs: z.number(),
    /** When the time allowed will be used up, and the first moment that is too late (ms UTC); never, where nobody works any more. */
    due: z.number().optional(),
    late: z.number().optional(),
  }),
  /** The customer waits no more: a person has answered, has done what there was to do, or the contact is over. */
  z.object({
    type: z.literal('sla-clock-stopped'),
    contact,
    queue,
    because: z.enum(['answered', 'handled', 'closed']),
    /** The business time it took. */
    businessMs: z.number(),
  }),
  /** The customer was to be answered by now. */
  z.object({ type: z.literal('sla-clock-breached'), contact, queue }),
  z.object({
    type: z.literal('contact-closed'),
    contact,
    outcome: z.enum([
      'handled',
      'abandoned',
      'self-served',
      'lost',
      'refused',
      'timed-out',
      'transferred',
      'not-reached',
      'voicemail',
      'dropped',
      'silent',
    ]),
    /** The business time since the customer wrote, where there was a time to answer in and an agent has settled it. */
    resolutionMs: z.number().optional(),
  }),
  /** What was personal in a contact that is over has been erased, here and in its events; its gateway keeps nothing of it. */
  z.object({ type: z.literal('contact-erased'), contact, by: z.string() }),
  z.object({ type: z.literal('agent-logged-in'), agent }),
  z.object({ type: z.literal('agent-logged-out'), agent, by }),
  z.object({
    type: z.literal('agent-state-changed'),
    agent,
    state: AgentState,
    /** Of `not-ready` only. */
    reason: z.string().optional(),
    /** The contact that made the change, when one did. */
    contact: contact.optional(),
    by,
  }),
  /** During a contact the agent asked not to be ready after it; the wrap-up then ends in `not-ready`. */
  z.object({ type: z.literal('break-requested'), agent, reason: z.string(), contact: contact.optional(), by }),
  /** Nothing is offered to the agent until then (ms UTC): nothing of the queue, or nothing at all. */
  z.object({
    type: z.literal('agent-rested'),
    agent,
    queue: queue.optional(),
    until: z.number(),
    because: z.enum(['wrap-up', 'missed-offer']),
  }),
  /** The agent gets nothing of one queue any more, and goes on in the others. */
  z.object({ type: z.literal('agent-paused-in-queue'), agent, queue, reason: z.string() }),
  z.object({ type: z.literal('agent-resumed-in-queue'), agent, queue }),
  z.object({ type: z.literal('penalty-changed'), agent, queue, penalty: z.number() }),
  /** The agent will be ready after the contact, as without a request. */
  z.object({ type: z.literal('break-withdrawn'), agent, contact: contact.optional(), by }),
  /** A gateway has lost what it leads, such as its telephone system: its contacts are offered to nobody until it is back. */
  z.object({ type: z.literal('gateway-lost'), gateway: z.string() }),
  z.object({ type: z.literal('gateway-restored'), gateway: z.string() }),
  /** From now on another configuration applies. */
  z.object({ type: z.literal('configuration-changed'), changes: z.array(ConfigurationChange) }),
  ...campaignPayloads,
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
