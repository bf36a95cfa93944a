import type { Clock } from '@caruso/core';
import type { Msg } from '@nats-io/transport-node';
import { revivedError } from '../channel/error-document.js';
import { ServiceErrors } from '../errors.js';
import { CallerProbes } from './caller-probes.js';
import type { ControlMessage } from './control-message.js';
import { jsonPayload, jsonValue } from './json-payload.js';
import type { NatsLink } from './nats-link.js';
import type { ServedCall } from './served-call.js';
import { Subjects } from './subjects.js';
import { Sweep } from './sweep.js';

/** After so long it is asked whether the caller is still there, again and again. */
const PROBE_MS = 2_000;

/** What callers say about the calls that are served for them, and what becomes of these when callers or the connection go. */
export class CallControl {
  /** The calls under way, by where their answers go. */
  readonly #running = new Map<string, ServedCall>();
  readonly #sweep: Sweep;
  readonly #probes: CallerProbes;
  readonly #unlisten: () => void;

  constructor(
    private readonly link: NatsLink,
    private readonly clock: Clock,
  ) {
    this.#probes = new CallerProbes(link, (node) => this.dropCaller(node));
    this.#sweep = new Sweep(clock, (now) => this.#lookAround(now));
    this.#unlisten = link.listen({ down: () => this.#disconnected() });
  }

  /** A call goes on after its handler was called. */
  began(reply: string, call: ServedCall): void {
    if (reply === '') return;
    call.since = this.clock.now();
    this.#running.set(reply, call);
    this.#sweep.by(call.since + PROBE_MS);
  }

  ended(reply: string): void {
    this.#running.delete(reply);
  }

  /** A message of a caller about its calls. */
  receive(message: Msg): void {
    const verb = Subjects.lastToken(message.subject);
    if (verb === 'probe') message.respond(jsonPayload(this.#unknown(jsonValue(message))));
    else if (verb.startsWith('unheard-')) this.#probes.answered(message);
    else this.#steer(verb, jsonValue(message) as ControlMessage);
  }

  /** A process has died: nobody waits for its calls any more. */
  dropCaller(node: string): void {
    for (const call of this.#running.values()) {
      if (call.from?.node === node) call.abort(new ServiceErrors.Cancelled(call.place));
    }
  }

  close(): void {
    this.#sweep.stop();
    this.#unlisten();
  }

  #steer(verb: string, { call: reply, count, error }: ControlMessage): void {
    // What is said about a call that has just ended crosses its last answer.
    const call = this.#running.get(reply ?? '');
    if (!call) return;
    if (verb === 'cancel')
      call.abort(error ? revivedError(error, call.place) : new ServiceErrors.Cancelled(call.place));
    else if (verb === 'return') call.abort(new ServiceErrors.Cancelled(call.place));
    else if (verb === 'credit' && typeof count === 'number' && count > 0) call.stream?.addCredit(count);
  }

  /** Which of the calls that somebody waits for are not served here. */
  #unknown(replies: unknown): readonly unknown[] {
    return Array.isArray(replies) ? replies.filter((reply) => !this.#running.has(reply)) : [];
  }

  #lookAround(now: number): number {
    const nodes = new Set<string>();
    for (const { since, from } of this.#running.values()) {
      if (from && now - since >= PROBE_MS) nodes.add(from.node);
    }
    if (this.link.connected) this.#probes.ask(nodes);
    return this.#running.size > 0 ? now + PROBE_MS : Number.POSITIVE_INFINITY;
  }

  /** Values of streams that are sent now get lost. */
  #disconnected(): void {
    for (const call of this.#running.values()) {
      if (call.stream) call.abort(new ServiceErrors.ConnectionLost(call.place));
    }
  }
}
