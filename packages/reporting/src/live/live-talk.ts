import type { ContactCentreEvent, Party, SupervisionMode } from '@caruso/communication-server/contract';

/** Who of the company is in a conversation with a customer, and who supervises it. */
export interface LiveTalk {
  /** Who has the contact in hand, in the order in which they came, with the time since when (ms UTC). */
  readonly agents: readonly { readonly agent: string; readonly since: number }[];
  /** Since when the customer is on hold. */
  readonly heldSince?: number | undefined;
  readonly supervisors: readonly { readonly supervisor: string; readonly mode: SupervisionMode }[];
}

const NOBODY: LiveTalk = { agents: [], supervisors: [] };

/** The conversation after an event about its contact; undefined when nobody is in it. */
export function talkAfter(before: LiveTalk | undefined, event: ContactCentreEvent): LiveTalk | undefined {
  const after = follow(before ?? NOBODY, event);
  // Supervisors stay while one agent leaves and the next takes over.
  return after.agents.length + after.supervisors.length === 0 ? undefined : after;
}

function follow(talk: LiveTalk, event: ContactCentreEvent): LiveTalk {
  switch (event.type) {
    case 'contact-connected':
    case 'contact-taken-over':
      return joined(talk, event.agent, event.at);
    case 'agent-joined':
      return joined(left(talk, event.agent), event.agent, event.at);
    case 'consultation-answered':
    case 'conference-joined':
      return 'agent' in event.with ? joined(talk, event.with.agent, event.at) : talk;
    case 'consultation-ended':
      return event.because === 'joined' || event.because === 'transferred' ? talk : without(talk, event.with);
    case 'conference-left':
      return without(talk, event.with);
    case 'conversation-ended':
      return left(talk, event.agent);
    case 'hold-started':
      return { ...talk, heldSince: event.at };
    case 'hold-ended':
      return { ...talk, heldSince: undefined };
    case 'supervision-started':
      return { ...talk, supervisors: [...othersThan(talk, event.supervisor), supervisionOf(event)] };
    case 'supervision-ended':
      return { ...talk, supervisors: othersThan(talk, event.supervisor) };
    default:
      return talk;
  }
}

function joined(talk: LiveTalk, agent: string, since: number): LiveTalk {
  if (talk.agents.some((other) => other.agent === agent)) return talk;
  return { ...talk, agents: [...talk.agents, { agent, since }] };
}

function without(talk: LiveTalk, party: Party): LiveTalk {
  return 'agent' in party ? left(talk, party.agent) : talk;
}

function left(talk: LiveTalk, agent: string): LiveTalk {
  return { ...talk, agents: talk.agents.filter((other) => other.agent !== agent) };
}

function othersThan({ supervisors }: LiveTalk, supervisor: string): LiveTalk['supervisors'] {
  return supervisors.filter((other) => other.supervisor !== supervisor);
}

function supervisionOf({ supervisor, mode }: LiveTalk['supervisors'][number]): LiveTalk['supervisors'][number] {
  return { supervisor, mode };
}
