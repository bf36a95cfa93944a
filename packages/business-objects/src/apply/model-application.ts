import type { Stub } from '@caruso/core';
import type { Storage } from '@caruso/storage-manager/contract';
import { AppliedJournal } from '../applied/applied-journal.js';
import { nameChangeOf } from '../applied/applied-step.js';
import { ConvertedColumns } from '../applied/converted-columns.js';
import { GoneNames } from '../applied/gone-names.js';
import { appliedTo } from '../applied/read-applied.js';
import { tableParts } from '../check/table-parts.js';
import { ObjectErrors } from '../errors.js';
import type { Model } from '../model/model.js';
import { splitExtensions } from '../model/split-extensions.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import { ModelPlan } from '../repository/plan/plan-model.js';
import { type Asked, applyList, type Surroundings } from './apply-list.js';
import type { ApplyStep, ReportedStep } from './apply-step.js';
import { carryOutStep } from './carry-out-step.js';
import { ColumnPlaces } from './column-places.js';
import { convertSteps } from './convert-steps.js';
import { type Given, readFills } from './given-defaults.js';
import { historySteps } from './history-steps.js';
import { type Holder, Lease } from './lease.js';
import { MemberNames } from './member-names.js';
import { readAgain } from './read-again.js';
import { type Fills, wantedTables } from './wanted-tables.js';

type Storing = Pick<Stub<typeof Storage>, 'stores' | 'catalogue' | 'define' | 'compare' | 'alter' | 'select' | 'write'>;

export interface ApplyOptions {
  readonly model: Model;
  /** The model as it was: with it, types that are gone can be dropped, and columns go by the names of their attributes. */
  readonly from?: Model | undefined;
  /** What may be lost, by the names of steps, and how much at most: `drop:Customer.fax`. */
  readonly allowed?: Asked['allowed'];
  /** Who applies it, as is kept in the store; by default nobody is named. */
  readonly by?: string;
  readonly now?: () => number;
  /** Values for rows that have none and need one, by `Customer.tier`, as a person writes them. */
  readonly defaults?: Given;
}

/** A step that was carried out. */
export interface DoneStep extends ReportedStep {
  readonly ms: number;
}

export interface Progress {
  /** A step that begins. */
  onStep?(step: ReportedStep): void;
  /** Rows of the step that are done. */
  onRows?(step: ReportedStep, rows: number): void;
}

/** Brings the managed stores of an assembly to what a model asks for. What is left to do is read from them. */
export class ModelApplication {
  readonly #storage: Storing;
  readonly #options: ApplyOptions;
  readonly #plans: readonly ObjectPlan[];
  /** Object types whose tables are the business of other services. */
  readonly #ofOthers: readonly ObjectPlan[];
  readonly #before: readonly ObjectPlan[];
  readonly #fills: Fills;
  readonly #journal: AppliedJournal;

  /** @throws ObjectErrors.NotMapped, ObjectErrors.BadDefault */
  constructor(storage: Storing, options: ApplyOptions) {
    this.#storage = storage;
    this.#options = options;
    const plans = [...new ModelPlan(options.model)];
    this.#plans = plans.filter(({ mapping }) => mapping.owner === undefined);
    this.#ofOthers = plans.filter(({ mapping }) => mapping.owner !== undefined);
    this.#before = options.from === undefined ? [] : [...new ModelPlan(mappedOnly(options.from))];
    this.#journal = new AppliedJournal(storage, options);
    this.#fills = readFills(this.#plans, options.defaults ?? new Map());
  }

