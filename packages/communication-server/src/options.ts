import type { CalendarDefinition } from './calendar/calendar-definition.js';
import type { CampaignDefinition } from './campaigns/definition/campaign-definition.js';
import type { AgentDefinition } from './configuration/agent-definition.js';
import type { NotReadyReason } from './configuration/contact-centre-configuration.js';
import type { NumberPlan } from './configuration/numbers.js';
import type { Queue } from './configuration/queue-definition.js';
import type { CustomerDefinition } from './customers/customer-definition.js';
import type { Gateway } from './gateways/gateway.js';
import type { AnswerTemplate } from './templates/answer-template.js';

/** What {@link communicationServer} takes. */
export interface CommunicationServerOptions {
  readonly agents: readonly AgentDefinition[];
  readonly queues: readonly Queue[];
  /** Why an agent may take a pause; none means that there are no pauses. */
  readonly notReadyReasons?: readonly NotReadyReason[];
  readonly gateways?: readonly Gateway[];
  /** What answers a number or an address, when the gateway does not name a queue: a queue, or a dialog script. */
  readonly numbers?: Readonly<Record<string, NumberPlan>>;
  /** How long an agent may let an offer ring, in milliseconds; 20 s if left out. */
  readonly offerTimeoutMs?: number;
  /** Seconds of waiting that weigh as much as one level of priority; priorities are strict if left out. */
  readonly ageing?: number;
  /** Opening hours by name, for `hours` of the queues. */
  readonly calendars?: Readonly<Record<string, CalendarDefinition>>;
  readonly campaigns?: readonly CampaignDefinition[];
  /** Texts that agents choose for their answers. */
  readonly templates?: readonly AnswerTemplate[];
  /** Where customers are found by what they call or write from; nobody is looked up if left out. */
  readonly customers?: CustomerDefinition;
  /** How long a ready agent's desktop may be gone before nothing is offered any more, in milliseconds; 60 s if left out. */
  readonly connectionGraceMs?: number;
}

/** What {@link communicationServer} takes when a document says what the contact centre consists of. */
export interface DocumentedContactCentre {
  /** Path of the document (`contact-centre.dtd`); a relative one is meant from the file of the assembly. */
  readonly configuration: string;
  readonly gateways?: readonly Gateway[];
}
