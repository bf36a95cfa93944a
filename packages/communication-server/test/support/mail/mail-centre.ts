import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, systemClock } from '@caruso/core';
import { type Log, type RunningAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import type { CalendarDefinition } from '../../../src/calendar/calendar-definition.js';
import { communicationServer } from '../../../src/component.js';
import type { Queue } from '../../../src/configuration/queue-definition.js';
import { type AgentView, ContactCentre, type ContactCentreEvent, type EventPayload } from '../../../src/contract.js';
import { type MailOptions, mail } from '../../../src/mail.js';
import type { AnswerTemplate } from '../../../src/templates/answer-template.js';
import { AnsweringMachine } from './answering-machine.js';
import { ImapServer } from './imap-server.js';
import { SmtpPeer } from './smtp-peer.js';

type EventOf<Type extends EventPayload['type']> = ContactCentreEvent & Extract<EventPayload, { type: Type }>;

export const mailQueue = (id: string): Queue => ({
  id,
  name: id,
  channel: 'mail',
  dispositions: [{ id: 'done', label: 'Done' }],
  serviceLevel: { seconds: 14_400, target: 0.8 },
});

/** A contact centre that is written to: a real mailbox, a peer that takes what is sent, a log that outlives restarts. */
export class MailCentre {
  readonly imap = new ImapServer();
  readonly smtp = new SmtpPeer();
  /** What is different in the queues. */
  queue: Partial<Queue> = {};
  calendars: Readonly<Record<string, CalendarDefinition>> = {};
  readonly machine = new AnsweringMachine();
  templates: readonly AnswerTemplate[] = [];
  /** What operators were told, besides what goes well. */
  readonly said: string[] = [];
  clock: Clock = systemClock;
  readonly #folder = mkdtempSync(join(tmpdir(), 'caruso-mail-'));
  /** Where everything is kept. */
  store = `sqlite:${join(this.#folder, 'caruso.db')}`;
  #running: RunningAssembly | undefined;

  async open(options: Partial<MailOptions> = {}): Promise<void> {
    await this.imap.start();
    await this.smtp.start();
    await this.start(options);
  }

  async start(options: Partial<MailOptions> = {}): Promise<void> {
    const gateway = mail({
      ...{ imap: this.imap.access, smtp: this.smtp.access, queue: 'letters' },
      from: 'Stadtwerke <service@works.test>',
      ...options,
    });
    const components = [
      storageManager({ stores: { system: this.store } }),
      communicationServer({
        agents: [{ id: 'ada', name: 'Ada', queues: ['letters', 'complaints'], capacity: { mail: 5 } }],
        queues: ['letters', 'complaints'].map((id) => ({ ...mailQueue(id), ...this.queue })),
        calendars: this.calendars,
        templates: this.templates,
        gateways: [gateway, this.machine],
      }),
    ];
    this.#running = await startAssembly({ company: 'test', components }, { log: this.#log, clock: this.clock });
  }

  get #log(): Log {
    const say = (message: string) => {
      this.said.push(message);
    };
    return { ...silentLog, warn: say, error: say };
  }

  get running(): RunningAssembly {
    if (!this.#running) throw new Error('The contact centre is not started.');
    return this.#running;
  }

  get centre() {
    return this.running.get(ContactCentre);
  }

  async logIn(): Promise<void> {
    await this.centre.logIn({ agent: 'ada' });
    await this.centre.setReady({ agent: 'ada' });
  }

  /** Waits for the next event of a type behind a number. */
  async event<Type extends EventPayload['type']>(type: Type, after = 0): Promise<EventOf<Type>> {
    for await (const event of this.centre.followEvents({ after })) {
      if (event.type === type) return event as EventOf<Type>;
    }
    throw new Error(`The log ended before ${type}.`);
  }

  async all<Type extends EventPayload['type']>(type: Type): Promise<readonly EventOf<Type>[]> {
    const events = await this.centre.events({ limit: 10_000 });
    return events.filter((event): event is EventOf<Type> => event.type === type);
  }

  /** The agent takes what is offered next. */
  async accept(): Promise<AgentView> {
    for await (const { offer } of this.centre.watchAgent({ agent: 'ada' }))
      if (offer) return this.centre.accept({ agent: 'ada', reservation: offer.reservation });
    throw new Error('Nothing was offered.');
  }

  /** The agent ends a contact. */
  async finish(contact: string): Promise<void> {
    await this.centre.hangUp({ agent: 'ada', contact });
    await this.centre.finishWrapUp({ agent: 'ada', contact, disposition: 'done' });
  }

  async stop(): Promise<void> {
    await this.#running?.stop();
    this.#running = undefined;
  }

  async close(): Promise<void> {
    await this.stop();
    await this.smtp.stop();
    await this.imap.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A mail as a customer's program writes it. */
export function letter(headers: Readonly<Record<string, string>> = {}, text = 'How much is gas?'): string {
  const written = {
    From: 'Anna Arndt <anna@customer.test>',
    To: 'service@works.test',
    Subject: 'Gas',
    'Message-ID': '<1@customer.test>',
    Date: 'Mon, 5 Jan 2026 10:00:00 +0100',
    ...headers,
  };
  const lines = Object.entries(written).filter(([, value]) => value !== '');
  return `${lines.map(([name, value]) => `${name}: ${value}`).join('\n')}\n\n${text}\n`;
}
