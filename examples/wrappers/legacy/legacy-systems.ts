import { join } from 'node:path';
import { defineContract, type Service } from '@caruso/core';
import { defineComponent, inject, provide } from '@caruso/service-manager';
import { z } from 'zod';
import { AppointmentServer } from './appointment-server.js';
import { MeteringSystem } from './metering-system.js';

export interface LegacySystemOptions {
  /** Where the appointment system listens. */
  readonly port: number;
  /** Holds the folders `out` and `in` of the metering system. */
  readonly folder: string;
}

/** The systems that a company has already; here they are made up. */
export const LegacySystems = defineContract('demo.legacy-systems', '1.0.0', {
  addresses: {
    input: z.object({}),
    output: z.object({ appointments: z.string(), metering: z.string() }),
    idempotent: true,
    description: 'Says where the made-up legacy systems are.',
  },
});

const OPTIONS = Symbol('legacy system options');

class LegacySystemsService implements Service<typeof LegacySystems> {
  readonly #appointments = new AppointmentServer();
  readonly #metering: MeteringSystem;

  constructor(@inject(OPTIONS) private readonly options: LegacySystemOptions) {
    this.#metering = new MeteringSystem(join(options.folder, 'out'), join(options.folder, 'in'));
  }

  async start() {
    await this.#appointments.open(this.options.port);
    this.#metering.open().writePrices('20260101');
  }

  async stop() {
    this.#metering.close();
    await this.#appointments.close();
  }

  addresses() {
    return { appointments: this.#appointments.url, metering: this.options.folder };
  }
}

/** Requires nothing and is required by nobody: an assembly names it first. */
export const legacySystems = (options: LegacySystemOptions) =>
  defineComponent({
    name: 'legacy-systems',
    provides: [provide(LegacySystems, LegacySystemsService)],
    configure: (container) => {
      container.bind(OPTIONS).toConstantValue(options);
    },
  });
