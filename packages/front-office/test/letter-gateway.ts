import type { Gateway, GatewayConnection, GatewayHost } from '@caruso/communication-server';
import type { Attachment, Message } from '@caruso/communication-server/contract';

/** A mailbox in which a test puts letters, and from which it takes the answers. */
export class LetterGateway implements Gateway {
  readonly id = 'letters';
  readonly answers: Message[] = [];
  /** What agents have attached. */
  readonly files: Attachment[] = [];
  #host: GatewayHost | undefined;
  readonly #letters = new Map<string, Message>();

  open(host: GatewayHost): GatewayConnection {
    this.#host = host;
    return {
      departures: [],
      start: () => {},
      happened: () => {},
      close: () => {},
      correspondence: {
        messages: async ({ externalId }) =>
          [...this.#letters.values(), ...this.answers].filter((message) => message.contact === externalId),
        addressee: async ({ from }) => ({ name: 'Kim Feld', address: from, subject: 'My bill' }),
        attach: async (_, __, { name, content }) => {
          const file = { attachment: `file-${this.files.length + 1}`, name, type: 'text/plain', bytes: content.length };
          this.files.push(file);
          return file;
        },
        send: async ({ externalId, contact, from }, agent, { id, text, attachments }) => {
          await host.sent(agent, contact, id);
          const files = this.files.filter(({ attachment }) => attachments.includes(attachment));
          const letter = { ...this.#letter(externalId, from, text), attachments: files };
          const answer = { ...letter, message: id, direction: 'out' as const, agent };
          this.answers.push(answer);
          return answer;
        },
        attachment: async function* () {
          yield Buffer.from('%PDF');
        },
      },
    };
  }

  /** A customer writes, with a bill attached. */
  async write(from: string, text: string): Promise<void> {
    const letter = this.#letter(`letter-${this.#letters.size + 1}`, from, text);
    const attachments = [{ attachment: 'a-1', name: 'bill.pdf', type: 'application/pdf', bytes: 4 }];
    this.#letters.set(letter.message, { ...letter, attachments });
    await this.#host?.arrive({
      ...{ channel: 'mail', externalId: letter.message, from, to: 'service@works.test', queue: 'letters' },
    });
  }

  #letter(id: string, from: string, text: string): Message {
    return {
      ...{ message: id, contact: id, direction: 'in', at: 1_764_000_000_000, from, to: 'service@works.test' },
      ...{ subject: 'My bill', text, automatic: false, state: 'received', attachments: [] },
    };
  }
}
