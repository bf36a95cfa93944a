import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '@caruso/core';
import { type RunningAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { communicationServer } from '../../src/component.js';
import { ContactCentre } from '../../src/contract.js';
import type { CommunicationServerOptions } from '../../src/options.js';
import { configuration } from './centre.js';

/** A contact centre on a SQLite file under a clock of its own; both outlive a restart. */
export class TestCentre {
  readonly clock = new VirtualClock(Date.UTC(2026, 0, 5, 9));
  readonly #folder = mkdtempSync(join(tmpdir(), 'caruso-com-'));
  readonly #options: Partial<CommunicationServerOptions>;
  readonly #running: RunningAssembly[] = [];

  constructor(options: Partial<CommunicationServerOptions> = {}) {
    this.#options = options;
  }

  /** Starts a server on the file; also a second one beside the first. */
  async start(options: Partial<CommunicationServerOptions> = {}) {
    const stores = { system: `sqlite:${join(this.#folder, 'caruso.db')}` };
    const server = communicationServer({ ...configuration, ...this.#options, ...options });
    const assembly = { company: 'test', components: [storageManager({ stores }), server] };
    const running = await startAssembly(assembly, { clock: this.clock, log: silentLog });
    this.#running.push(running);
    return { running, centre: running.get(ContactCentre) };
  }

  async close(): Promise<void> {
    for (const running of this.#running) await running.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
