import type { ServiceEntry } from '../../model/service-entry.js';
import type { Watch } from '../../model/watch.js';
import type { ExportTerms } from './export-terms.js';
import { ExportedService } from './exported-service.js';

/** Offers the services of the manager of this process to others, and follows what becomes of them. */
export class Exports {
  readonly #services = new Map<string, ExportedService>();
  #watch: Watch | undefined;

  constructor(private readonly terms: ExportTerms) {}

  /** Offers what is there, and what comes. */
  open(): void {
    this.#watch = this.terms.manager.watch({}, ({ kind, entry }) => {
      if (!this.terms.offers(entry)) return;
      if (kind === 'removed') this.#remove(entry.id);
      else this.#set(entry);
    });
  }

  /** Resolves when what a registration provides can be called by other processes; rejects when it cannot be offered. */
  async offered(id: string): Promise<void> {
    await this.#services.get(id)?.settled();
  }

  /** Offers nothing any more; resolves when the last calls have been answered. */
  async close(): Promise<void> {
    this.#watch?.close();
    const services = [...this.#services.values()];
    this.#services.clear();
    await Promise.all(services.map((service) => service.remove()));
  }

  #set(entry: ServiceEntry): void {
    const { provides } = this.terms.manager.componentOf(entry.id);
    if (provides.length === 0) return;
    const known = this.#services.get(entry.id);
    if (known) known.update(entry);
    else this.#services.set(entry.id, new ExportedService(this.terms, entry));
  }

  #remove(id: string): void {
    const known = this.#services.get(id);
    if (!known) return;
    this.#services.delete(id);
    void known.remove();
  }
}
