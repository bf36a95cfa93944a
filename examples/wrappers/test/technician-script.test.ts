import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runScript, type Screen, terminalLines } from '@caruso/script-engine';
import { defineAssembly, type RunningAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppointmentServer, envelope, faultOf } from '../legacy/appointment-server.js';
import { appointments } from '../src/soap/component.js';
import { Appointments } from '../src/soap/contract.js';

const file = fileURLToPath(new URL('../scripts/technician.xml', import.meta.url));
let legacy: AppointmentServer;
let running: RunningAssembly;

beforeEach(async () => {
  legacy = await new AppointmentServer().open();
  const component = appointments({ url: legacy.url, namespace: 'urn:terminplan:v1', zone: 'Europe/Berlin' });
  running = await startAssembly(defineAssembly({ company: 'demo', components: [component] }), { log: silentLog });
});
afterEach(async () => {
  await running.stop();
  await legacy.close();
});

/** Leads the dialog with the answers of a customer, and tells what is said at the end. */
async function lead(answers: Readonly<Record<string, unknown>>) {
  const seen: Screen[] = [];
  const call = (operation: string) => (input: unknown) => running.directory.call('appointments', operation, input);
  const last = await runScript({
    text: readFileSync(file, 'utf8'),
    file,
    input: { customer: '4711' },
    contracts: [Appointments],
    services: Object.fromEntries(
      Object.keys(Appointments.operations).map((name) => [`appointments.${name}`, call(name)]),
    ),
    ask: (screen) => {
      seen.push(screen);
      return { answer: answers[screen.node.id] };
    },
  });
  return { outcome: last.outcome, text: [...seen, last].flatMap((screen) => terminalLines(screen)).join('\n') };
}
const answers = { place: '80331', from: '2026-12-01', slot: 'S202612011' };

describe('a dialog script over a wrapper', () => {
  it('offers what the legacy system has, and books there', async () => {
    const { outcome, text } = await lead(answers);
    expect(outcome).toBe('booked');
    expect(text).toContain('2026-12-01T10:15:00+01:00');
    expect(text).toContain('Your appointment has the number A000001, and costs 49.90 euros.');
    expect([...legacy.bookings.values()]).toMatchObject([{ slot: 'S202612011', customer: '0000004711' }]);
  });

  it('can tell that a slot was taken, because the wrapper has an error of its own for it', async () => {
    legacy.instead = ({ operation, response, status, body }) => {
      const isTaken = operation === 'TerminBuchen';
      response.writeHead(isTaken ? 500 : status, { 'content-type': 'text/xml' });
      response.end(isTaken ? envelope(faultOf('T17', 'vergeben')) : body);
    };
    expect(await lead(answers)).toMatchObject({ outcome: 'taken' });
  });

  it('hands over to a colleague while the legacy system is down', async () => {
    legacy.instead = ({ response }) => response.destroy();
    expect(await lead(answers)).toMatchObject({ outcome: 'referred' });
  });
});
