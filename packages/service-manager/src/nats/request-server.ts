import { CarusoError } from '@caruso/core';
import type { Msg, MsgHdrs } from '@nats-io/transport-node';
import { OutgoingStream } from '../channel/outgoing-stream.js';
import { ServiceErrors } from '../errors.js';
import type { CallControl } from './call-control.js';
import { jsonPayload } from './json-payload.js';
import type { NatsLink } from './nats-link.js';
import { CREDIT_HEADER } from './outgoing-stream-call.js';
import { requestInput } from './request-input.js';
import { ServedCall } from './served-call.js';
import type { ServedOperation } from './service-host.js';
import { END_OF_STREAM, errorAnswer } from './wire-error.js';
import { requireFits } from './wire-message.js';

/** Values a consumer may ask for at once. */
const MOST_CREDIT = 10_000;

/** A request that is served. */
interface Request {
  readonly at: ServedOperation;
  readonly call: ServedCall;
  /** When it began, for the statistics. */
  readonly began: number;
}

/** Carries requests out and answers them: checks their input, counts them until they are answered, and lets them be cancelled. */
export class RequestServer {
  constructor(
    private readonly link: NatsLink,
    private readonly control: CallControl,
  ) {}

  /** Serves a request. Throws nothing. */
  serve(at: ServedOperation, message: Msg): void {
    at.host.enter();
    const call = new ServedCall(at.place, message);
    const request: Request = { at, call, began: at.statistics.begin() };
    try {
      const input = requestInput(at, message);
      if (at.operation.stream) {
        void this.#stream(request, input);
        return;
      }
      const outcome = this.#invoke(request, input);
      if (!isPromise(outcome)) {
        this.#succeed(request, outcome);
        return;
      }
      this.control.began(call);
      outcome.then(
        (value) => this.#succeed(request, value),
        (thrown) => this.#fail(request, thrown),
      );
    } catch (thrown) {
      this.#fail(request, thrown);
    }
  }

  #invoke({ at, call }: Request, input: unknown): unknown {
    return at.host.service.invoke(at.contract, at.name, input, call);
  }

  async #stream(request: Request, input: unknown): Promise<void> {
    const { at, call } = request;
    try {
      const stream = new OutgoingStream(this.#credit(call, at));
      call.stream = stream;
      this.control.began(call);
      const values = (await this.#invoke(request, input)) as AsyncIterable<unknown>;
      await stream.pump(values, (value) => this.#publish(call.reply, this.#payload(at, value), undefined));
      // Values may be missing, which the consumer must not take for the end.
      if (call.reason && ServiceErrors.ConnectionLost.is(call.reason)) throw call.reason;
      const end = this.link.identity.headers(END_OF_STREAM, 'End');
      this.#answer(request, new Uint8Array(0), end, undefined);
    } catch (thrown) {
      this.#fail(request, thrown);
    }
  }

  /** How many values the consumer can take at first. */
  #credit(call: ServedCall, { place }: ServedOperation): number {
    const credit = Number.parseInt(call.header(CREDIT_HEADER) ?? '', 10);
    if (credit > 0) return Math.min(credit, MOST_CREDIT);
    const issues = `it is a stream, so the header ${CREDIT_HEADER} must say how many values can be taken`;
    throw new ServiceErrors.InvalidInput({ ...place, issues });
  }

  #succeed(request: Request, value: unknown): void {
    let payload: Uint8Array;
    try {
      payload = this.#payload(request.at, value);
    } catch (thrown) {
      this.#fail(request, thrown);
      return;
    }
    this.#answer(request, payload, undefined, undefined);
  }

  #fail(request: Request, thrown: unknown): void {
    const { place } = request.at;
    if (!CarusoError.is(thrown)) this.link.log.error(`${place.contract}.${place.operation} failed`, thrown);
    const { headers, payload, summary } = errorAnswer(
      thrown,
      place,
      this.link.identity.headers(),
      this.link.maxPayload,
    );
    this.#answer(request, payload, headers, summary);
  }

  #payload({ place }: ServedOperation, value: unknown): Uint8Array {
    const payload = jsonPayload(value);
    requireFits(this.link, place, payload.length);
    return payload;
  }

  /** Sends the last answer. Without a connection it waits for one, because the work is done. */
  #answer(request: Request, payload: Uint8Array, headers: MsgHdrs | undefined, problem: string | undefined): void {
    const send = () => {
      this.#publish(request.call.reply, payload, headers);
      this.#end(request, problem);
    };
    if (this.link.connected) send();
    else this.link.whenConnected().then(send, () => this.#end(request, problem));
  }

  #publish(reply: string, payload: Uint8Array, headers: MsgHdrs | undefined): void {
    if (reply === '' || this.link.closed) return;
    this.link.connection.publish(reply, payload, headers ? { headers } : {});
  }

  #end({ at, call, began }: Request, problem: string | undefined): void {
    this.control.ended(call);
    at.statistics.end(began, problem);
    at.host.leave();
  }
}

function isPromise(value: unknown): value is Promise<unknown> {
  return value instanceof Promise || (typeof value === 'object' && value !== null && 'then' in value);
}
