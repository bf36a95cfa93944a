import type { Msg } from '@nats-io/transport-node';
import type { NatsLink } from './nats-link.js';
import { isUnheard } from './wire-error.js';

/**
 * Finds out whether the processes whose calls take long still wait for them: a process that died cannot cancel its calls, and
 * NATS tells nobody. Each is sent a message that it ignores; when nobody subscribes to it, NATS says so.
 */
export class CallerProbes {
  /** Whose absence a message to these subjects tells. */
  readonly #asked = new Map<string, string>();
  #count = 0;

  constructor(
    private readonly link: NatsLink,
    private readonly lost: (node: string) => void,
  ) {}

  ask(nodes: ReadonlySet<string>): void {
    this.#asked.clear();
    const { subjects, node: own, connection } = this.link;
    for (const node of nodes) {
      this.#count += 1;
      const reply = subjects.control(own, `unheard-${this.#count}`);
      this.#asked.set(reply, node);
      connection.publish(`${subjects.replyPrefix(node, '')}alive`, new Uint8Array(0), { reply });
    }
  }

  answered(answer: Msg): void {
    const node = this.#asked.get(answer.subject);
    if (node === undefined || !isUnheard(answer)) return;
    this.#asked.delete(answer.subject);
    this.lost(node);
  }
}
