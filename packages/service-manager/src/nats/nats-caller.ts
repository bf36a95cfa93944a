import { type CarusoError, type Clock, systemClock } from '@caruso/core';
import type { Msg, Subscription } from '@nats-io/transport-node';
import { ServiceErrors } from '../errors.js';
import { type ControlMessage, controlPayload } from './control-message.js';
import type { NatsLink } from './nats-link.js';
import type { Outgoing } from './outgoing.js';
import { OutgoingCall } from './outgoing-call.js';
import { OutgoingStreamCall, type StreamPort } from './outgoing-stream-call.js';
import { answerProbe, LongCalls, PROBE_MS, Probes } from './probes.js';
import type { RemoteCallOptions, RemoteOperation } from './remote-operation.js';
import { ReplySubjects } from './reply-subjects.js';
import { ReplyTable } from './reply-table.js';
import type { ControlVerb } from './subjects.js';
import { Sweep } from './sweep.js';
import { requestMessage } from './wire-message.js';

const NEVER = Number.POSITIVE_INFINITY;
const NO_OPTIONS: RemoteCallOptions = {};

/**
 * Calls services in other processes: one per process. All answers come to one subscription, and one timer watches all
 * deadlines, so that a call costs two messages and an entry in a map.
 *
 * What fails before anybody has begun the call fails with `ServiceErrors.NobodyThere` or `ServiceErrors.NotConnected`, and can
 * be made again, elsewhere, too. With `ServiceErrors.NodeLost` and `ServiceErrors.ConnectionLost` nobody knows.
 */
export class NatsCaller {
  readonly #waiting = new ReplyTable<Outgoing>();
  readonly #replies: ReplySubjects;
  #subscription: Subscription | undefined;
  readonly #sweep: Sweep;
  readonly #probes: Probes;
  readonly #unlisten: () => void;
  #closed = false;

