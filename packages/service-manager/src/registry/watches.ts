import type { ServiceEntry } from '../model/service-entry.js';
import type { ServiceChange, Watch, WatchFilter } from '../model/watch.js';

type Listener = (change: ServiceChange) => void;

interface Notice {
  readonly id: string;
  readonly entry: ServiceEntry | undefined;
}

/** One watch: knows which registrations it has told of, so that each change is told once and as what it is. */
class OpenWatch implements Watch {
  readonly #told = new Map<string, ServiceEntry>();
  #open = true;

  constructor(
    private readonly filter: WatchFilter,
    private readonly listener: Listener,
    private readonly failed: (thrown: unknown) => void,
    private readonly closed: (watch: OpenWatch) => void,
  ) {}

  hear({ id, entry }: Notice): void {
    if (!this.#open) return;
    const before = this.#told.get(id);
    const now = entry && matches(entry, this.filter) ? entry : undefined;
    if (now) this.#told.set(id, now);
    else this.#told.delete(id);
    if (now) this.#tell({ kind: before ? 'changed' : 'added', entry: now });
    else if (before) this.#tell({ kind: 'removed', entry: entry ?? before });
  }

  close(): void {
    this.#open = false;
    this.closed(this);
  }

  #tell(change: ServiceChange): void {
    try {
      this.listener(change);
    } catch (thrown) {
      this.failed(thrown);
    }
  }
}

/**
 * Tells listeners of changes in the registry. What a listener changes itself is told after what is being told, so that all hear
 * the same changes in the same order.
 */
export class Watches {
  readonly #watches = new Set<OpenWatch>();
  readonly #queue: { readonly notice: Notice; readonly to: readonly OpenWatch[] }[] = [];
  #telling = false;

  constructor(private readonly failed: (thrown: unknown) => void) {}

  get size(): number {
    return this.#watches.size;
  }

  /** Opens a watch, which first hears of all that is there. */
  open(filter: WatchFilter, listener: Listener, present: readonly ServiceEntry[]): Watch {
    const watch = new OpenWatch(filter, listener, this.failed, (closed) => this.#watches.delete(closed));
    this.#watches.add(watch);
    for (const entry of present) this.#queue.push({ notice: { id: entry.id, entry }, to: [watch] });
    this.#tellAll();
    return watch;
  }

  /** Tells that a registration has changed, or (without an entry) that it has gone. */
  notify(id: string, entry: ServiceEntry | undefined): void {
    if (this.#watches.size === 0) return;
    this.#queue.push({ notice: { id, entry }, to: [...this.#watches] });
    this.#tellAll();
  }

  #tellAll(): void {
    if (this.#telling) return;
    this.#telling = true;
    try {
      for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
        for (const watch of next.to) watch.hear(next.notice);
      }
    } finally {
      this.#telling = false;
    }
  }
}

export function matches(entry: ServiceEntry, { contract, component, properties, available }: WatchFilter): boolean {
  if (contract !== undefined && !entry.contracts.some(({ name }) => name === contract)) return false;
  if (component !== undefined && entry.component !== component) return false;
  if (available && entry.state !== 'active' && entry.state !== 'unhealthy') return false;
  return Object.entries(properties ?? {}).every(
    ([name, value]) => value === undefined || entry.properties[name] === value,
  );
}
