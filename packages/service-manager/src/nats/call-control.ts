import type { Clock } from '@caruso/core';
import type { Msg } from '@nats-io/transport-node';
import { revivedError } from '../channel/error-document.js';
import { ServiceErrors } from '../errors.js';
import type { ControlMessage } from './control-message.js';
import { jsonValue } from './json-payload.js';
import type { NatsLink } from './nats-link.js';
import { answerProbe, LongCalls, PROBE_MS, Probes } from './probes.js';
import { ReplyTable } from './reply-table.js';
import type { ServedCall } from './served-call.js';
import { Subjects } from './subjects.js';
import { Sweep } from './sweep.js';

/** What callers say about the calls that are served for them, and what becomes of these when callers or the connection go. */
export class CallControl {
  /** The calls under way, by where their answers go. */
  readonly #running = new ReplyTable<ServedCall>();
  readonly #sweep: Sweep;
  readonly #probes: Probes;
  readonly #unlisten: () => void;

  constructor(
    link: NatsLink,
    private readonly clock: Clock,
  ) {
    const { subjects, node: own } = link;
    this.#probes = new Probes(link, {
      question: (node) => `${subjects.replyPrefix(node, '')}probe`,
      answer: (count) => subjects.control(own, `answer-${count}`),
      lost: (node) => this.dropCaller(node),
      forgotten: (reply) => this.#steer('cancel', { call: reply }),
    });
    this.#sweep = new Sweep(clock, (now) => this.#lookAround(now));
    this.#unlisten = link.listen({ down: () => this.#disconnected() });
  }

  /** A call goes on after its handler was called. */
  began(call: ServedCall): void {
    if (call.reply === '') return;
    call.since = this.clock.now();
    this.#running.add(call);
    this.#sweep.by(call.since + PROBE_MS);
  }

  ended(call: ServedCall): void {
    this.#running.delete(call);
  }

  /** A message of a caller about its calls. */
  receive(message: Msg): void {
    const verb = Subjects.lastToken(message.subject);
    if (verb === 'probe') answerProbe(message, this.#running);
    else if (verb.startsWith('answer-')) this.#probes.answered(message);
    else this.#steer(verb, jsonValue(message) as ControlMessage);
  }

  /** A process has died: nobody waits for its calls any more. */
  dropCaller(node: string): void {
    for (const call of this.#running) {
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

  #lookAround(now: number): number {
    const long = new LongCalls();
    for (const { reply, since, from } of this.#running) {
      if (from && now - since >= PROBE_MS) long.add(from.node, reply);
    }
    this.#probes.ask(long.byNode);
    return this.#running.size > 0 ? now + PROBE_MS : Number.POSITIVE_INFINITY;
  }

  /** Values of streams that are sent now get lost. */
  #disconnected(): void {
    for (const call of this.#running) {
      if (call.stream) call.abort(new ServiceErrors.ConnectionLost(call.place));
    }
  }
}
