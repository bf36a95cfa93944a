import type { Strategy } from '../configuration/queue-definition.js';
import { type Rank, RankedSet } from './ranked-set.js';
import type { AgentRecord, FreeAgents, Order } from './records.js';

/** The orders of agents that are kept; the other strategies compare what changes with time. */
const ORDERS = {
  'longest-idle': ({ idleRank }) => [idleRank, 0],
  'fewest-contacts': ({ handled, idleRank }) => [handled, idleRank],
  'fewest-open': ({ contacts, idleRank }) => [contacts.size, idleRank],
  'round-robin': ({ offeredRank, order }) => [offeredRank, order],
  linear: ({ order }) => [order, 0],
} satisfies Record<Order, (agent: AgentRecord) => Rank>;

const ORDER_OF: Readonly<Record<Strategy, Order>> = {
  'longest-idle': 'longest-idle',
  'fewest-contacts': 'fewest-contacts',
  'fewest-open': 'fewest-open',
  'round-robin': 'round-robin',
  linear: 'linear',
  'least-occupied': 'longest-idle',
  ranked: 'longest-idle',
  'ring-several': 'longest-idle',
};

/** By which of the orders a strategy goes through the agents of one group, whose ranks in a queue are equal. */
export function orderOf(strategy: Strategy): Order {
  return ORDER_OF[strategy];
}

/** The agents that are free for a channel, in each order that a queue asks for. */
export class OrderedAgents implements FreeAgents {
  readonly #orders = new Map<Order, RankedSet<AgentRecord>>([['longest-idle', new RankedSet(ORDERS['longest-idle'])]]);
  readonly #longestIdle = this.#orders.get('longest-idle') as RankedSet<AgentRecord>;

  get size(): number {
    return this.#longestIdle.size;
  }

  add(agent: AgentRecord): void {
    for (const order of this.#orders.values()) order.add(agent);
  }

  delete(agent: AgentRecord): void {
    for (const order of this.#orders.values()) order.delete(agent);
  }

  /** The longest idle first. */
  ordered(): AgentRecord[] {
    return this.#longestIdle.ordered();
  }

  in(order: Order): RankedSet<AgentRecord> {
    const known = this.#orders.get(order);
    if (known) return known;
    const made = new RankedSet(ORDERS[order]);
    for (const agent of this.#longestIdle) made.add(agent);
    this.#orders.set(order, made);
    return made;
  }
}
