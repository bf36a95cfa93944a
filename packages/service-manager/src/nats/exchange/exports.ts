import type { ServiceRecord } from '../../registry/service-record.js';
import type { ExportTerms } from './export-terms.js';
import { ExportedService } from './exported-service.js';

/** Offers the services of the manager of this process to others, and follows what becomes of them. */
export class Exports {
  readonly #services = new Map<string, ExportedService>();
  #unfollow: (() => void) | undefined;

  constructor(private readonly terms: ExportTerms) {}

  /** Offers what is there, and what comes. */
  open(): void {
    this.#unfollow = this.terms.manager.follow({
      changed: (record) => this.#set(record),
      removed: ({ id }) => this.#remove(id),
    });
  }

  /** Resolves when what a registration provides can be called by other processes; rejects when it cannot be offered. */
  async offered(id: string): Promise<void> {
    await this.#services.get(id)?.settled();
  }

  /** Offers nothing any more; resolves when the last calls have been answered. */
  async close(): Promise<void> {
    this.#unfollow?.();
    const services = [...this.#services.values()];
    this.#services.clear();
    await Promise.all(services.map((service) => service.remove()));
  }

  /** A component is offered from the first time on that it takes calls. */
  #set(record: ServiceRecord): void {
    const { provides, runsIn = 'inline' } = record.component;
    const known = this.#services.get(record.id);
    if (known) known.update();
    else if (provides.length > 0 && record.available && this.terms.offers(runsIn)) {
      this.#services.set(record.id, new ExportedService(this.terms, record));
    }
  }

  #remove(id: string): void {
    const known = this.#services.get(id);
    if (!known) return;
    this.#services.delete(id);
    void known.remove();
  }
}