  constructor(
    private readonly link: NatsLink,
    private readonly clock: Clock = systemClock,
  ) {
    this.#replies = new ReplySubjects(link);
    this.#sweep = new Sweep(clock, (now) => this.#lookAround(now));
    const { subjects, node: own } = link;
    this.#probes = new Probes(link, {
      question: (node) => subjects.control(node, 'probe'),
      answer: (count) => `${subjects.replyPrefix(own, '')}${count}`,
      lost: (node) => this.failNode(node),
      forgotten: (reply) => {
        const outgoing = this.#waiting.get(reply);
        if (outgoing) this.#fail(outgoing, lost(outgoing));
      },
    });
    this.#unlisten = link.listen({
      down: () => this.#disconnected(),
      refused: (subject) => this.#refused(subject),
      closed: () => this.close(),
    });
  }

  /** How many answers are awaited. */
  get pending(): number {
    return this.#waiting.size;
  }

  /**
   * Calls an operation once.
   *
   * @throws ServiceErrors.NobodyThere, NotConnected, NodeLost, ConnectionLost, TimedOut, Cancelled, Forbidden, PayloadTooLarge,
   *   InvalidInput for what cannot be written as JSON, UnreadableAnswer, and what the operation throws
   */
  call(target: RemoteOperation, input: unknown, options: RemoteCallOptions = NO_OPTIONS): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#send(new OutgoingCall(target, options, resolve, reject), input);
    });
  }

  /**
   * A stream of another process; it is opened when its first value is asked for. Returning early ends it at its provider.
   * Throws what {@link call} throws.
   */
  stream(
    target: RemoteOperation,
    input: unknown,
    options: RemoteCallOptions = NO_OPTIONS,
  ): AsyncGenerator<unknown, undefined, undefined> {
    return new OutgoingStreamCall(target, options, input, this.#streams);
  }

  /** The process has died: what it was called for fails. */
  failNode(node: string): void {
    this.fail(node, (target) => target.node === node);
  }

  /** Those who served some operations have died: the calls of these fail. */
  fail(node: string, served: (target: RemoteOperation) => boolean): void {
    for (const outgoing of this.#waiting) {
      const { target } = outgoing;
      if (served(target)) this.#fail(outgoing, new ServiceErrors.NodeLost({ ...target.place, node }));
    }
  }

  /** Gives up what is under way, and calls nobody any more. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#unlisten();
    this.#sweep.stop();
    for (const outgoing of this.#waiting) this.#giveUp(outgoing, lost(outgoing));
    if (!this.link.closed) this.#subscription?.unsubscribe();
  }

  readonly #streams: StreamPort = {
    open: (stream) => this.#send(stream, stream.input),
    giveCredit: (stream, count) => this.#tell(stream, 'credit', { count }),
    leave: (stream) => this.#tell(stream, 'return', {}),
  };

  #send(outgoing: Outgoing, input: unknown): void {
    const { target, options } = outgoing;
    try {
      if (options.signal?.aborted) throw outgoing.cancelled;
      if (this.#closed || !this.link.connected) throw new ServiceErrors.NotConnected(target.place);
      const { payload, headers } = requestMessage(this.link, target.place, input, options.headers);
      this.#subscription ??= this.#subscribe();
      const reply = this.#replies.next(options.caller ?? 'nats');
      this.#await(outgoing, reply);
      this.link.connection.publish(target.subject, payload, headers ? { reply, headers } : { reply });
    } catch (problem) {
      this.#end(outgoing);
      outgoing.failed(problem as CarusoError);
    }
  }

  #await(outgoing: Outgoing, reply: string): void {
    const now = this.clock.now();
    const { timeoutMs } = outgoing.options;
    outgoing.reply = reply;
    outgoing.since = now;
    if (timeoutMs !== undefined && outgoing instanceof OutgoingCall) outgoing.deadline = now + timeoutMs;
    this.#waiting.add(outgoing);
    outgoing.watch(this.#abandon);
    this.#sweep.by(Math.min(outgoing.deadline, outgoing.target.node === undefined ? NEVER : now + PROBE_MS));
  }

  #subscribe(): Subscription {
    const callback = (problem: Error | null, answer: Msg) => {
      if (problem) this.#repliesRefused(problem);
      else this.#receive(answer);
    };
    return this.link.connection.subscribe(this.link.subjects.replies(this.link.node), { callback });
  }

  /** Whatever is thrown here would end the reading of the connection. */
  #receive(answer: Msg): void {
    try {
      const outgoing = this.#waiting.get(answer.subject);
      if (outgoing) {
        if (outgoing.answered(answer)) this.#end(outgoing);
      } else if (answer.reply) answerProbe(answer, this.#waiting);
      else this.#probes.answered(answer);
    } catch (problem) {
      this.link.log.error('An answer over NATS could not be read', problem);
    }
  }

  /** Times out what has waited too long, and asks after what has waited for long; returns when to look again. */
  #lookAround(now: number): number {
    let next = NEVER;
    const long = new LongCalls();
    for (const outgoing of this.#waiting) {
      const { deadline, since, reply, target, options } = outgoing;
      if (deadline <= now) {
        this.#giveUp(outgoing, new ServiceErrors.TimedOut({ ...target.place, timeoutMs: options.timeoutMs ?? 0 }));
        continue;
      }
      next = Math.min(next, deadline);
      if (target.node === undefined) continue;
      next = Math.min(next, now + PROBE_MS);
      if (now - since >= PROBE_MS) long.add(target.node, reply);
    }
    this.#probes.ask(long.byNode);
    return next;
  }

  /** What has ended, or was given up before, is not to be cancelled any more. */
  readonly #abandon = (outgoing: Outgoing, reason: CarusoError) => {
    if (this.#waiting.get(outgoing.reply) === outgoing) this.#giveUp(outgoing, reason);
  };

  /** Nobody waits for the answer any more, and the provider is told so. */
  #giveUp(outgoing: Outgoing, problem: CarusoError): void {
    this.#fail(outgoing, problem);
    this.#tell(outgoing, 'cancel', { error: problem });
  }

  #fail(outgoing: Outgoing, problem: CarusoError): void {
    this.#end(outgoing);
    outgoing.failed(problem);
  }

  #end(outgoing: Outgoing): void {
    this.#waiting.delete(outgoing);
    outgoing.release();
  }

  /** Tells the provider something about a call it serves. */
  #tell({ target, reply }: Outgoing, verb: ControlVerb, what: ControlMessage): void {
    if (target.node === undefined || !this.link.connected) return;
    this.link.connection.publish(
      this.link.subjects.control(target.node, verb),
      controlPayload({ ...what, call: reply }),
    );
  }

  #disconnected(): void {
    for (const outgoing of this.#waiting) this.#fail(outgoing, lost(outgoing));
  }

  #refused(subject: string): void {
    for (const outgoing of this.#waiting) {
      const { place, subject: asked } = outgoing.target;
      if (asked === subject) this.#fail(outgoing, new ServiceErrors.Forbidden(place));
    }
  }

  #repliesRefused(problem: Error): void {
    this.link.log.error('The user of this connection to NATS may not receive answers', problem);
    this.#subscription = undefined;
    for (const outgoing of this.#waiting) {
      this.#fail(outgoing, new ServiceErrors.Forbidden(outgoing.target.place));
    }
  }
}

function lost({ target }: Outgoing): CarusoError {
  return new ServiceErrors.ConnectionLost(target.place);
}
