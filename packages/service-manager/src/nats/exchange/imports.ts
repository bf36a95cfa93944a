import { ImportedService, type ImportTerms } from './imported-service.js';
import { type DirectoryEntry, keyOf } from './statement.js';

/** The services of other processes in the service manager of this one: each once, by its process and its registration there. */
export class Imports {
  readonly #services = new Map<string, { readonly entry: DirectoryEntry; readonly service: ImportedService }>();
  /** Those that are being taken out, by what no second registration may have. */
  readonly #leaving = new Map<string, Promise<void>>();
  readonly #nodes = new Set<string>();
  #suspended: string | undefined;

  constructor(private readonly terms: ImportTerms) {}

  /** Whether what runs there was imported. */
  has(runsIn: string): boolean {
    return this.#nodes.has(runsIn);
  }

  get keys(): readonly string[] {
    return [...this.#services.keys()];
  }

  /** Enters a service, or takes over what has changed about it. */
  set(entry: DirectoryEntry): void {
    const key = keyOf(entry);
    const known = this.#services.get(key);
    if (known) known.service.update(entry);
    this.#nodes.add(entry.node);
    const service = known?.service ?? new ImportedService(this.terms, entry, this.#leaving.get(labelOf(entry)));
    if (!known && this.#suspended !== undefined) service.suspend(this.#suspended);
    this.#services.set(key, { entry, service });
  }

  /** Resolves when the service manager has taken over what was said of a service until now. */
  async settled(key: string): Promise<void> {
    await this.#services.get(key)?.service.settled();
  }

  /** The keys of what runs in a process. */
  of(node: string): readonly string[] {
    return [...this.#services].flatMap(([key, { entry }]) => (entry.node === node ? [key] : []));
  }

  /** A service has left its process. */
  remove(key: string): void {
    const known = this.#services.get(key);
    if (!known) return;
    this.#services.delete(key);
    const label = labelOf(known.entry);
    const left = known.service.remove().finally(() => {
      if (this.#leaving.get(label) !== left) return;
      this.#leaving.delete(label);
      const { node } = known.entry;
      if (this.of(node).length === 0 && ![...this.#leaving.keys()].some((other) => other.startsWith(`${node} `))) {
        this.#nodes.delete(node);
      }
    });
    this.#leaving.set(label, left);
  }

  /** A process has died: its services go, and calls under way to it fail. */
  lose(node: string): void {
    const lost = [...this.#services].filter(([, { entry }]) => entry.node === node);
    // Calls that are made again must not come back here.
    for (const [, { service }] of lost) service.suspend('its process was lost');
    this.terms.caller.failNode(node);
    for (const [key] of lost) this.remove(key);
  }

  /** Lets no calls go to other processes for a reason; without one they do again. */
  suspend(reason: string | undefined): void {
    this.#suspended = reason;
    for (const { service } of this.#services.values()) service.suspend(reason);
  }

  /** Takes all out; resolves when the calls on them have ended. */
  async clear(): Promise<void> {
    for (const key of this.keys) this.remove(key);
    await Promise.all(this.#leaving.values());
  }
}

function labelOf({ node, component, version }: DirectoryEntry): string {
  return `${node} ${component}@${version}`;
}
