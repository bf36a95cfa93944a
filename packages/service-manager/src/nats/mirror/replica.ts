import type { Log } from '../../log.js';
import type { ContractLibrary } from '../exchange/contract-library.js';
import type { Imports } from '../exchange/imports.js';
import { type Change, NumberedChange } from '../exchange/protocol.js';
import { type DirectoryEntry, keyOf } from '../exchange/statement.js';
import type { HubClient } from './hub-client.js';

/** What surrounds a replica. */
export interface ReplicaTerms {
  readonly hub: HubClient;
  readonly imports: Imports;
  readonly library: ContractLibrary;
  readonly log: Log;
  /** This process, whose own services are not imported. */
  readonly node: string;
  /** A process has died, perhaps this one in the eyes of the hub. */
  lost(node: string): void;
}

/**
 * What this process knows of the hub's directory. Changes are numbered: when one is missing, a snapshot is taken. After a start
 * of the hub, what it does not know yet is kept for a while, because the processes are only just stating it.
 */
export class Replica {
  #epoch = '';
  #number = 0;
  /** Changes that came while a snapshot was being taken. */
  #meanwhile: NumberedChange[] | undefined;
  #unconfirmed = new Set<string>();
  /** Changes are confirmed in their order. */
  #confirming: Promise<void> = Promise.resolve();

  constructor(private readonly terms: ReplicaTerms) {}

  /** Whether this is the state of the directory after the change of that number. */
  isAt(epoch: string, number: number): boolean {
    return this.#meanwhile !== undefined || (this.#epoch === epoch && this.#number === number);
  }

  /** Takes over a change; false when one before it is missing. */
  receive(raw: unknown): boolean {
    const read = NumberedChange.safeParse(raw);
    if (!read.success) {
      this.terms.log.error('The hub has sent what cannot be read', read.error);
      return true;
    }
    if (this.#meanwhile) {
      this.#meanwhile.push(read.data);
      return true;
    }
    return this.#follow(read.data);
  }

  /**
   * Takes a snapshot; changes that come meanwhile are taken over after it. Returns whether all is complete then.
   *
   * @param hub the process of the hub
   */
  async refresh(hub: string): Promise<boolean> {
    this.#meanwhile = [];
    try {
      const entries: DirectoryEntry[] = [];
      let [epoch, number] = ['', 0];
      for await (const part of this.terms.hub.snapshot(hub)) {
        if (part.kind === 'begin') [epoch, number] = [part.epoch, part.number];
        else if (part.kind === 'entry') entries.push(part.entry);
        else this.#apply(part);
      }
      this.#takeOver(entries, epoch !== this.#epoch);
      [this.#epoch, this.#number] = [epoch, number];
      const meanwhile = this.#meanwhile;
      this.#meanwhile = undefined;
      this.#confirm(entries.map(keyOf));
      return meanwhile.every((change) => this.#follow(change));
    } finally {
      this.#meanwhile = undefined;
    }
  }

  /** The time is over for processes to state again what the hub, which had started anew, did not know. */
  dropUnconfirmed(): void {
    const { imports } = this.terms;
    const nodes = new Set([...this.#unconfirmed].map((key) => key.slice(0, key.lastIndexOf('/'))));
    for (const node of nodes) {
      if (imports.of(node).every((key) => this.#unconfirmed.has(key))) this.terms.lost(node);
    }
    for (const key of this.#unconfirmed) imports.remove(key);
    this.#unconfirmed.clear();
  }

  #follow({ epoch, number, change, confirm }: NumberedChange): boolean {
    if (epoch !== this.#epoch) return false;
    if (number <= this.#number) return true;
    if (number > this.#number + 1) return false;
    this.#number = number;
    this.#apply(change);
    if (confirm && change.kind === 'entry') this.#confirm([keyOf(change.entry)]);
    return true;
  }

  /** Tells the hub once the services can be found here. */
  #confirm(keys: readonly string[]): void {
    const [epoch, number] = [this.#epoch, this.#number];
    this.#confirming = this.#confirming.then(async () => {
      await Promise.all(keys.map((key) => this.terms.imports.settled(key)));
      this.terms.hub.seen(epoch, number);
    });
  }

  #takeOver(entries: readonly DirectoryEntry[], anew: boolean): void {
    const { imports } = this.terms;
    const present = new Set(entries.map(keyOf));
    const missing = imports.keys.filter((key) => !present.has(key));
    if (anew) this.#unconfirmed = new Set(missing);
    else for (const key of missing) if (!this.#unconfirmed.has(key)) imports.remove(key);
    for (const entry of entries) this.#apply({ kind: 'entry', entry });
  }

  #apply(change: Change): void {
    const { imports, library, log, node } = this.terms;
    switch (change.kind) {
      case 'contract':
        try {
          library.add(change.text);
        } catch (problem) {
          log.error('The document of a contract cannot be read', problem);
        }
        break;
      case 'entry':
        this.#unconfirmed.delete(keyOf(change.entry));
        if (change.entry.node !== node) imports.set(change.entry);
        break;
      case 'gone':
        imports.remove(keyOf(change));
        break;
      case 'lost':
        this.terms.lost(change.node);
        break;
    }
  }
}