  /** All steps that are left, in their order; nothing is changed. @throws ObjectErrors.UnknownStoreOfModel and what a store throws */
  async steps(): Promise<readonly ApplyStep[]> {
    const known = (await this.#storage.stores({})).map(({ name }) => name);
    const steps: ApplyStep[] = [];
    for (const [store, plans] of groupedByStore(this.#plans)) {
      if (!known.includes(store)) throw new ObjectErrors.UnknownStoreOfModel({ store, known });
      for (const managed of [true, false]) {
        const own = plans.filter(({ mapping }) => mapping.managed === managed);
        if (own.length > 0) steps.push(...(await this.#stepsOf(store, own, managed)));
      }
    }
    const { from, model } = this.#options;
    if (from !== undefined) steps.push(...(await historySteps(this.#storage, from, model, this.#asked)));
    const of = (phase: ApplyStep['phase']) => steps.filter((step) => step.phase === phase);
    return [...of('expand'), ...of('switch'), ...of('contract')];
  }

  /**
   * Carries out the steps of a phase that are ready. After an interruption the same call goes on.
   *
   * @throws ObjectErrors.CannotApply when steps are blocked: then nothing was done
   */
  async run(
    phase: ApplyStep['phase'],
    leases: readonly Lease[],
    progress: Progress = {},
  ): Promise<readonly DoneStep[]> {
    const done: DoneStep[] = [];
    const steps = await this.steps();
    refuseBlocked(steps);
    for (const step of steps) {
      if (step.phase !== phase || step.state !== 'ready') continue;
      for (const lease of leases) await lease.renew();
      const { work: _, ...reported } = step;
      progress.onStep?.(reported);
      const began = performance.now();
      await this.#journal.around(step, () =>
        carryOutStep(this.#storage, { ...this.#options, plans: this.#plans }, step, async (rows) => {
          progress.onRows?.(reported, rows);
          for (const lease of leases) await lease.renew();
        }),
      );
      done.push({ ...reported, ms: Math.round(performance.now() - began) });
    }
    return done;
  }

  /**
   * Has the managed stores to itself while `work` runs.
   *
   * @throws ObjectErrors.BeingApplied
   */
  async exclusively<T>(by: Holder, now: () => number, work: (leases: readonly Lease[]) => Promise<T>): Promise<T> {
    const managed = new Set(this.#plans.filter(({ mapping }) => mapping.managed).map(({ mapping }) => mapping.store));
    const kinds = new Map((await this.#storage.stores({})).map(({ name, schema }) => [name, schema]));
    const leases: Lease[] = [];
    try {
      for (const store of [...managed].sort()) {
        if (kinds.get(store) !== 'managed') continue;
        const lease = new Lease(this.#storage, store, by, now);
        await lease.take();
        leases.push(lease);
      }
      return await work(leases);
    } finally {
      for (const lease of leases) await lease.release();
    }
  }

  async #stepsOf(store: string, plans: readonly ObjectPlan[], isMapped: boolean): Promise<readonly ApplyStep[]> {
    const kind = (await this.#storage.stores({})).find(({ name }) => name === store)?.schema;
    const managed = isMapped && kind === 'managed';
    const tables = wantedTables(plans, this.#fills);
    const differences = await this.#storage.compare({ store, tables, gone: managed ? this.#gone(store) : [] });
    const before = this.#before.length === 0 ? undefined : new MemberNames(this.#before);
    const at: Surroundings = { store, managed, names: new MemberNames(this.#plans), before };
    // What else lies in tables of others is their business, whatever the store may do.
    const own = managed
      ? differences
      : differences.filter(({ alteration }) => alteration !== undefined && FOREIGN.has(alteration.do));
    const catalogue = managed ? await this.#storage.catalogue({ store }) : [];
    const converting = await convertSteps(this.#storage, at, this.#asked, catalogue, differences, plans);
    const applied = await appliedTo(this.#storage, store, catalogue);
    const gone = new GoneNames(applied);
    const settled = new Set(converting.map(({ name }) => name.slice(name.indexOf(':') + 1)));
    const again = readAgain(at, new ColumnPlaces(at, catalogue), new ConvertedColumns(applied), plans, settled);
    return [...applyList(own, at, this.#asked).map((step) => comingBack(step, gone)), ...converting, ...again];
  }

  /** Managed tables of the model as it was that this one has not. */
  #gone(store: string): string[] {
    const tablesOf = (plans: readonly ObjectPlan[]) =>
      plans.filter(({ mapping }) => mapping.store === store).flatMap((plan) => tableParts(plan));
    const ours = (plans: readonly ObjectPlan[]) => plans.filter(({ mapping }) => mapping.managed);
    const kept = new Set(
      tablesOf([...ours(this.#plans), ...this.#ofOthers]).flatMap(({ table, was }) =>
        was === undefined ? [table] : [table, was],
      ),
    );
    return [...new Set(tablesOf(ours(this.#before)).map(({ table }) => table))].filter((table) => !kept.has(table));
  }

  get #asked(): Asked {
    return { allowed: this.#options.allowed ?? new Map() };
  }
}

/** Whoever has not meant to bring something back reads that it has gone. */
function comingBack(step: ApplyStep, gone: GoneNames): ApplyStep {
  const change = step.work?.do === 'alter' ? nameChangeOf(step.work.alteration) : undefined;
  const why = change?.did === 'added' ? gone.of(change.table, change.column) : undefined;
  return why === undefined ? step : { ...step, message: `${step.message}; it ${why}, and comes back empty` };
}

const FOREIGN: ReadonlySet<string> = new Set(['createTable', 'addColumn', 'renameTable', 'renameColumn']);

/** @throws ObjectErrors.CannotApply */
export function refuseBlocked(steps: readonly ApplyStep[]): void {
  const blocked = steps.filter(({ state }) => state === 'blocked');
  if (blocked.length === 0) return;
  throw new ObjectErrors.CannotApply({ steps: blocked.map(({ name, message }) => `${name}: ${message}`) });
}

/** Types of an older model that lay nowhere are no matter for stores. */
function mappedOnly(model: Model): Model {
  const objects = [...splitExtensions(model).objects].filter(([, { mapping }]) => mapping !== undefined);
  return { ...model, objects: new Map(objects) };
}

function groupedByStore(plans: readonly ObjectPlan[]): ReadonlyMap<string, readonly ObjectPlan[]> {
  const stores = new Map<string, ObjectPlan[]>();
  for (const plan of plans) stores.set(plan.mapping.store, [...(stores.get(plan.mapping.store) ?? []), plan]);
  return stores;
}
