import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { communicationServer } from '@caruso/communication-server';
import { ContactCentre } from '@caruso/communication-server/contract';
import { newId } from '@caruso/core';
import { type RunningAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import Database from 'better-sqlite3';
import fastq from 'fastq';
import { type Comparison, compare, timePerCall } from './harness.js';
import { AGENTS, BusyCentre, configuration, skillsOf, WAITING } from './routing/busy-centre.js';

/**
 * Routing with 10,000 waiting contacts and 1,000 agents, who have 3 of 50 skills on 3 levels; what a contact needs is
 * relaxed while it waits. Measured are all that is decided for one contact from arrival to wrap-up; one decision, with its
 * reason and its events carried into the state, alone and where all agents are free at once; and the time from an agent's
 * being free to the offer that is stored.
 */
export const name = 'routing';

const CONTACTS = 5_000;
const SCANNED_CONTACTS = 500;
/** Of a day of 180 agents. */
const DECISIONS = 20_000;
const OFFERS = 500;
const ROUNDS = 10;
const [PROMISED_DECISION_US, PROMISED_P99_US, PROMISED_OFFER_MS] = [5, 1_000, 5];

export async function run(): Promise<readonly Comparison[]> {
  const world = `${WAITING} waiting, ${AGENTS} agents`;
  const centre = new BusyCentre();
  const contact = () => {
    centre.arrive();
    const agent = centre.next();
    centre.free(agent);
    if (centre.state.agent(agent).reservation !== undefined) centre.talk(agent);
  };
  const scanned = scan();
  const queue = plainQueue();
  return [
    ...(await compare({
      case: `a contact from arrival to wrap-up, ${world}`,
      unit: 'µs/contact',
      better: 'lower',
      bar: 0.5,
      ours: () => timePerCall(CONTACTS, contact),
      peers: {
        'scan of all waiting contacts, no events': () => timePerCall(SCANNED_CONTACTS, scanned),
        'fastq: one queue, no rules, no state': { measure: () => timePerCall(CONTACTS, queue), bar: null },
      },
    })),
    ...(await compare({
      case: `a decision with its events, mean, ${world}`,
      unit: 'µs',
      better: 'lower',
      bar: 1,
      ours: () => mean(decisions(new BusyCentre())),
      peers: { 'promised: 200,000 a second': () => PROMISED_DECISION_US },
    })),
    ...(await compare({
      case: `a decision with its events, p99, ${world}`,
      unit: 'µs',
      better: 'lower',
      bar: 1,
      ours: () => p99(decisions(new BusyCentre())),
      peers: { 'promised: 1 ms': () => PROMISED_P99_US },
    })),
    ...(await compare({
      case: `a decision with its events, mean, ${AGENTS} agents free at once, ${WAITING} waiting`,
      unit: 'µs',
      better: 'lower',
      bar: 1,
      ours: () => distribution(new BusyCentre()),
      peers: { 'promised: 200,000 a second': () => PROMISED_DECISION_US },
    })),
    ...(await offersStored()),
  ];
}

/** How long each decision takes for an agent who has just become free, µs. */
function decisions(centre: BusyCentre): readonly number[] {
  return Array.from({ length: DECISIONS }, () => {
    centre.arrive();
    const agent = centre.next();
    centre.free(agent, false);
    const began = performance.now();
    centre.send({ type: 'expire' });
    const took = performance.now() - began;
    if (centre.state.agent(agent).reservation !== undefined) centre.talk(agent);
    return took * 1_000;
  });
}

/** How long a decision takes when all agents who are in wrap-up become free before anything is distributed, µs. */
function distribution(centre: BusyCentre): number {
  let took = 0;
  let made = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let contact = 0; contact < AGENTS; contact += 1) centre.arrive();
    const free = configuration.agents.map(({ id }) => id).filter((id) => centre.state.agent(id).state === 'wrap-up');
    for (const agent of free) centre.free(agent, false);
    const before = centre.state.reservations.size;
    const began = performance.now();
    // As the service does while something is due.
    while (centre.state.nextDue === centre.state.at) centre.send({ type: 'expire' });
    took += performance.now() - began;
    made += centre.state.reservations.size - before;
    for (const agent of free) if (centre.state.agent(agent).reservation !== undefined) centre.talk(agent);
  }
  return (took * 1_000) / made;
}

