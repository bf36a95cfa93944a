import { type Clock, systemClock } from '@caruso/core';
import { defineAssembly, type Log, type RunningAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { Storage } from '@caruso/storage-manager/contract';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { CustomerView } from '../src/customer/customer-view.js';
import { Visits } from '../src/customer/visits.js';
import { EventStreams } from '../src/http/event-streams.js';
import { makeServer } from '../src/http/server.js';
import { webFiles } from '../src/http/web-files.js';
import { type FrontOfficeOptions, readOptions } from '../src/options.js';
import { allRoutes } from '../src/routes/all-routes.js';
import type { Services } from '../src/routes/services.js';
import { Sessions } from '../src/session/sessions.js';
import { tables } from '../src/session/tables.js';
import { Users } from '../src/session/users.js';

export const PASSWORD = 'correct horse battery';
export const users = [
  { login: 'agent1', name: 'Agent One', role: 'agent' as const, password: PASSWORD },
  { login: 'sam', name: 'Sam Tal', role: 'supervisor' as const, password: PASSWORD },
  { login: 'ada', name: 'Ada Rot', role: 'administrator' as const, password: PASSWORD },
  { login: 'kim', name: 'Kim Feld', role: 'customer' as const, customer: '17', password: PASSWORD },
];

/** The HTTP border on a real SQLite store, without the services behind it: they must not be reached. */
export interface Border {
  readonly server: FastifyInstance;
  readonly sessions: Sessions;
  readonly routes: readonly { readonly method: string; readonly url: string }[];
  readonly stop: () => Promise<void>;
}

export interface BorderOptions {
  readonly clock?: Clock;
  readonly log?: Log;
  /** Address of the system store. */
  readonly store?: string;
  readonly options?: Partial<FrontOfficeOptions>;
}

const unreachable = (name: string) =>
  new Proxy({}, { get: (_, operation) => () => Promise.reject(new Error(`${name}.${String(operation)} was reached`)) });

export async function openBorder(given: BorderOptions = {}): Promise<Border> {
  const { clock = systemClock, log = silentLog, store = 'sqlite::memory:', options = {} } = given;
  const stores: RunningAssembly = await startAssembly(
    defineAssembly({ company: 'test', components: [storageManager({ stores: { system: store } })] }),
    { log: silentLog },
  );
  const settings = readOptions({ ...assemblyOptions, ...options });
  const storage = stores.get(Storage);
  await storage.define({ store: 'system', tables });
  const people = new Users(storage, 'system', clock);
  await people.seed(settings.users);
  const { idleMinutes, longestHours } = settings.session;
  const times = { idleMs: idleMinutes * 60_000, longestMs: longestHours * 3_600_000 };
  const sessions = new Sessions(storage, 'system', people, clock, times);
  const streams = new EventStreams(clock, log, async (id) => (await sessions.find(id)) !== null);
  const services = {
    objects: unreachable('objects'),
    dialogs: unreachable('dialogs'),
    centre: unreachable('centre'),
    reporting: unreachable('reporting'),
    control: unreachable('control'),
    modeler: unreachable('modeler'),
    directory: stores.directory,
    clock,
    log,
  } as unknown as Services;
  const routes: { method: string; url: string }[] = [];
  const server = await makeServer({
    settings,
    sessions,
    log,
    routes: (border) =>
      allRoutes({
        ...{ settings, services, border, users: people, sessions, streams },
        ...{ visits: new Visits(services), view: new CustomerView(services, settings.customer) },
      }),
    web: (fastify) => {
      fastify.addHook('onRoute', ({ method, url }) => {
        for (const one of [method].flat()) routes.push({ method: one, url });
      });
      return webFiles(fastify, settings.web ?? '/absent', log);
    },
  });
  const stop = async () => {
    streams.endAll();
    await server.close();
    await stores.stop();
  };
  return { server, sessions, routes, stop };
}

export const assemblyOptions: FrontOfficeOptions = {
  port: 0,
  company: 'Stadtwerke',
  customer: { object: 'Customer' },
  users,
};

/** What a browser keeps: the cookie and the token of its session. */
export class Browser {
  readonly #server: FastifyInstance;
  cookie = '';
  csrf = '';

  constructor(server: FastifyInstance) {
    this.#server = server;
  }

  async send(method: string, url: string, body?: unknown, more: InjectOptions = {}) {
    const answer = await this.#server.inject({
      method: method as 'GET',
      url,
      ...(body === undefined ? {} : { payload: body as object }),
      ...more,
      headers: {
        ...(this.cookie ? { cookie: this.cookie } : {}),
        ...(this.csrf ? { 'x-csrf-token': this.csrf } : {}),
        ...more.headers,
      },
    });
    const [cookie] = answer.cookies;
    if (cookie) this.cookie = `${cookie.name}=${cookie.value}`;
    if (url === '/api/session' && answer.statusCode === 200) this.csrf = answer.json().csrf;
    return answer;
  }

  /** Opens the first page, and logs in when a login is given. */
  async open(login?: string, password = PASSWORD): Promise<this> {
    await this.send('GET', '/api/session');
    if (login !== undefined) await this.send('POST', '/api/session', { login, password });
    return this;
  }
}
