import {
  type Command,
  type ContactCentreConfiguration,
  type ContactCentreEvent,
  ContactCentreState,
  execute,
} from '@caruso/communication-server';
import { LiveState, monitorOf } from '@caruso/reporting';
import Database from 'better-sqlite3';
import { type Comparison, compare } from './harness.js';

/** The monitor over a day of 100,000 events: 1,000 pictures, one after each 100 events. */
export const name = 'monitor';

const EVENTS = 100_000;
const EVENTS_PER_PICTURE = 100;
/** Recounting everything for each picture takes too long to do it for all. */
const RECOUNTED_PICTURES = 50;

const midnight = Date.UTC(2026, 2, 2);
const configuration: ContactCentreConfiguration = {
  agents: Array.from({ length: 180 }, (_, agent) => ({
    id: `a${agent}`,
    name: `Agent ${agent}`,
    queues: [`q${agent % 4}`],
  })),
  queues: Array.from({ length: 4 }, (_, queue) => ({
    id: `q${queue}`,
    name: `Queue ${queue}`,
    channel: 'voice',
    dispositions: [],
    serviceLevel: { seconds: 20, target: 0.8 },
  })),
  notReadyReasons: [],
  offerTimeoutMs: 20_000,
};
const queues = configuration.queues.map(({ id, name: label, serviceLevel }) => ({
  id,
  name: label,
  target: serviceLevel.target,
}));
const settings = { zone: 'UTC', thresholdOf: () => 20_000 };
const names = { campaignNames: new Map<string, string>(), agentNames: new Map<string, string>(), queues };

export async function run(): Promise<readonly Comparison[]> {
  const log = day();
  return compare({
    case: `a picture after each ${EVENTS_PER_PICTURE} of ${EVENTS} events`,
    unit: 'µs/picture',
    better: 'lower',
    bar: 0.5,
    ours: () => timePerPicture(EVENTS / EVENTS_PER_PICTURE, folded(log)),
    peers: {
      'SQL over an indexed table of the events': () => timePerPicture(RECOUNTED_PICTURES, queried(log)),
      'recount of all events in memory': () => timePerPicture(RECOUNTED_PICTURES, recounted(log)),
    },
  });
}

/** Mean time of a picture, in microseconds; the pictures are spread evenly over the day. */
function timePerPicture(pictures: number, pictureAt: (event: number) => void): number {
  const started = process.hrtime.bigint();
  for (let picture = 1; picture <= pictures; picture += 1) pictureAt((picture * EVENTS) / pictures);
  return Number(process.hrtime.bigint() - started) / 1_000 / pictures;
}

function folded(log: readonly ContactCentreEvent[]): (event: number) => void {
  const state = new LiveState(settings);
  return (upTo) => {
    for (const event of log.slice(state.event, upTo)) state.apply(event);
    monitorOf(state, names, state.at);
  };
}

function recounted(log: readonly ContactCentreEvent[]): (event: number) => void {
  return (upTo) => {
    const state = new LiveState(settings);
    for (const event of log.slice(0, upTo)) state.apply(event);
    monitorOf(state, names, state.at);
  };
}

function queried(log: readonly ContactCentreEvent[]): (event: number) => void {
  const database = new Database(':memory:');
  database.exec(
    'CREATE TABLE event (number INTEGER PRIMARY KEY, at INTEGER, type TEXT, contact TEXT, agent TEXT, queue TEXT)',
  );
  database.exec('CREATE INDEX by_contact ON event (contact, type); CREATE INDEX by_type ON event (type, at)');
  const insert = database.prepare('INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)');
  const fill = database.transaction(() => {
    for (const event of log) {
      const facts: Readonly<Record<string, unknown>> = { ...event };
      insert.run(event.number, event.at, event.type, facts.contact ?? null, facts.agent ?? null, facts.queue ?? null);
    }
  });
  fill();
  // The same counts as the monitor's; agents and the list of those who wait are left out in favour of the peer.
  const today = database.prepare(`
    SELECT q.queue, count(*) AS offered, count(c.number) AS answered, count(a.number) AS abandoned,
           sum(c.at - q.at <= 20000) AS in_time
    FROM event q
    LEFT JOIN event c ON c.contact = q.contact AND c.type = 'contact-connected' AND c.number <= :last
    LEFT JOIN event a ON a.contact = q.contact AND a.type = 'contact-abandoned' AND a.number <= :last
    WHERE q.type = 'contact-queued' AND q.at >= :midnight AND q.number <= :last
    GROUP BY q.queue`);
  return (last) => {
    today.all({ last, midnight });
  };
}

/** A day in which every agent is busy most of the time, without chance: each contact waits, talks, and is wrapped up. */
function day(): readonly ContactCentreEvent[] {
  const state = new ContactCentreState(configuration);
  const log: ContactCentreEvent[] = [];
  let now = midnight + 8 * 3_600_000;
  let made = 0;
  const send = (command: Command) => log.push(...execute(state, command, { now, newReservation: () => `r${++made}` }));
  for (const { id: agent } of configuration.agents) {
    send({ type: 'log-in', agent });
    send({ type: 'set-ready', agent });
  }
  for (let contacts = 0; log.length < EVENTS; contacts += 1) {
    now += 1_500;
    const contact = `c${contacts}`;
    const call = { channel: 'voice', gateway: 'bench', externalId: contact, from: '+491', to: '+499' } as const;
    send({ type: 'arrive', contact, queue: `q${contacts % 4}`, ...call, attributes: {} });
    for (const { id: agent, reservation, contacts: talks, wrapUps, since, state: activity } of [
      ...state.agents.values(),
    ]) {
      const [held] = [...talks, ...wrapUps];
      if (reservation !== undefined && now - since > 5_000) send({ type: 'accept', agent, reservation });
      else if (activity === 'busy' && held !== undefined && now - since > 180_000)
        send({ type: 'hang-up', agent, contact: held });
      else if (activity === 'wrap-up' && held !== undefined && now - since > 60_000)
        send({ type: 'finish-wrap-up', agent, contact: held, disposition: 'done', note: '' });
    }
    if (contacts % 20 === 19) send({ type: 'leave', contact, by: 'customer' });
  }
  return log.slice(0, EVENTS);
}
