import { type Clock, newId } from '@caruso/core';
import type { Log } from '@caruso/service-manager';
import type { OrderOutcome, ServiceOrder } from '../api-types.js';
import { answerTo } from '../http/error-answer.js';

/** So many are remembered; the oldest are forgotten. */
const REMEMBERED = 50;

/** What an administrator asks for. */
export type OrderRequest = Pick<ServiceOrder, 'kind' | 'service' | 'component' | 'module' | 'watchedMs' | 'by'>;

/**
 * Replacements and drains that administrators have asked for. They may take longer than a request is waited for, so they are
 * begun and then watched; what came of them stays to be read until the front office is started again.
 */
export class ServiceOrders {
  readonly #listeners = new Set<() => void>();
  readonly #orders = new Map<string, ServiceOrder>();

  constructor(
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** All that are remembered, the newest first. */
  list(): readonly ServiceOrder[] {
    return [...this.#orders.values()].reverse();
  }

  /**
   * Tells `listener` whenever one has begun or ended.
   *
   * @returns ends that
   */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Begins one, and notes its outcome when it has ended. */
  begin(request: OrderRequest, carryOut: () => Promise<OrderOutcome>): ServiceOrder {
    const order: ServiceOrder = { ...request, id: newId(), startedAt: this.clock.now(), state: 'running' };
    this.#note(order);
    carryOut().then(
      (outcome) => this.#note({ ...order, ...outcome, state: 'done', endedAt: this.clock.now() }),
      (thrown: unknown) => {
        const { message } = answerTo(thrown, this.log, 'administrator').body.error;
        this.#note({ ...order, state: 'failed', problem: message, endedAt: this.clock.now() });
      },
    );
    const [oldest] = this.#orders.keys();
    if (this.#orders.size > REMEMBERED && oldest !== undefined) this.#orders.delete(oldest);
    return order;
  }

  #note(order: ServiceOrder): void {
    this.#orders.set(order.id, order);
    for (const listener of this.#listeners) listener();
  }
}
