import type { InputOf } from '@caruso/core';
import { fileName } from '@caruso/script-engine/contract';
import type { Attachment, ContactCentre, Message } from '../contract.js';
import { writerOf } from '../decide/conversation-of.js';
import { ContactCentreErrors } from '../errors.js';
import type { CommunicationServerOptions } from '../options.js';
import { fillTemplate } from '../templates/fill-template.js';
import type { Gateways } from './gateways.js';
import type { Sequencer } from './sequencer.js';

type In<Name extends keyof (typeof ContactCentre)['operations']> = InputOf<(typeof ContactCentre)['operations'][Name]>;

/** What customers and agents write to each other, through whichever gateway they do. */
export class WrittenContacts {
  readonly #sequencer: Sequencer;
  readonly #gateways: Gateways;

  readonly #options: () => CommunicationServerOptions;

  /** @param options - those that apply now */
  constructor(sequencer: Sequencer, gateways: Gateways, options: () => CommunicationServerOptions) {
    this.#sequencer = sequencer;
    this.#gateways = gateways;
    this.#options = options;
  }

  async messages(id: string): Promise<Message[]> {
    const { contact, correspondence } = await this.#gateways.correspondenceOf(id);
    return [...(await correspondence.messages(contact))];
  }

  /** @throws ContactCentreErrors.FilesNotTaken, and what the gateway throws */
  async send({ agent, contact: id, message, text, attachments }: In<'sendMessage'>): Promise<Message> {
    const { contact, correspondence } = await this.#gateways.correspondenceOf(id);
    if (attachments.length > 0 && !correspondence.attach) throw this.#noFiles(contact);
    return correspondence.send(contact, agent, { id: message, text, attachments });
  }

  /** @throws ContactCentreErrors.NotYourContact, ContactCentreErrors.FilesNotTaken, and what the gateway throws */
  async attach({ agent, contact: id, message, name, base64 }: In<'attach'>): Promise<Attachment> {
    const { contact, correspondence } = await this.#gateways.correspondenceOf(id);
    if (!correspondence.attach) throw this.#noFiles(contact);
    // Whoever may not answer attaches nothing, to a message that is sent neither.
    await this.#sequencer.look((state) => writerOf(state, { agent, contact: id }));
    const content = Buffer.from(base64, 'base64');
    return correspondence.attach(contact, agent, { answer: message, name: fileName(name), content });
  }

  /** Texts for an answer in a contact, in the order in which they are configured. */
  async templates({ agent, contact: id }: In<'templates'>) {
    const { contact, correspondence } = await this.#gateways.correspondenceOf(id);
    const { templates = [], queues, agents } = this.#options();
    const { queue, customer } = contact;
    const ours = templates.filter((template) => template.queues?.includes(queue ?? '') ?? true);
    const values = {
      ...(await correspondence.addressee(contact)),
      customer,
      queue: queues.find((each) => each.id === queue)?.name,
      agent: agents.find((each) => each.id === agent)?.name,
    };
    return ours.map(({ id: template, label, language, text }) => {
      return { id: template, label, language, text: fillTemplate(text, values) };
    });
  }

  async typing({ agent, contact: id }: In<'typing'>): Promise<Record<string, never>> {
    const { contact, correspondence } = await this.#gateways.correspondenceOf(id);
    if (contact.state === 'connected' && contact.agent === agent) await correspondence.typing?.(contact);
    return {};
  }

  async *attachment(id: string, attachment: string): AsyncGenerator<{ readonly base64: string }> {
    const { contact, correspondence } = await this.#gateways.correspondenceOf(id);
    for await (const piece of correspondence.attachment(contact, attachment))
      yield { base64: Buffer.from(piece).toString('base64') };
  }

  #noFiles({ contact, channel }: { readonly contact: string; readonly channel: string }): Error {
    return new ContactCentreErrors.FilesNotTaken({ contact, channel });
  }
}
