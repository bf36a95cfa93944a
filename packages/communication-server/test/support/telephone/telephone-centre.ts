import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contract, Stub } from '@caruso/core';
import type { Component, Log, RunningAssembly } from '@caruso/service-manager';
import { startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { type AsteriskOptions, asterisk } from '../../../src/asterisk.js';
import { communicationServer } from '../../../src/component.js';
import type { AgentDefinition } from '../../../src/configuration/agent-definition.js';
import { ContactCentre, type ContactCentreEvent, type EventPayload } from '../../../src/contract.js';
import type { Gateway, GatewayConnection, GatewayHost } from '../../../src/gateways/gateway.js';
import type { CommunicationServerOptions } from '../../../src/options.js';
import { configuration } from '../centre.js';
import type { Pbx } from './pbx.js';
import { comes, until } from './until.js';

type EventOf<Type extends EventPayload['type']> = ContactCentreEvent & Extract<EventPayload, { type: Type }>;

/** A contact centre whose calls come through a real Asterisk; its log outlives a restart. */
export class TelephoneCentre {
  /** What was told to the operator. */
  readonly lines: string[] = [];
  readonly #pbx: Pbx;
  readonly #folder = mkdtempSync(join(tmpdir(), 'caruso-calls-'));
  readonly #stopped = new AbortController();
  #running: RunningAssembly | undefined;
  #connection: GatewayConnection | undefined;

  constructor(pbx: Pbx) {
    this.#pbx = pbx;
  }

  async start(
    gateway: Partial<AsteriskOptions> = {},
    options: Partial<CommunicationServerOptions> = {},
    more: readonly Component[] = [],
  ): Promise<void> {
    const trunk = 'PJSIP/{number}@trunk';
    const components = [
      storageManager({ stores: { system: `sqlite:${join(this.#folder, 'caruso.db')}` } }),
      communicationServer({
        ...configuration,
        agents: withPhones(configuration.agents),
        numbers: { '8001': 'service', '8002': 'sales' },
        gateways: [this.#keeping(asterisk({ ...this.#pbx.access, trunk, ...gateway }))],
        ...options,
      }),
      ...more,
    ];
    this.#running = await startAssembly({ company: 'test', components }, { log: this.#log() });
  }

  get centre() {
    return this.get(ContactCentre);
  }

  get<C extends Contract>(contract: C): Stub<C> {
    if (!this.#running) throw new Error('The contact centre is not started.');
    return this.#running.get(contract);
  }

  /** The gateway at work. */
  get connection(): GatewayConnection {
    if (!this.#connection) throw new Error('The gateway is not open.');
    return this.#connection;
  }

  async ready(...agents: readonly string[]): Promise<void> {
    for (const agent of agents) {
      await this.centre.logIn({ agent });
      await this.centre.setReady({ agent });
    }
  }

  /** Waits for the next event of a type behind a number. */
  async event<Type extends EventPayload['type']>(type: Type, after = 0): Promise<EventOf<Type>> {
    const seen: string[] = [];
    const following = async () => {
      for await (const event of this.centre.followEvents({ after })) {
        if (event.type === type) return event as EventOf<Type>;
        seen.push(event.type);
      }
      throw new Error(`The log ended before ${type}.`);
    };
    return comes(`${type} behind ${after}`, following(), () => seen);
  }

  /** Waits until the operator has been told something. */
  async told(text: string): Promise<void> {
    await until(
      `the operator is told "${text}"`,
      () => this.lines,
      (lines) => lines.some((line) => line.includes(text)),
    );
  }

  /** Waits until there are so many contacts. */
  async contacts(count: number): Promise<void> {
    await until(
      `there are ${count} contacts`,
      () => this.centre.contacts({}),
      ({ length }) => length === count,
    );
  }

  async stop(): Promise<void> {
    await this.#running?.stop();
    this.#running = undefined;
  }

  async close(): Promise<void> {
    this.#stopped.abort();
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** The gateway, whose connection the test may use beside the contact centre. */
  #keeping(gateway: Gateway): Gateway {
    const open = async (host: GatewayHost) => {
      this.#connection = await gateway.open(host);
      return this.#connection;
    };
    return { ...gateway, open };
  }

  #log(): Log {
    const note =
      (level: string) =>
      (message: string, ...rest: readonly unknown[]) => {
        this.lines.push(
          `${level} ${message} ${rest.map((part) => (part instanceof Error ? part.message : JSON.stringify(part))).join(' ')}`,
        );
      };
    return { info: note('info'), warn: note('warn'), error: note('error') };
  }
}

/** The agents of the tests with the telephones of the Asterisk for tests. */
export function withPhones(agents: readonly AgentDefinition[]): readonly AgentDefinition[] {
  return agents.map((agent, index) => ({ ...agent, phone: `PJSIP/agent${index + 1}` }));
}
