import {
  type Command,
  type ContactCentreConfiguration,
  type ContactCentreEvent,
  ContactCentreState,
  execute,
} from '@caruso/communication-server';

export const WAITING = 10_000;
export const AGENTS = 1_000;
const SKILLS = 50;
const LEVELS = 3;
const STEP_SECONDS = 30;

/**
 * 50 queues, each of a skill of its own, and agents who have 3 of the skills on levels from 1 to 3. A contact needs a level
 * at first, and one less after each 30 s.
 */
export const configuration: ContactCentreConfiguration = {
  agents: Array.from({ length: AGENTS }, (_, agent) => {
    const skills = skillsOf(agent);
    return { id: `a${agent}`, name: `Agent ${agent}`, skills, queues: Object.keys(skills).map(queueOf) };
  }),
  queues: Array.from({ length: SKILLS }, (_, skill) => ({
    id: `q${skill}`,
    name: `Queue ${skill}`,
    channel: 'voice',
    dispositions: [],
    serviceLevel: { seconds: 20, target: 0.8 },
    steps: [2, 1].map((level) => ({ after: STEP_SECONDS, needs: { [`s${skill}`]: level } })),
  })),
  notReadyReasons: [],
  offerTimeoutMs: 20_000,
};

export function skillsOf(agent: number): Readonly<Record<string, number>> {
  const skills = [agent % SKILLS, (agent * 7 + 1) % SKILLS, (agent * 13 + 2) % SKILLS];
  return Object.fromEntries(skills.map((skill, place) => [`s${skill}`, 1 + ((agent + place) % LEVELS)]));
}

function queueOf(skill: string): string {
  return `q${skill.slice(1)}`;
}

/** A contact centre with 10,000 waiting contacts, whose agents all have something to do. */
export class BusyCentre {
  readonly state = new ContactCentreState(configuration);
  /** Told of all events. */
  readonly #happened: (events: readonly ContactCentreEvent[]) => void;
  #now: number;
  #contacts = 0;
  #reservations = 0;
  #next = 0;

  constructor(now = 1_000, happened: (events: readonly ContactCentreEvent[]) => void = () => {}) {
    this.#now = now;
    this.#happened = happened;
    for (let contact = 0; contact < WAITING + AGENTS; contact += 1) this.arrive();
    for (const { id: agent } of configuration.agents) {
      this.send({ type: 'log-in', agent });
      this.send({ type: 'set-ready', agent });
      this.talk(agent);
    }
  }

  send(command: Command, distribute = true): void {
    const newReservation = () => `r${++this.#reservations}`;
    this.#happened(execute(this.state, command, { now: this.#now, newReservation, distribute }));
    // As the writer of a log does when the events are stored.
    this.state.contacts.forget(this.state.number);
  }

  /** 10 ms later the next contact comes, and what is due happens. */
  arrive(): void {
    this.#now += 10;
    this.send({ type: 'expire' });
    const contact = `c${++this.#contacts}`;
    const skill = (this.#contacts * 31) % SKILLS;
    const call = { channel: 'voice', gateway: 'bench', externalId: contact, from: '+491', to: '+499' } as const;
    const wishes = { needs: { [`s${skill}`]: 1 + (this.#contacts % LEVELS) } };
    this.send({ type: 'arrive', contact, queue: `q${skill}`, ...call, attributes: {}, wishes });
  }

  /** The agent whose turn it is, in wrap-up; an agent for whom there was nothing is passed over. */
  next(): string {
    for (;;) {
      const agent = `a${this.#next++ % AGENTS}`;
      if (this.state.agent(agent).state === 'wrap-up') return agent;
      if (this.state.agent(agent).reservation !== undefined) this.talk(agent);
    }
  }

  free(agent: string, distribute = true): void {
    const [contact = ''] = this.state.agent(agent).wrapUps;
    this.send({ type: 'finish-wrap-up', agent, contact, disposition: 'done', note: '' }, distribute);
  }

  /** From the offer to the wrap-up. */
  talk(agent: string): void {
    this.send({ type: 'accept', agent, reservation: this.state.agent(agent).reservation ?? '' });
    const [contact = ''] = this.state.agent(agent).contacts;
    this.send({ type: 'hang-up', agent, contact });
  }
}
