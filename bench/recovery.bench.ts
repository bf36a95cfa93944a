import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Command,
  type ContactCentreConfiguration,
  type ContactCentreEvent,
  ContactCentreState,
  communicationServer,
  execute,
} from '@caruso/communication-server';
import { ContactCentre } from '@caruso/communication-server/contract';
import { newId } from '@caruso/core';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import Database from 'better-sqlite3';
import { type Comparison, compare } from './harness.js';

/**
 * The start of a contact centre whose log holds a million events, on SQLite: with a snapshot up to 20,000 events behind, as it
 * is after a kill at the worst moment, and from the whole log.
 */
export const name = 'recovery';

const EVENTS = 1_000_000;
const BEHIND = 19_000;
const AGENTS = 180;
const PROMISED_MS = 2_000;

const configuration: ContactCentreConfiguration = {
  agents: Array.from({ length: AGENTS }, (_, agent) => ({ id: `a${agent}`, name: `Agent ${agent}`, queues: ['q'] })),
  queues: [{ id: 'q', name: 'Queue', channel: 'voice', dispositions: [], serviceLevel: { seconds: 20, target: 0.8 } }],
  notReadyReasons: [],
  offerTimeoutMs: 20_000,
};

export async function run(): Promise<readonly Comparison[]> {
  const folder = mkdtempSync(join(tmpdir(), 'caruso-bench-'));
  const file = join(folder, 'caruso.db');
  try {
    await start(file);
    const rest = fill(file, EVENTS - BEHIND);
    const whole = await start(file);
    rest();
    const results = await compare({
      case: `start on ${EVENTS} events, the last ${BEHIND} behind the snapshot`,
      unit: 'ms',
      better: 'lower',
      bar: 1,
      rounds: 3,
      ours: async () => {
        const took = await start(file);
        forgetSnapshotsBehind(file, EVENTS - BEHIND + AGENTS);
        return took;
      },
      peers: {
        [`promised: ${PROMISED_MS} ms`]: () => Promise.resolve(PROMISED_MS),
        'the whole log, once': { measure: () => Promise.resolve(whole), bar: null },
      },
    });
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The stop of a contact centre stores a snapshot, which the next start is not to have. */
function forgetSnapshotsBehind(file: string, number: number): void {
  const database = new Database(file);
  database.prepare('DELETE FROM com_snapshot WHERE number > ?').run(number);
  database.close();
}

/** Starts a contact centre on the file, asks it something, and stops it; returns how long the start took, in milliseconds. */
async function start(file: string): Promise<number> {
  const { agents, queues } = configuration;
  const components = [
    storageManager({ stores: { system: `sqlite:${file}` } }),
    communicationServer({ agents, queues }),
  ];
  const began = performance.now();
  const running = await startAssembly({ company: 'bench', components }, { log: silentLog });
  await running.get(ContactCentre).agents({});
  const took = performance.now() - began;
  await running.stop();
  return took;
}

/** Writes events of busy days into the log; returns what writes the rest. */
function fill(file: string, first: number): () => void {
  const state = new ContactCentreState(configuration);
  const database = new Database(file);
  const insert = database.prepare(
    'INSERT INTO com_event (number, at, type, contact, agent, writer, payload) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const writer = newId();
  const days = work(state);
  const write = (until: number) =>
    database.transaction(() => {
      for (let event = days.next().value; event; event = days.next().value) {
        const { number, at, ...payload } = event;
        const contact = 'contact' in payload ? (payload.contact ?? null) : null;
        const agent = 'agent' in payload ? payload.agent : null;
        insert.run(number, at, payload.type, contact, agent, writer, JSON.stringify(payload));
        // Between two calls: nothing is due when the contact centre starts on it.
        if (number >= until && state.contacts.open.size === 0) break;
      }
    })();
  write(first);
  return () => {
    write(EVENTS);
    database.close();
  };
}

/** Calls come, are answered and wrapped up, for ever. */
function* work(state: ContactCentreState): Generator<ContactCentreEvent, undefined> {
  let now = Date.UTC(2026, 0, 5, 8);
  let made = 0;
  const send = (command: Command) => execute(state, command, { now, newReservation: () => `r${++made}` });
  for (const { id: agent } of configuration.agents) {
    yield* send({ type: 'log-in', agent });
    yield* send({ type: 'set-ready', agent });
  }
  for (;;) {
    now += 1_000;
    const contact = newId();
    const call = { channel: 'voice', gateway: 'bench', externalId: contact, from: '+491', to: '+499' } as const;
    yield* send({ type: 'arrive', contact, queue: 'q', ...call, attributes: {} });
    const agent = state.contact(contact).agent ?? '';
    yield* send({ type: 'accept', agent, reservation: state.agent(agent).reservation ?? '' });
    yield* send({ type: 'hang-up', agent, contact });
    yield* send({ type: 'finish-wrap-up', agent, contact, disposition: 'done', note: '' });
  }
}
