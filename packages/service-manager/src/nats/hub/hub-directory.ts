import { ContractLibrary } from '../exchange/contract-library.js';
import type { Change, SnapshotPart } from '../exchange/protocol.js';
import { type DirectoryEntry, keyOf } from '../exchange/statement.js';
import { userOf } from '../subjects.js';
import type { Grants } from './grants.js';

/** What a user has been told, and how many times. */
interface Feed {
  number: number;
  /** The processes of the user that listen. */
  readonly nodes: Set<string>;
  /** The documents that all of them have. */
  readonly documents: Set<string>;
}

/**
 * Who provides what, in which process, and who may know it. Each user is told what its grants let it see, in numbered changes;
 * a user that misses one takes a snapshot. Does no input or output of its own.
 */
export class HubDirectory {
  readonly library = new ContractLibrary();
  readonly #entries = new Map<string, DirectoryEntry>();
  readonly #feeds = new Map<string, Feed>();

  constructor(
    private readonly grants: Grants,
    private readonly publish: (user: string, number: number, change: Change) => void,
  ) {}

  get entries(): Iterable<DirectoryEntry> {
    return this.#entries.values();
  }

  get(key: string): DirectoryEntry | undefined {
    return this.#entries.get(key);
  }

  /** A process of a user listens from now on. */
  join(node: string): void {
    const user = userOf(node);
    const feed = this.#feeds.get(user) ?? { number: 0, nodes: new Set(), documents: new Set() };
    this.#feeds.set(user, feed);
    feed.nodes.add(node);
    feed.documents.clear();
  }

  /** A process does not listen any more. */
  part(node: string): void {
    const user = userOf(node);
    const feed = this.#feeds.get(user);
    feed?.nodes.delete(node);
    if (feed?.nodes.size === 0) this.#feeds.delete(user);
  }

  /** The number of the last change a user was told. */
  number(user: string): number {
    return this.#feeds.get(user)?.number ?? 0;
  }

  /**
   * Enters what a process provides, or what has changed about it. The documents of its contracts are in the library. Returns the
   * processes that are told, each with the number of the change.
   */
  set(entry: DirectoryEntry): ReadonlyMap<string, number> {
    const before = this.#entries.get(keyOf(entry));
    this.#entries.set(keyOf(entry), entry);
    const told = new Map<string, number>();
    for (const [user, feed] of this.#feeds) {
      const shown = this.#visible(user, entry);
      if (shown) this.#show(user, feed, shown);
      else if (before && this.#visible(user, before)) this.#hide(user, feed, entry);
      else continue;
      for (const node of feed.nodes) told.set(node, feed.number);
    }
    return told;
  }

  remove(node: string, id: string): void {
    const entry = this.#entries.get(keyOf({ node, id }));
    if (!entry) return;
    this.#entries.delete(keyOf(entry));
    for (const [user, feed] of this.#feeds) if (this.#visible(user, entry)) this.#hide(user, feed, entry);
  }

  /** A process has died: its entries go, and everybody hears it, because calls to it or from it may be under way. */
  lose(node: string): void {
    this.part(node);
    for (const entry of this.of(node)) this.#entries.delete(keyOf(entry));
    for (const [user, feed] of this.#feeds) this.#tell(user, feed, { kind: 'lost', node });
  }

  /** What a process provides. */
  of(node: string): readonly DirectoryEntry[] {
    return [...this.#entries.values()].filter((entry) => entry.node === node);
  }

  /** All a user may see, as of the number it begins with. */
  snapshot(user: string, epoch: string): readonly SnapshotPart[] {
    const entries = [...this.#entries.values()].flatMap((entry) => this.#visible(user, entry) ?? []);
    const digests = new Set(entries.flatMap(({ contracts }) => contracts.map(({ digest }) => digest)));
    return [
      { kind: 'begin', epoch, number: this.number(user) },
      ...[...digests].map((digest) => this.#document(digest)),
      ...entries.map((entry) => ({ kind: 'entry' as const, entry })),
    ];
  }

  #show(user: string, feed: Feed, entry: DirectoryEntry): void {
    for (const { digest } of entry.contracts) {
      if (feed.documents.has(digest)) continue;
      feed.documents.add(digest);
      this.#tell(user, feed, this.#document(digest));
    }
    this.#tell(user, feed, { kind: 'entry', entry });
  }

  #hide(user: string, feed: Feed, { node, id }: DirectoryEntry): void {
    this.#tell(user, feed, { kind: 'gone', node, id });
  }

  /** An entry with those of its contracts that a user may call. */
  #visible(user: string, entry: DirectoryEntry): DirectoryEntry | undefined {
    const contracts = entry.contracts.filter(({ name }) => this.grants.mayCall(user, name));
    return contracts.length === 0 ? undefined : { ...entry, contracts };
  }

  #document(digest: string): Change {
    return { kind: 'contract', digest, text: this.library.text(digest) ?? '' };
  }

  #tell(user: string, feed: Feed, change: Change): void {
    feed.number += 1;
    this.publish(user, feed.number, change);
  }
}
