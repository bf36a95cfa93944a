import type { Msg } from '@nats-io/transport-node';
import { jsonPayload, jsonValue } from './json-payload.js';
import type { NatsLink } from './nats-link.js';
import { isUnheard } from './wire-error.js';

/** Calls asked after in one message. */
const AT_A_TIME = 1_000;

/** What becomes known by asking. */
export interface ProbeFindings {
  /** The process is not there any more. */
  lost(node: string): void;
  /** The process does not know the call: its answer was lost, or the request never came. */
  forgotten(reply: string): void;
}

/**
 * Asks processes whether they still serve the calls that have been waiting for long. NATS forgets answers when a connection
 * breaks, and tells nobody when a process dies.
 */
export class Probes {
  /** The questions under way: the subject of the answer, and who is asked. */
  readonly #asked = new Map<string, string>();
  readonly #prefix: string;
  #count = 0;

  constructor(
    private readonly link: NatsLink,
    private readonly findings: ProbeFindings,
  ) {
    this.#prefix = link.subjects.replyPrefix(link.node, '');
  }

  /** Asks each process after its calls, which are named by the subjects of their answers. */
  ask(calls: ReadonlyMap<string, readonly string[]>): void {
    // Who has not answered until now is asked again.
    this.#asked.clear();
    for (const [node, replies] of calls) {
      const subject = this.link.subjects.control(node, 'probe');
      for (let i = 0; i < replies.length; i += AT_A_TIME) {
        this.#count += 1;
        const reply = `${this.#prefix}${this.#count}`;
        this.#asked.set(reply, node);
        this.link.connection.publish(subject, jsonPayload(replies.slice(i, i + AT_A_TIME)), { reply });
      }
    }
  }

  /** An answer that is none to a call. */
  answered(answer: Msg): void {
    const node = this.#asked.get(answer.subject);
    if (node === undefined) return;
    this.#asked.delete(answer.subject);
    if (isUnheard(answer)) {
      this.findings.lost(node);
      return;
    }
    const unknown = jsonValue(answer);
    if (!Array.isArray(unknown)) return;
    for (const reply of unknown) if (typeof reply === 'string') this.findings.forgotten(reply);
  }
}
