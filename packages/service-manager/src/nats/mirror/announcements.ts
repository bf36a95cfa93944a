import { CarusoError, ChangeSignal, type Contract } from '@caruso/core';
import type { Log } from '../../log.js';
import { contractText } from '../exchange/contract-library.js';
import type { Announcer } from '../exchange/export-terms.js';
import type { Statement } from '../exchange/statement.js';
import type { HubClient } from './hub-client.js';

interface Announcement {
  readonly statement: Statement;
  readonly contracts: readonly Contract[];
  /** Equal when the statements are. */
  readonly text: string;
}

/** So many statements are on their way to the hub at once. */
const AT_ONCE = 50;

/**
 * Keeps the hub informed of what this process offers: states what is new to it, and takes back what is gone. A hub that has
 * started anew is told everything again.
 */
export class Announcements implements Announcer {
  readonly #wanted = new Map<string, Announcement>();
  /** What the hub knows, by the text of the statements. */
  readonly #known = new Map<string, string>();
  /** What the hub does not take, and why. */
  readonly #refused = new Map<string, CarusoError>();
  /** The documents that this start of the hub has. */
  readonly #documents = new Set<string>();
  readonly #progress = new ChangeSignal();
  #running = false;
  #open = false;

  constructor(
    private readonly hub: HubClient,
    private readonly log: Log,
  ) {}

  announce(statement: Statement, contracts: readonly Contract[]): void {
    const text = JSON.stringify(statement);
    if (this.#wanted.get(statement.id)?.text === text) return;
    this.#wanted.set(statement.id, { statement, contracts, text });
    this.#refused.delete(statement.id);
    void this.#run();
  }

  withdraw(id: string): void {
    this.#wanted.delete(id);
    this.#refused.delete(id);
    void this.#run();
  }

  /** The hub is there. When it has started anew, it knows nothing. */
  resume(anew: boolean): void {
    if (anew) {
      this.#known.clear();
      this.#documents.clear();
    }
    this.#open = true;
    void this.#run();
  }

  /** The hub is not there. */
  pause(): void {
    this.#open = false;
  }

  /**
   * Resolves with true when the hub knows what there is to know of a service, with false when `signal` was given before.
   *
   * @throws what the hub has against it
   */
  async told(id: string, signal: AbortSignal): Promise<boolean> {
    for (;;) {
      const seen = this.#progress.count;
      const refused = this.#refused.get(id);
      if (refused) throw refused;
      if (this.#known.get(id) === this.#wanted.get(id)?.text) return true;
      if (signal.aborted) return false;
      await this.#progress.after(seen, signal);
    }
  }

  async #run(): Promise<void> {
    if (this.#running || !this.#open) return;
    this.#running = true;
    try {
      // What is said in the same moment goes together.
      await Promise.resolve();
      for (let tasks = this.#tasks(); this.#open && tasks.length > 0; tasks = this.#tasks()) {
        await Promise.all(tasks.slice(0, AT_ONCE).map((task) => task()));
        this.#progress.raise();
      }
    } catch (problem) {
      // The next beat finds out whether the hub is there.
      this.#open = false;
      this.log.warn('The hub could not be told what this process offers', { reason: String(problem) });
    } finally {
      this.#running = false;
    }
  }

  /** What has to be said, one task for each service. */
  #tasks(): readonly (() => Promise<void>)[] {
    const news = [...this.#wanted].filter(([id, { text }]) => this.#known.get(id) !== text && !this.#refused.has(id));
    const gone = [...this.#known.keys()].filter((id) => !this.#wanted.has(id));
    return [
      ...gone.map((id) => () => this.#withdraw(id)),
      ...news.map(
        ([id, announcement]) =>
          () =>
            this.#register(id, announcement),
      ),
    ];
  }

  async #register(id: string, { statement, contracts, text }: Announcement): Promise<void> {
    const unknown = contracts.map(contractText).filter(({ digest }) => !this.#documents.has(digest));
    try {
      await this.hub.register({ statement, documents: unknown.map((document) => document.text) });
      for (const { digest } of unknown) this.#documents.add(digest);
      this.#known.set(id, text);
    } catch (problem) {
      if (!CarusoError.is(problem) || !isRefusal(problem)) throw problem;
      this.#refused.set(id, problem);
      this.log.error(`"${statement.component}" is not taken by the hub`, problem);
    }
  }

  async #withdraw(id: string): Promise<void> {
    await this.hub.withdraw(id);
    this.#known.delete(id);
  }
}

/** Asking again would not help. */
function isRefusal({ kind }: CarusoError): boolean {
  return kind === 'forbidden' || kind === 'invalid' || kind === 'conflict' || kind === 'internal';
}
