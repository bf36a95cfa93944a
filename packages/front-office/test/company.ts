import { fileURLToPath } from 'node:url';
import { businessObjects } from '@caruso/business-objects';
import { BusinessObjects } from '@caruso/business-objects/contract';
import { communicationServer } from '@caruso/communication-server';
import { type Clock, type Stub, systemClock } from '@caruso/core';
import { reporting } from '@caruso/reporting';
import { type ScriptEngineOptions, scriptEngine } from '@caruso/script-engine';
import {
  type Component,
  defineAssembly,
  type RunningAssembly,
  silentLog,
  startAssembly,
} from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { frontOffice } from '../src/component.js';
import { FrontOffice } from '../src/contract.js';
import type { FrontOfficeOptions } from '../src/options.js';
import { assemblyOptions, PASSWORD } from './border.js';
import { ManualGateway } from './manual-gateway.js';

/** A whole company at work, reached by HTTP. */
export interface Company {
  readonly running: RunningAssembly;
  readonly gateway: ManualGateway;
  readonly url: string;
}

const folder = (name: string) => fileURLToPath(new URL(`company/${name}`, import.meta.url));

/** What a test has otherwise than the usual company. */
export interface CompanyParts {
  /** Address of the system store. */
  readonly store?: string;
  /** Databases of others, by the names of their stores. */
  readonly legacy?: Readonly<Record<string, string>>;
  readonly agents?: readonly string[];
  /** Files and folders of another model. */
  readonly model?: readonly string[];
  /** A folder of other scripts. */
  readonly scripts?: string;
  /** Lets the scripts be changed. */
  readonly studio?: ScriptEngineOptions['studio'];
  /** Another contact centre. */
  readonly centre?: Component;
  /** Components besides the usual ones. */
  readonly more?: readonly Component[];
}

/** All components of a company but the front office. */
export function otherComponents(gateway = new ManualGateway(), parts: CompanyParts = {}): readonly Component[] {
  const { store = 'sqlite::memory:', agents = ['agent1', 'agent2'], legacy = {} } = parts;
  const others = Object.entries(legacy).map(([name, url]) => [name, { url, schema: 'readonly' as const }]);
  const { model = folder('model'), scripts = folder('scripts') } = parts;
  const queue = {
    ...{ id: 'service', name: 'Service', channel: 'voice' as const },
    dispositions: [{ id: 'done', label: 'Done' }],
    serviceLevel: { seconds: 20, target: 0.8 },
  };
  return [
    storageManager({ stores: { system: store, ...Object.fromEntries(others) } }),
    businessObjects({ model }),
    scriptEngine({ scripts, zone: 'UTC', ...(parts.studio ? { studio: parts.studio } : {}) }),
    reporting({ zone: 'UTC' }),
    parts.centre ??
      communicationServer({
        agents: agents.map((id) => ({ id, name: id, queues: ['service'] })),
        queues: [queue],
        notReadyReasons: [{ id: 'break', label: 'Break' }],
        gateways: [gateway],
        customers: { object: 'Customer', phones: ['phone', 'mobile'], mails: ['email'], countryCode: '49' },
      }),
  ];
}

/** Starts a company with two agents, two customers and a queue. */
export async function startCompany(
  options: Partial<FrontOfficeOptions> = {},
  clock: Clock = systemClock,
  parts: CompanyParts = {},
): Promise<Company> {
  const gateway = new ManualGateway();
  const second = { login: 'agent2', name: 'Agent Two', role: 'agent' as const, password: PASSWORD };
  const desktops = frontOffice({
    ...assemblyOptions,
    customer: { object: 'Customer' },
    users: [...(assemblyOptions.users ?? []), second],
    ...options,
  });
  const components = [...otherComponents(gateway, parts), ...(parts.more ?? []), desktops];
  const running = await startAssembly(defineAssembly({ company: 'test', components }), { log: silentLog, clock });
  const objects = running.get(BusinessObjects);
  // A store that outlives its company has them already.
  if (!(await objects.get({ object: 'Customer', key: '17' }))) await fill(objects);
  return { running, gateway, url: (await running.get(FrontOffice).address({})).url };
}

async function fill(objects: Stub<typeof BusinessObjects>): Promise<void> {
  await objects.create({
    object: 'Customer',
    values: { number: '17', name: 'Kim Feld', phone: '+49221470801', email: 'kim@example.org' },
  });
  await objects.create({ object: 'Customer', values: { number: '18', name: 'Lou Marsch', mobile: '+4917012345' } });
  await objects.create({ object: 'Meter', values: { serial: 'M-1', customer: '17' } });
}

/** A browser that talks to the company over the network. */
export class Desk {
  readonly #url: string;
  #cookie = '';
  #csrf = '';

  constructor(url: string) {
    this.#url = url;
  }

  /** Opens the first page, and logs in when a login is given. */
  async open(login?: string): Promise<this> {
    this.#csrf = (await this.ask('GET', '/api/session')).body.csrf;
    if (login !== undefined) await this.logIn(login);
    return this;
  }

  async logIn(login: string): Promise<void> {
    this.#csrf = (await this.ask('POST', '/api/session', { login, password: PASSWORD })).body.csrf;
  }

  request(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
    const headers = { cookie: this.#cookie, 'x-csrf-token': this.#csrf };
    return fetch(`${this.#url}${path}`, {
      method,
      headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  }

  async ask(method: string, path: string, body?: unknown) {
    const answer = await this.request(method, path, body);
    const [cookie] = answer.headers.getSetCookie();
    if (cookie) this.#cookie = cookie.split(';')[0] ?? '';
    return { status: answer.status, headers: answer.headers, body: JSON.parse(await answer.text()) };
  }

  get = (path: string) => this.ask('GET', path);
  post = (path: string, body?: unknown) => this.ask('POST', path, body);
  patch = (path: string, body: unknown) => this.ask('PATCH', path, body);

  /** The values of a live view, each as it comes. */
  async *watch(path: string): AsyncGenerator<{ readonly event: string; readonly value: Record<string, unknown> }> {
    const giveUp = new AbortController();
    const answer = await this.request('GET', path, undefined, giveUp.signal);
    let text = '';
    try {
      for await (const chunk of (answer.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
        text += chunk;
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          const frame = /^event: (.*)\ndata: (.*)$/.exec(text.slice(0, end));
          text = text.slice(end + 2);
          if (frame) yield { event: frame[1] ?? '', value: JSON.parse(frame[2] ?? '') };
        }
      }
    } finally {
      giveUp.abort();
    }
  }
}
