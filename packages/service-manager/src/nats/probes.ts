import type { Msg } from '@nats-io/transport-node';
import { jsonPayload, jsonValue } from './json-payload.js';
import type { NatsLink } from './nats-link.js';
import { isUnheard } from './wire-error.js';

/** After so many milliseconds a call is asked after, again and again. */
export const PROBE_MS = 2_000;

/** Calls asked after in one message. */
const AT_A_TIME = 1_000;

/** Where questions go and answers come, and what they bring to light. */
export interface ProbeSide {
  question(node: string): string;
  answer(count: number): string;
  /** The process is not there any more. */
  lost(node: string): void;
  /** The process does not know of the call, which is named by the subject of its answers. */
  forgotten(reply: string): void;
}

/**
 * Asks the other side of calls that take long whether it still knows of them: the provider whether it serves them, the caller
 * whether it waits for them. NATS forgets messages when a connection breaks, and tells nobody when a process dies.
 */
export class Probes {
  /** The questions under way: the subject of the answer, and who is asked. */
  readonly #asked = new Map<string, string>();
  #count = 0;

  constructor(
    private readonly link: NatsLink,
    private readonly side: ProbeSide,
  ) {}

  /** Asks each process after its calls. */
  ask(calls: ReadonlyMap<string, readonly string[]>): void {
    // Who has not answered until now is asked again.
    this.#asked.clear();
    if (!this.link.connected) return;
    for (const [node, replies] of calls) {
      for (let i = 0; i < replies.length; i += AT_A_TIME) {
        this.#count += 1;
        const reply = this.side.answer(this.#count);
        this.#asked.set(reply, node);
        this.link.connection.publish(this.side.question(node), jsonPayload(replies.slice(i, i + AT_A_TIME)), { reply });
      }
    }
  }

  answered(answer: Msg): void {
    const node = this.#asked.get(answer.subject);
    if (node === undefined) return;
    this.#asked.delete(answer.subject);
    if (isUnheard(answer)) {
      this.side.lost(node);
      return;
    }
    const unknown = jsonValue(answer);
    if (!Array.isArray(unknown)) return;
    for (const reply of unknown) if (typeof reply === 'string') this.side.forgotten(reply);
  }
}

/** Answers the question of the other side: which of the calls are unknown here. */
export function answerProbe(question: Msg, known: { has(reply: string): boolean }): void {
  const replies = jsonValue(question);
  question.respond(jsonPayload(Array.isArray(replies) ? replies.filter((reply) => !known.has(reply)) : []));
}

/** Collects calls by the process to be asked. */
export class LongCalls {
  readonly byNode = new Map<string, string[]>();

  add(node: string, reply: string): void {
    const replies = this.byNode.get(node);
    if (replies) replies.push(reply);
    else this.byNode.set(node, [reply]);
  }
}
