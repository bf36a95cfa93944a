import {
  type Command,
  type ContactCentreConfiguration,
  ContactCentreState,
  execute,
} from '@caruso/communication-server';
import fastq from 'fastq';
import { type Comparison, compare, timePerCall } from './harness.js';

/**
 * Routing with 10,000 waiting contacts and 1,000 agents, each of whom serves 3 of 50 queues. One cycle: a contact arrives,
 * an agent ends a wrap-up and becomes ready, the oldest waiting contact of the agent's queues is offered, accepted and
 * ended. Ours decides all of it by rules, makes every event with its reason, and keeps the whole state.
 */
export const name = 'routing';

const WAITING = 10_000;
const AGENTS = 1_000;
const QUEUES = 50;
const CYCLES = 5_000;
const NAIVE_CYCLES = 500;

const queuesOf = (agent: number) => [agent % QUEUES, (agent * 7 + 1) % QUEUES, (agent * 13 + 2) % QUEUES];

const configuration: ContactCentreConfiguration = {
  agents: Array.from({ length: AGENTS }, (_, agent) => ({
    id: `a${agent}`,
    name: `Agent ${agent}`,
    queues: [...new Set(queuesOf(agent).map((queue) => `q${queue}`))],
  })),
  queues: Array.from({ length: QUEUES }, (_, queue) => ({
    id: `q${queue}`,
    name: `Queue ${queue}`,
    channel: 'voice',
    dispositions: [],
    serviceLevel: { seconds: 20, target: 0.8 },
  })),
  notReadyReasons: [],
  offerTimeoutMs: 20_000,
};

export async function run(): Promise<readonly Comparison[]> {
  const ours = ourCycle();
  const naive = naiveCycle();
  const queue = fastqCycle();
  return compare({
    case: `a contact from arrival to wrap-up, ${WAITING} waiting, ${AGENTS} agents`,
    unit: 'µs/contact',
    better: 'lower',
    bar: 0.5,
    ours: () => timePerCall(CYCLES, ours),
    peers: {
      'scan of all waiting contacts, no events': () => timePerCall(NAIVE_CYCLES, naive),
      'fastq: one queue, no rules, no state': { measure: () => timePerCall(CYCLES, queue), bar: null },
    },
  });
}

function ourCycle(): () => void {
  const state = new ContactCentreState(configuration);
  let now = 1_000;
  let contacts = 0;
  let reservations = 0;
  const send = (command: Command) => execute(state, command, { now, newReservation: () => `r${++reservations}` });
  const arrive = () => {
    const contact = `c${++contacts}`;
    const queue = `q${contacts % QUEUES}`;
    const call = { channel: 'voice', gateway: 'bench', externalId: contact, from: '+491', to: '+499' } as const;
    send({ type: 'arrive', contact, queue, ...call, attributes: {} });
  };
  /** From the offer to the wrap-up. */
  const talk = (agent: string) => {
    send({ type: 'accept', agent, reservation: state.agent(agent).reservation ?? '' });
    send({ type: 'hang-up', agent, contact: [...state.agent(agent).contacts][0] ?? '' });
  };
  for (let contact = 0; contact < WAITING + AGENTS; contact += 1) arrive();
  for (const { id: agent } of configuration.agents) {
    send({ type: 'log-in', agent });
    send({ type: 'set-ready', agent });
    talk(agent);
  }
  let next = 0;
  return () => {
    now += 10;
    arrive();
    const agent = `a${next++ % AGENTS}`;
    const contact = [...state.agent(agent).wrapUps][0] ?? '';
    send({ type: 'finish-wrap-up', agent, contact, disposition: 'done', note: '' });
    talk(agent);
  };
}

function naiveCycle(): () => void {
  const agents = Array.from({ length: AGENTS }, (_, id) => ({ id, queues: queuesOf(id), ready: false, since: 0 }));
  const waiting: { readonly queue: number; readonly since: number }[] = [];
  let now = 0;
  let contacts = 0;
  const arrive = () => waiting.push({ queue: ++contacts % QUEUES, since: ++now });
  for (let contact = 0; contact < WAITING; contact += 1) arrive();
  let next = 0;
  return () => {
    arrive();
    const free = agents[next++ % AGENTS];
    if (free) Object.assign(free, { ready: true, since: ++now });
    const ready = agents.filter((agent) => agent.ready).sort((a, b) => a.since - b.since);
    for (const agent of ready) {
      const fitting = waiting.filter(({ queue }) => agent.queues.includes(queue)).sort((a, b) => a.since - b.since);
      const [oldest] = fitting;
      if (!oldest) continue;
      waiting.splice(waiting.indexOf(oldest), 1);
      agent.ready = false;
    }
  };
}

function fastqCycle(): () => void {
  const busy: (() => void)[] = [];
  const queue = fastq((_: number, done: (problem: null) => void) => busy.push(() => done(null)), AGENTS);
  let contacts = 0;
  for (let contact = 0; contact < WAITING + AGENTS; contact += 1) queue.push(++contacts, () => {});
  let next = 0;
  return () => {
    queue.push(++contacts, () => {});
    busy[next++]?.();
  };
}
