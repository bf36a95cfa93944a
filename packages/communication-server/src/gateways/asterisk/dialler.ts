import type { Timer } from '@caruso/core';
import { ContactCentreErrors } from '../../errors.js';
import type { DialRequest, DialResult, GatewayHost } from '../gateway.js';
import type { AriClient, Origination } from './ari/ari-client.js';
import { inTime } from './ari/in-time.js';
import { unanswered } from './hangup-cause.js';
import type { Names } from './names.js';

const NORMAL = 16;
const RETRY_MS = 1_000;

interface Attempt {
  readonly startedAt: number;
  readonly resolve: (result: DialResult) => void;
  readonly reject: (thrown: unknown) => void;
  answered: boolean;
  /** When Asterisk is asked again that has not answered. */
  again?: Timer;
}

/** Calls numbers on their own, as campaigns do, and says what came of it. */
export class Dialler {
  readonly #client: AriClient;
  readonly #host: GatewayHost;
  readonly #names: Names;
  readonly #attempts = new Map<string, Attempt>();

  constructor(client: AriClient, host: GatewayHost, names: Names) {
    this.#client = client;
    this.#host = host;
    this.#names = names;
  }

  /** Calls a number through an endpoint of Asterisk, and resolves when it is answered or is not going to be. */
  dial(endpoint: string, { id, from, ringSeconds }: DialRequest): Promise<DialResult> {
    const channel = this.#names.dial(id);
    const startedAt = this.#host.clock.now();
    return new Promise((resolve, reject) => {
      this.#attempts.set(channel, { startedAt, resolve, reject, answered: false });
      void this.#originate({ channel, endpoint, callerId: from, timeout: ringSeconds });
    });
  }

  /** Whether a call was answered and goes on. */
  isUp(channel: string): boolean {
    return this.#attempts.get(channel)?.answered ?? false;
  }

  knows(channel: string): boolean {
    return this.#attempts.has(channel);
  }

  /** @returns false when nobody waits for it any more */
  answered(channel: string): boolean {
    const attempt = this.#attempts.get(channel);
    if (!attempt) return false;
    attempt.answered = true;
    attempt.resolve({ outcome: 'answered', ringMs: this.#since(attempt), call: channel, joins: true });
    return true;
  }

  /** A call has ended: one that was not answered, or one that was. */
  gone(channel: string, cause: number): void {
    const attempt = this.#attempts.get(channel);
    this.#forget(channel);
    if (!attempt || attempt.answered) return;
    // Asterisk itself stops ringing when the time is over, with the cause of a normal end.
    const outcome = cause === NORMAL ? 'no-answer' : unanswered(cause);
    attempt.resolve({ outcome, ringMs: this.#since(attempt), reason: `cause ${cause}` });
  }

  /** Ends an answered call. */
  async hangUp(channel: string): Promise<void> {
    await inTime(this.#client.hangUp(channel));
  }

  /** Nobody is told any more what becomes of calls that were under way. */
  lose(): void {
    for (const [channel, attempt] of this.#attempts) {
      attempt.resolve(this.#interrupted(attempt, 'the connection to Asterisk was lost'));
      this.#forget(channel);
    }
  }

  /** Where no answer comes the call may have been made: Asterisk is asked again for the same channel, which it makes once. */
  async #originate(call: Origination): Promise<void> {
    try {
      await this.#client.originate(call);
    } catch (thrown) {
      const attempt = this.#attempts.get(call.channel);
      // Events tell of it, or have told.
      if (!attempt || attempt.answered) return;
      if (ContactCentreErrors.AsteriskUnreachable.is(thrown) && this.#since(attempt) < call.timeout * 1_000) {
        const { clock } = this.#host;
        attempt.again = clock.at(clock.now() + RETRY_MS, () => void this.#originate(call));
        return;
      }
      this.#forget(call.channel);
      if (ContactCentreErrors.AriRequestFailed.is(thrown))
        attempt.resolve({ outcome: 'failed', ringMs: 0, reason: thrown.data.answer });
      else if (ContactCentreErrors.AsteriskUnreachable.is(thrown))
        attempt.resolve(this.#interrupted(attempt, thrown.data.reason));
      else attempt.reject(thrown);
    }
  }

  #forget(channel: string): void {
    this.#attempts.get(channel)?.again?.cancel();
    this.#attempts.delete(channel);
  }

  #interrupted(attempt: Attempt, reason: string): DialResult {
    return { outcome: 'failed', ringMs: this.#since(attempt), reason, interrupted: true };
  }

  #since({ startedAt }: Attempt): number {
    return this.#host.clock.now() - startedAt;
  }
}
