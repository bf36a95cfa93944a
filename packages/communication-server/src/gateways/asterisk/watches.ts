import { newId } from '@caruso/core';
import { sameParty } from '../../same-party.js';
import type { AriClient } from './ari/ari-client.js';
import { inTime } from './ari/in-time.js';
import type { Leg } from './leg.js';
import type { Names } from './names.js';
import type { Wish } from './wish.js';

/** A supervisor who hears a talk from beside. */
interface Watch {
  readonly snoop: string;
  /** The agent's channel it hears. */
  readonly target: string;
  readonly whisper: boolean;
  /** Whether the snooping channel can be put into a bridge. */
  ready: boolean;
  /** The supervisor's channel that is connected with it. */
  joined?: string;
}

/** The supervisors who listen to a talk, or whisper to its agent. */
export class Watches {
  readonly #client: AriClient;
  readonly #names: Names;
  readonly #contact: string;
  readonly #watches = new Map<string, Watch>();

  constructor(client: AriClient, names: Names, contact: string) {
    this.#client = client;
    this.#names = names;
    this.#contact = contact;
  }

  /** Connects whoever listens with the channel of the agent, and parts whoever does not any more. */
  async settle(wish: Wish, up: readonly Leg[], agent: string | undefined): Promise<void> {
    const target = up.find(({ party }) => agent !== undefined && sameParty(party, { agent }));
    const wanted = wish.legs.filter(({ room }) => room === 'listen' || room === 'whisper');
    for (const supervisor of [...this.#watches.keys()])
      if (!wanted.some(({ party }) => sameParty(party, { agent: supervisor }))) await this.#end(supervisor);
    for (const { party, room } of wanted) {
      const leg = up.find((other) => sameParty(other.party, party));
      if ('agent' in party && leg && target) await this.#watch(party.agent, leg, target.channel, room === 'whisper');
    }
  }

  /** A snooping channel can be used from now on. */
  started(snoop: string): void {
    for (const watch of this.#watches.values()) if (watch.snoop === snoop) watch.ready = true;
  }

  async close(): Promise<void> {
    for (const supervisor of [...this.#watches.keys()]) await this.#end(supervisor);
  }

  /** What exists is not known any more; what there was is ended as belonging to nobody. */
  forget(): void {
    this.#watches.clear();
  }

  async #watch(supervisor: string, leg: Leg, target: string, whisper: boolean): Promise<void> {
    const now = this.#watches.get(supervisor);
    if (now && (now.target !== target || now.whisper !== whisper)) await this.#end(supervisor);
    const watch = this.#watches.get(supervisor) ?? {
      snoop: this.#names.snoop(this.#contact, newId()),
      target,
      whisper,
      ready: false,
    };
    if (!this.#watches.has(supervisor)) {
      this.#watches.set(supervisor, watch);
      await inTime(this.#client.snoop(target, watch.snoop, whisper));
    }
    if (!watch.ready || watch.joined === leg.channel) return;
    const bridge = this.#names.watchBridge(this.#contact, supervisor);
    await this.#client.bridge(bridge, 'mixing');
    await inTime(this.#client.join(bridge, [leg.channel, watch.snoop]));
    watch.joined = leg.channel;
    leg.talking = false;
  }

  async #end(supervisor: string): Promise<void> {
    const watch = this.#watches.get(supervisor);
    this.#watches.delete(supervisor);
    if (!watch) return;
    await inTime(this.#client.hangUp(watch.snoop));
    await inTime(this.#client.destroyBridge(this.#names.watchBridge(this.#contact, supervisor)));
  }
}
