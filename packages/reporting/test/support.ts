import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContactCentre, communicationServer, type Gateway, type GatewayHost } from '@caruso/communication-server';
import { VirtualClock } from '@caruso/core';
import { type RunningAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { Reporting, reporting } from '../src/index.js';

/** A contact centre with reporting on a SQLite file, under a clock that a test moves; its calls come from the test. */
export class TestCompany implements Gateway {
  readonly id = 'test';
  readonly clock = new VirtualClock(Date.parse('2026-03-02T08:00:00Z'));
  readonly store: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'caruso-rep-'));
  #host: GatewayHost | undefined;
  #running: RunningAssembly | undefined;

  /** @param store - address of the store; a SQLite file of its own if left out */
  constructor(store?: string) {
    this.store = store ?? `sqlite:${join(this.#folder, 'caruso.db')}`;
  }

  open(host: GatewayHost) {
    this.#host = host;
    return { departures: [], start: () => {}, happened: () => {}, close: () => {} };
  }

  get host(): GatewayHost {
    if (!this.#host) throw new Error('The company is not running.');
    return this.#host;
  }

  call(externalId: string): Promise<string> {
    return this.host.arrive({ channel: 'voice', externalId, from: '+491', to: '+499', queue: 'service' });
  }

  /** @param reports - the texts of report documents by file name */
  async start(zone = 'Europe/Berlin', reports: Readonly<Record<string, string>> = {}) {
    for (const [file, text] of Object.entries(reports)) writeFileSync(join(this.#folder, file), text);
    const components = [
      storageManager({ stores: { system: this.store } }),
      communicationServer({
        agents: [{ id: 'ada', name: 'Ada', queues: ['service'] }],
        queues: [
          {
            id: 'service',
            name: 'Service',
            channel: 'voice',
            dispositions: [],
            serviceLevel: { seconds: 20, target: 0.8 },
          },
        ],
        gateways: [this],
      }),
      reporting({ zone, ...(Object.keys(reports).length > 0 ? { reports: this.#folder } : {}) }),
    ];
    const running = await startAssembly({ company: 'test', components }, { clock: this.clock, log: silentLog });
    this.#running = running;
    return { running, centre: running.get(ContactCentre), reporting: running.get(Reporting) };
  }

  /** Reporting alone over the same store, as a command starts it beside the company. */
  async startReportsOnly() {
    const components = [storageManager({ stores: { system: this.store } }), reporting({ zone: 'Europe/Berlin' })];
    const running = await startAssembly({ company: 'test', components }, { clock: this.clock, log: silentLog });
    return { reporting: running.get(Reporting), stop: () => running.stop() };
  }

  async close(): Promise<void> {
    await this.#running?.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
