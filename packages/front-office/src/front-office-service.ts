import type { AddressInfo } from 'node:net';
import { BusinessObjects, Modeler } from '@caruso/business-objects/contract';
import { Campaigns, ContactCentre } from '@caruso/communication-server/contract';
import type { Clock, Service, Stub, Timer } from '@caruso/core';
import { Reporting } from '@caruso/reporting/contract';
import { Dialogs, ScriptStudio } from '@caruso/script-engine/contract';
import { CLOCK, DIRECTORY, type Directory, inject, LOG, type Log } from '@caruso/service-manager';
import { ServiceControl } from '@caruso/service-manager/contract';
import { Storage } from '@caruso/storage-manager/contract';
import type { FastifyInstance } from 'fastify';
import { checkAssembly } from './check-assembly.js';
import type { FrontOffice } from './contract.js';
import { CustomerView } from './customer/customer-view.js';
import { Visits } from './customer/visits.js';
import { FrontOfficeErrors } from './errors.js';
import { EventStreams } from './http/event-streams.js';
import { makeServer } from './http/server.js';
import { builtWeb, webFiles } from './http/web-files.js';
import type { FrontOfficeSettings } from './options.js';
import { allRoutes } from './routes/all-routes.js';
import { Sessions } from './session/sessions.js';
import { tables } from './session/tables.js';
import { Users } from './session/users.js';

/** The identifier of the settings in the component's container. */
export const SETTINGS = Symbol.for('caruso:front-office:settings');

const MINUTE_MS = 60_000;
const SWEEP_EVERY_MS = 15 * MINUTE_MS;

/** The front office at work: the HTTP server with its users, sessions and live views. */
export class FrontOfficeService implements Service<typeof FrontOffice> {
  readonly #server: () => Promise<FastifyInstance>;
  readonly #streams: EventStreams;
  readonly #sessions: Sessions;
  readonly #users: Users;
  readonly #visits: Visits;
  #listening: FastifyInstance | undefined;
  #sweep: Timer | undefined;

  constructor(
    @inject(SETTINGS) private readonly settings: FrontOfficeSettings,
    @inject(Storage) private readonly storage: Stub<typeof Storage>,
    @inject(BusinessObjects) private readonly objects: Stub<typeof BusinessObjects>,
    @inject(Dialogs) private readonly dialogs: Stub<typeof Dialogs>,
    @inject(ContactCentre) private readonly centre: Stub<typeof ContactCentre>,
    @inject(Campaigns) campaigns: Stub<typeof Campaigns> | undefined,
    @inject(Reporting) reporting: Stub<typeof Reporting>,
    @inject(ServiceControl) control: Stub<typeof ServiceControl> | undefined,
    @inject(Modeler) modeler: Stub<typeof Modeler> | undefined,
    @inject(ScriptStudio) scriptStudio: Stub<typeof ScriptStudio> | undefined,
    @inject(DIRECTORY) directory: Directory,
    @inject(CLOCK) private readonly clock: Clock,
    @inject(LOG) private readonly log: Log,
  ) {
    const { store, session } = settings;
    const times = { idleMs: session.idleMinutes * MINUTE_MS, longestMs: session.longestHours * 60 * MINUTE_MS };
    this.#users = new Users(storage, store, clock);
    this.#sessions = new Sessions(storage, store, this.#users, clock, times);
    this.#streams = new EventStreams(clock, log, async (id) => (await this.#sessions.find(id)) !== null);
    this.#visits = new Visits({ dialogs, centre, log });
    const services = {
      objects,
      dialogs,
      centre,
      campaigns,
      reporting,
      control,
      modeler,
      scriptStudio,
      directory,
      clock,
      log,
    };
    const view = new CustomerView(services, settings.customer);
    const identity = {
      users: this.#users,
      sessions: this.#sessions,
      streams: this.#streams,
      visits: this.#visits,
      view,
    };
    this.#server = () =>
      makeServer({
        settings,
        sessions: this.#sessions,
        log,
        routes: (border) => allRoutes({ settings, services, border, ...identity }),
        web: (server) => webFiles(server, settings.web ?? builtWeb(), log),
      });
  }

  /** @throws FrontOfficeErrors.UnfitAssembly, FrontOfficeErrors.PortInUse, FrontOfficeErrors.PortRefused */
  async start(): Promise<void> {
    await this.#checkAssembly();
    await this.storage.define({ store: this.settings.store, tables });
    await this.#users.seed(this.settings.users);
    await this.#tidyUp();
    const server = await this.#server();
    const { host, port } = this.settings;
    try {
      await server.listen({ host, port });
    } catch (thrown) {
      await server.close();
      throw whyNotListening(thrown, host, port);
    }
    this.#listening = server;
    this.#sweepLater();
    this.log.info(`The front office is at ${this.address().url}`);
  }

  async stop(): Promise<void> {
    this.#sweep?.cancel();
    this.#streams.endAll();
    await this.#listening?.close();
    this.#listening = undefined;
  }

  check(): void {
    if (!this.#listening?.server.listening) throw new Error('the HTTP server does not listen');
  }

  address(): { url: string } {
    const { host } = this.settings;
    const bound = this.#listening?.server.address() as AddressInfo | null | undefined;
    // Whoever listens on all addresses can be reached by this name on the machine itself.
    const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
    return { url: `http://${name}:${bound?.port ?? this.settings.port}` };
  }

  async #checkAssembly(): Promise<void> {
    const [types, agents, queues, scripts] = await Promise.all([
      this.objects.types({}),
      this.centre.roster({}),
      this.centre.queues({}),
      this.dialogs.scripts({}),
    ]);
    const findings = checkAssembly(this.settings, { types, agents, queues, scripts });
    if (findings.length > 0) throw new FrontOfficeErrors.UnfitAssembly({ findings });
  }

  async #tidyUp(): Promise<void> {
    await this.#visits.abandon(await this.#sessions.sweep());
  }

  #sweepLater(): void {
    this.#sweep = this.clock.at(this.clock.now() + SWEEP_EVERY_MS, () => {
      this.#sweepLater();
      this.#tidyUp().catch((thrown: unknown) => this.log.error('Old sessions could not be removed', thrown));
    });
  }
}

function whyNotListening(thrown: unknown, host: string, port: number): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  if (code === 'EADDRINUSE') return new FrontOfficeErrors.PortInUse({ host, port }, { cause: thrown });
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new FrontOfficeErrors.PortRefused({ host, port, reason: String(code) }, { cause: thrown });
  }
  return thrown;
}
