import type { AriClient } from './ari/ari-client.js';
import { cameTooLate } from './ari/ari-client.js';
import type { Names } from './names.js';

const DEFAULT_CLASS = 'default';

/** The music of the queues: a holding bridge for each, made when the first caller waits and kept for ever. */
export class QueueMusic {
  readonly #client: AriClient;
  readonly #names: Names;
  readonly #classes: Readonly<Record<string, string>>;
  readonly #made = new Map<string, Promise<string>>();

  /** @param classes - music classes of Asterisk by queue */
  constructor(client: AriClient, names: Names, classes: Readonly<Record<string, string>>) {
    this.#client = client;
    this.#names = names;
    this.#classes = classes;
  }

  /** Lets a caller wait in a queue, and resolves with the bridge. */
  async join(queue: string, channel: string): Promise<string> {
    try {
      return await this.#joinOnce(queue, channel);
    } catch (thrown) {
      if (!cameTooLate(thrown)) throw thrown;
      // The bridge may have been destroyed by somebody else, or the caller may have gone: the second attempt tells.
      this.#made.delete(queue);
      return this.#joinOnce(queue, channel);
    }
  }

  /** Asterisk may have been restarted: bridges are made again when they are needed. */
  forget(): void {
    this.#made.clear();
  }

  async #joinOnce(queue: string, channel: string): Promise<string> {
    const made = this.#made.get(queue) ?? this.#make(queue);
    this.#made.set(queue, made);
    made.catch(() => this.#made.delete(queue));
    const bridge = await made;
    await this.#client.join(bridge, [channel]);
    return bridge;
  }

  async #make(queue: string): Promise<string> {
    const bridge = this.#names.queueBridge(queue);
    await this.#client.bridge(bridge, 'holding');
    await this.#client.music(bridge, this.#classes[queue] ?? DEFAULT_CLASS);
    return bridge;
  }
}
