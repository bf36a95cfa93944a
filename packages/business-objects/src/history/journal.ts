import { type Actor, newId } from '@caruso/core';
import type { Statement, StatementResult } from '@caruso/storage-manager/contract';
import type { Model, ObjectModel } from '../model/model.js';
import type { CheckEnvironment } from '../repository/plan/check-environment.js';
import type { Repository } from '../repository/repository.js';
import type { PreparedWrite } from '../repository/write/prepared-write.js';
import { type Draft, draftsOf } from './drafts-of.js';
import { changeState, type EntryState, insertEntries, insertTaking, type NewEntry, ofChange } from './history-entry.js';
import { type UnsettledContext, UnsettledEntries } from './unsettled-entries.js';
import { historyStoreOf } from './where-kept.js';

/** Who writes: an actor, or the system itself, and through which component. */
export interface Author {
  readonly actor?: Actor | undefined;
  readonly caller: string;
}

export interface JournalContext extends UnsettledContext {
  readonly repository: Repository;
  readonly zone: string;
}

/** An entry, and which statement makes its key where the database does. */
interface Planned {
  readonly entry: NewEntry;
  readonly from: number | undefined;
}

/** Writes down who changed what, together with the change. */
export class Journal {
  readonly unsettled: UnsettledEntries;
  readonly #model: Model;
  readonly #context: JournalContext;

  constructor(model: Model, context: JournalContext) {
    this.#model = model;
    this.#context = context;
    this.unsettled = new UnsettledEntries(context);
  }

  /** The object type, if it keeps a history. */
  keeping(object: string): (ObjectModel & { readonly history: ReadonlySet<string> }) | undefined {
    const found = this.#model.objects.get(object);
    return found?.history === undefined ? undefined : { ...found, history: found.history };
  }

  /** Whether rows of an object that keeps none hold parts that do. */
  hasKeptParts(object: string): boolean {
    if (this.#model.objects.get(object)?.mapping?.extension !== undefined) return false;
    return [...this.#model.objects.values()].some(({ history, mapping }) => history && mapping?.partOf === object);
  }

  get environment(): CheckEnvironment {
    return { now: this.#context.clock.now(), zone: this.#context.zone };
  }

  entry(author: Author, change: string, draft: Draft, state: EntryState = 'done'): NewEntry {
    const { actor, caller } = author;
    const at = new Date(this.#context.clock.now()).toISOString();
    return { ...draft, id: newId(), change, at, actor: actor?.id, roles: actor?.roles ?? [], caller, state };
  }

  /**
   * Carries out writes of one store, and what histories hold of them: in the same transaction, where they lie there, too.
   *
   * @param more statements of the same transaction, behind the others
   */
  async carryOut(
    author: Author,
    store: string,
    writes: readonly PreparedWrite[],
    more: readonly Statement[] = [],
    change = newId(),
  ): Promise<readonly StatementResult[]> {
    const planned = await this.#plan(author, change, writes);
    const statements = [...writes.flatMap((write) => write.statements), ...more];
    return this.#write(store, statements, planned);
  }

  /** Carries out statements that create objects, whose keys are known. */
  createTogether(author: Author, store: string, statements: readonly Statement[], drafts: readonly Draft[]) {
    const change = newId();
    const planned = drafts.map((draft) => ({ entry: this.entry(author, change, draft), from: undefined }));
    return this.#write(store, statements, planned);
  }

  /**
   * What is written in the system store, and in the other one, for writes that the outbox carries to another store.
   *
   * @param part the id of the outbox's part, by which its histories are known again
   */
  async ofPart(
    author: Author,
    part: string,
    store: string,
    writes: readonly PreparedWrite[],
  ): Promise<{ system: readonly Statement[]; there: readonly Statement[] }> {
    const planned = await this.#plan(author, part, writes);
    const isThere = ({ entry }: Planned) => this.#storeOf(entry.object) === store;
    const there = planned.filter(isThere).map(({ entry }) => entry);
    const waiting = planned
      .filter((each) => !isThere(each))
      .map(({ entry }) => ({ ...entry, state: 'waiting' as const }));
    return { system: insertEntries(waiting), there: insertEntries(there) };
  }

  /** What is written when the outbox has carried a part to its store. */
  partDone(part: string): readonly Statement[] {
    return [changeState(ofChange(part), 'waiting', 'done')];
  }

  async #plan(author: Author, change: string, writes: readonly PreparedWrite[]): Promise<readonly Planned[]> {
    const planned: Planned[] = [];
    let at = 0;
    for (const write of writes) {
      for (const draft of await draftsOf(this.#model, this.#context.repository, write)) {
        const from = write.generated === undefined || draft.object !== write.plan.name ? undefined : at;
        planned.push({ entry: this.entry(author, change, draft), from });
      }
      at += write.statements.length;
    }
    return planned;
  }

  #write(
    store: string,
    statements: readonly Statement[],
    planned: readonly Planned[],
  ): Promise<readonly StatementResult[]> {
    const { storage } = this.#context;
    const here = planned.filter(({ entry }) => this.#storeOf(entry.object) === store);
    const elsewhere = planned.filter((each) => !here.includes(each));
    const known = here.filter(({ from }) => from === undefined).map(({ entry }) => entry);
    const taking = here.flatMap(({ entry, from }) => (from === undefined ? [] : [insertTaking(entry, from)]));
    const all = [...statements, ...insertEntries(known), ...taking];
    return this.unsettled.around(
      elsewhere.map(({ entry }) => entry),
      () => storage.write({ store, statements: all }),
      (results) => madeKeys(elsewhere, results),
    );
  }

  #storeOf(object: string): string | undefined {
    const type = this.#model.objects.get(object);
    return type && historyStoreOf(type);
  }
}

function madeKeys(planned: readonly Planned[], results: readonly StatementResult[]): ReadonlyMap<string, string> {
  const made = planned.flatMap(({ entry, from }) =>
    from === undefined ? [] : [[entry.id, String(results[from]?.generated)] as const],
  );
  return new Map(made);
}