/** From `setReady` to its answer, in the service, with the offer stored in SQLite. */
async function offersStored(): Promise<readonly Comparison[]> {
  const folder = mkdtempSync(join(tmpdir(), 'caruso-bench-'));
  const file = join(folder, 'caruso.db');
  try {
    await (await start(file)).stop();
    fill(file);
    const running = await start(file);
    try {
      const centre = running.get(ContactCentre);
      let next = 0;
      const offer = async () => {
        const agent = `a${next++ % AGENTS}`;
        const { contact } = await centre.agent({ agent });
        const began = performance.now();
        const { offer: made } = await centre.finishWrapUp({
          agent,
          contact: contact?.contact ?? '',
          disposition: 'done',
          note: '',
        });
        const took = performance.now() - began;
        if (!made) return took;
        await centre.accept({ agent, reservation: made.reservation });
        await centre.hangUp({ agent, contact: made.contact.contact });
        return took;
      };
      return await compare({
        case: `an agent free to the offer stored, p99, ${WAITING} waiting`,
        unit: 'ms',
        better: 'lower',
        bar: 1,
        ours: async () => {
          const times: number[] = [];
          for (let made = 0; made < OFFERS; made += 1) times.push(await offer());
          return p99(times);
        },
        peers: { 'promised: 5 ms': () => PROMISED_OFFER_MS },
      });
    } finally {
      await running.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function start(file: string): Promise<RunningAssembly> {
  const { agents, queues } = configuration;
  const components = [
    storageManager({ stores: { system: `sqlite:${file}` } }),
    communicationServer({ agents, queues }),
  ];
  return startAssembly({ company: 'bench', components }, { log: silentLog });
}

/** Writes into the log how the contact centre became busy. */
function fill(file: string): void {
  const database = new Database(file);
  const insert = database.prepare(
    'INSERT INTO com_event (number, at, type, contact, agent, writer, payload) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const writer = newId();
  database.transaction(() => {
    new BusyCentre(Date.now(), (events) => {
      for (const { number, at, ...payload } of events) {
        const contact = 'contact' in payload ? (payload.contact ?? null) : null;
        const agent = 'agent' in payload ? payload.agent : null;
        insert.run(number, at, payload.type, contact, agent, writer, JSON.stringify(payload));
      }
    });
  })();
  database.close();
}

function scan(): () => void {
  const agents = Array.from({ length: AGENTS }, (_, id) => ({ skills: skillsOf(id), ready: false, since: 0 }));
  const waiting: { readonly skill: string; readonly level: number; readonly since: number }[] = [];
  let now = 0;
  let contacts = 0;
  const arrive = () => waiting.push({ skill: `s${(++contacts * 31) % 50}`, level: 1 + (contacts % 3), since: ++now });
  for (let contact = 0; contact < WAITING; contact += 1) arrive();
  let next = 0;
  return () => {
    arrive();
    const free = agents[next++ % AGENTS];
    if (free) Object.assign(free, { ready: true, since: ++now });
    const ready = agents.filter((agent) => agent.ready).sort((a, b) => a.since - b.since);
    for (const agent of ready) {
      const fitting = waiting.filter(({ skill, level }) => level <= (agent.skills[skill] ?? 0));
      const [oldest] = fitting.sort((a, b) => a.since - b.since);
      if (!oldest) continue;
      waiting.splice(waiting.indexOf(oldest), 1);
      agent.ready = false;
    }
  };
}

function plainQueue(): () => void {
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

function mean(times: readonly number[]): number {
  return times.reduce((sum, time) => sum + time, 0) / times.length;
}

function p99(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Number.NaN;
}
