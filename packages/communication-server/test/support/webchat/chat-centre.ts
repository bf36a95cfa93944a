import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, systemClock } from '@caruso/core';
import { chatTurn, readMessage, scriptEngine } from '@caruso/script-engine';
import { Dialogs } from '@caruso/script-engine/contract';
import { type RunningAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { Storage } from '@caruso/storage-manager/contract';
import { communicationServer } from '../../../src/component.js';
import type { NumberPlan } from '../../../src/configuration/numbers.js';
import type { Queue } from '../../../src/configuration/queue-definition.js';
import { type AgentView, ContactCentre, type ContactCentreEvent, type ContactView } from '../../../src/contract.js';
import { type Webchat, type WebchatOptions, webchat } from '../../../src/webchat.js';
import { everythingStored } from '../everything-stored.js';
import { Visitor } from './visitor.js';

const ORIGIN = 'https://www.works.test';

const chatQueue = (id: string): Queue => ({
  id,
  name: id,
  channel: 'chat',
  dispositions: [{ id: 'done', label: 'Done' }],
  serviceLevel: { seconds: 60, target: 0.8 },
});

/** What a test has otherwise than the usual centre. */
export interface ChatCentreParts {
  readonly webchat?: Partial<WebchatOptions>;
  /** What answers chats; a queue if left out. */
  readonly answers?: NumberPlan;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
  readonly connectionGraceMs?: number;
}

/** A contact centre that visitors chat with; its stores outlive a restart. */
export class ChatCentre {
  readonly folder = mkdtempSync(join(tmpdir(), 'caruso-chat-'));
  readonly #store: string;
  #gateway: Webchat | undefined;
  #running: RunningAssembly | undefined;

  /** @param store - where everything is kept; a file of its own if left out */
  constructor(store?: string) {
    this.#store = store ?? `sqlite:${join(this.folder, 'caruso.db')}`;
  }

  async start(parts: ChatCentreParts = {}): Promise<this> {
    const { answers = 'chats', scripts = {}, clock = systemClock } = parts;
    for (const [name, text] of Object.entries(scripts)) writeFileSync(join(this.folder, `${name}.xml`), text);
    const bot = { chatTurn, readMessage };
    const gateway = webchat({ port: 0, company: 'Works', origins: [ORIGIN], bot, ...parts.webchat });
    const components = [
      storageManager({ stores: { system: this.#store } }),
      ...(Object.keys(scripts).length > 0 ? [scriptEngine({ scripts: this.folder, zone: 'UTC' })] : []),
      communicationServer({
        agents: [
          { id: 'ada', name: 'Ada', queues: ['chats'], capacity: { chat: 2 } },
          { id: 'bob', name: 'Bob', queues: ['chats'], capacity: { chat: 2 } },
        ],
        queues: [chatQueue('chats')],
        numbers: { webchat: answers },
        gateways: [gateway],
        ...(parts.connectionGraceMs === undefined ? {} : { connectionGraceMs: parts.connectionGraceMs }),
      }),
    ];
    this.#gateway = gateway;
    this.#running = await startAssembly({ company: 'test', components }, { log: silentLog, clock });
    return this;
  }

  get centre() {
    if (!this.#running) throw new Error('The contact centre is not started.');
    return this.#running.get(ContactCentre);
  }

  /** All that is kept of chats. */
  stored(): Promise<string> {
    if (!this.#running) throw new Error('The contact centre is not started.');
    return everythingStored(this.#running.get(Storage), 'chat');
  }

  get dialogs() {
    if (!this.#running) throw new Error('The contact centre is not started.');
    return this.#running.get(Dialogs);
  }

  get url(): string {
    return this.#gateway?.url ?? '';
  }

  visitor(origin = ORIGIN): Visitor {
    return new Visitor(() => this.url, origin);
  }

  async ready(...agents: readonly string[]): Promise<void> {
    for (const agent of agents) {
      await this.centre.logIn({ agent });
      await this.centre.setReady({ agent });
    }
  }

  /** Waits until an agent’s view is as wanted. */
  async view(agent: string, isSo: (view: AgentView) => boolean): Promise<AgentView> {
    for await (const view of this.centre.watchAgent({ agent })) if (isSo(view)) return view;
    throw new Error('The contact centre was stopped.');
  }

  /** The agent's desktop is open, until the function returned is called. */
  hold(agent: string): () => void {
    const giveUp = new AbortController();
    const watch = async () => {
      for await (const _ of this.centre.watchAgent({ agent }, { signal: giveUp.signal }));
    };
    watch().catch(() => undefined);
    return () => giveUp.abort();
  }

  /** The agent takes what is offered next. */
  async accept(agent = 'ada'): Promise<ContactView> {
    const { offer } = await this.view(agent, (view) => view.offer !== undefined);
    if (!offer) throw new Error('Nothing was offered.');
    await this.centre.accept({ agent, reservation: offer.reservation });
    return offer.contact;
  }

  /** The last event of a type. */
  async event(type: ContactCentreEvent['type']): Promise<ContactCentreEvent | undefined> {
    return (await this.centre.events({ limit: 10_000 })).findLast((event) => event.type === type);
  }

  async stop(): Promise<void> {
    await this.#running?.stop();
    this.#running = undefined;
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
