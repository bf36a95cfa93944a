import { CarusoError, type Clock, type Timer } from '@caruso/core';
import type { Msg } from '@nats-io/transport-node';
import { ServiceErrors } from '../../errors.js';
import type { Log } from '../../log.js';
import { BEAT_MS, TTL_MS } from '../exchange/protocol.js';
import { jsonValue } from '../json-payload.js';
import type { NatsLink } from '../nats-link.js';
import type { Announcements } from './announcements.js';
import type { HubClient } from './hub-client.js';
import type { Replica } from './replica.js';

/** What surrounds a session. */
export interface SessionTerms {
  readonly link: NatsLink;
  readonly hub: HubClient;
  readonly replica: Replica;
  readonly announcements: Announcements;
  readonly clock: Clock;
  readonly log: Log;
}

/** How soon a hub that was not there is looked for again. */
const RETRY_MS = 200;

/**
 * The tie between a process and the hub: says at intervals that the process is there, notices when the hub has started anew or
 * has not been heard, and brings both up to date after that.
 */
export class HubSession {
  /** The contracts the user may call; undefined for all. */
  mayCall: ReadonlySet<string> | undefined;
  #epoch: string | undefined;
  #hub = '';
  #timer: Timer | undefined;
  #confirmBy: Timer | undefined;
  #joining: Promise<void> | undefined;
  #refreshing: Promise<void> | undefined;
  #closed = false;
  #unlisten = () => {};

  constructor(private readonly terms: SessionTerms) {}

  /** Listens to the hub, and comes up to date; rejects when there is none within `hubMs`. */
  async open(hubMs: number): Promise<void> {
    const { link, clock } = this.terms;
    const { connection, subjects, identity } = link;
    connection.subscribe(subjects.changes(identity.user), {
      callback: (problem, message) => {
        if (!problem && !this.terms.replica.receive(readable(message))) this.#refreshSoon();
      },
    });
    connection.subscribe(subjects.hello, {
      callback: (problem) => {
        if (!problem) this.rejoin();
      },
    });
    this.#unlisten = link.listen({ up: () => this.rejoin() });
    const since = clock.now();
    for (;;) {
      try {
        await this.#join();
        break;
      } catch (problem) {
        if (!isPassing(problem)) throw problem;
        const waitedMs = clock.now() - since;
        if (waitedMs >= hubMs) {
          const doing = 'this process cannot join it';
          throw new ServiceErrors.HubUnreachable({ company: identity.company, waitedMs, doing }, { cause: problem });
        }
        await new Promise<void>((resolve) => clock.at(clock.now() + RETRY_MS, resolve));
      }
    }
    this.#beatSoon();
  }

  /** Comes up to date with a hub that may have started anew, or may have forgotten this process. */
  rejoin(): void {
    this.#join().catch((problem: unknown) => this.#missed(problem));
  }

  /** Says goodbye: the services of this process are taken out without being waited for. */
  async leave(): Promise<void> {
    this.close();
    if (this.terms.link.connected) await this.terms.hub.leave().catch(() => {});
  }

  close(): void {
    this.#closed = true;
    this.#unlisten();
    this.#timer?.cancel();
    this.#confirmBy?.cancel();
    this.terms.announcements.pause();
  }

  #join(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    this.#joining ??= this.#hello().finally(() => {
      this.#joining = undefined;
    });
    return this.#joining;
  }

  async #hello(): Promise<void> {
    const { hub, announcements } = this.terms;
    const { epoch, hub: node, known, mayCall } = await hub.hello();
    const first = this.#epoch === undefined;
    const anew = this.#epoch !== epoch;
    this.#epoch = epoch;
    this.#hub = node;
    this.mayCall = mayCall && new Set(mayCall);
    await this.#refresh();
    if (this.#closed) return;
    announcements.resume(anew || !known);
    if (anew && !first) this.#expectConfirmations();
  }

  /** What the hub knew before it started anew is stated again soon, or never. */
  #expectConfirmations(): void {
    const { clock, replica } = this.terms;
    this.#confirmBy?.cancel();
    this.#confirmBy = clock.at(clock.now() + TTL_MS, () => replica.dropUnconfirmed());
  }

  #refreshSoon(): void {
    this.#refresh().catch((problem: unknown) => this.#missed(problem));
  }

  #refresh(): Promise<void> {
    this.#refreshing ??= this.#refreshUntilComplete().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  async #refreshUntilComplete(): Promise<void> {
    while (!this.#closed && !(await this.terms.replica.refresh(this.#hub)));
  }

  #beatSoon(): void {
    const { clock } = this.terms;
    if (this.#closed) return;
    this.#timer = clock.at(clock.now() + BEAT_MS, () => {
      void this.#beat().finally(() => this.#beatSoon());
    });
  }

  async #beat(): Promise<void> {
    const { hub, link, replica, announcements } = this.terms;
    if (!link.connected) return;
    try {
      const { epoch, known, number } = await hub.beat();
      if (!known || epoch !== this.#epoch) await this.#join();
      else {
        announcements.resume(false);
        if (!replica.isAt(epoch, number)) await this.#refresh();
      }
    } catch (problem) {
      this.#missed(problem);
    }
  }

  /** The next beat tries again. Calls go on meanwhile, because they do not go through the hub. */
  #missed(problem: unknown): void {
    if (this.#closed) return;
    this.terms.announcements.pause();
    this.terms.log.warn('The hub cannot be reached', { reason: String(problem) });
  }
}

function readable(message: Msg): unknown {
  try {
    return jsonValue(message);
  } catch {
    return undefined;
  }
}

/** Whether it may be different the next time. */
function isPassing(problem: unknown): boolean {
  return CarusoError.is(problem) && (problem.kind === 'unavailable' || problem.kind === 'timeout');
}
