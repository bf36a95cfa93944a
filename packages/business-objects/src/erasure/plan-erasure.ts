import type { Entity } from '../contract.js';
import { ObjectErrors } from '../errors.js';
import type { ErasureModel } from '../model/erasure-model.js';
import type { Model, ObjectModel } from '../model/model.js';
import { besideOf } from '../model/split-extensions.js';
import type { ObjectSource } from '../permission/object-source.js';
import type { Repository } from '../repository/repository.js';
import { type AttributeRuling, rulings } from './attribute-rulings.js';
import { retentionEnd } from './retention-end.js';
import type { ValuesInHistory } from './values-in-history.js';

/** What is done to one object; those that belong to another come before it. */
export interface PlannedStep {
  readonly store: string;
  readonly object: string;
  readonly key: string;
  readonly operation: 'delete' | 'change' | 'history';
  /** What is emptied or gets a pseudonym, also before a row is deleted by marking it. */
  readonly attributes: readonly string[];
  /** The attributes whose values go from its history. */
  readonly scrubbed: readonly string[];
  /** How many entries of the history hold such values. */
  readonly history: number;
}

export interface KeptObject {
  readonly object: string;
  readonly key: string;
  readonly attributes: readonly string[];
  readonly reason: string;
  readonly until?: string | undefined;
}

export interface ErasurePlan {
  readonly steps: readonly PlannedStep[];
  readonly kept: readonly KeptObject[];
}

export interface PlanContext {
  readonly source: ObjectSource;
  readonly repository: Repository;
  readonly history: ValuesInHistory;
}

type Erased = ObjectModel & { readonly erasure: ErasureModel };

/**
 * Finds out what has to be erased of a person, as far as it is still there: along the links that the model names, in all stores.
 *
 * @param today ISO date
 */
export async function planErasure(
  model: Model,
  context: PlanContext,
  person: { readonly object: string; readonly key: string },
  today: string,
): Promise<ErasurePlan> {
  const planner = new Planner(model, context, today);
  await planner.visit(person.object, person.key);
  return { steps: planner.steps, kept: planner.kept };
}

class Planner {
  readonly steps: PlannedStep[] = [];
  readonly kept: KeptObject[] = [];
  readonly #model: Model;
  readonly #context: PlanContext;
  readonly #today: string;
  readonly #visited = new Set<string>();

  constructor(model: Model, context: PlanContext, today: string) {
    this.#model = model;
    this.#context = context;
    this.#today = today;
  }

  /** @returns whether something of it, or of what belongs to it, is kept */
  async visit(object: string, key: string, known?: Entity): Promise<boolean> {
    const id = JSON.stringify([object, key]);
    if (this.#visited.has(id)) return false;
    this.#visited.add(id);
    const type = this.#model.objects.get(object);
    if (type?.erasure === undefined) throw new ObjectErrors.NoErasure({ object, persons: erasedTypes(this.#model) });
    const erased = { ...type, erasure: type.erasure };
    const entity = known ?? (await this.#context.source.get(object, key));
    if (entity === null) return this.#gone(erased, key);
    if (this.#isKept(erased, entity)) return true;
    const keepsSome = await this.#belonging(erased, entity);
    await this.#step(erased, entity, keepsSome);
    return keepsSome;
  }

  /** What is left of an object that somebody has deleted. */
  async #gone(type: Erased, key: string): Promise<boolean> {
    await this.#goneBefore(type, key);
    const orphan = type.mapping?.extension && (await this.#context.repository.get(besideOf(type.name), key));
    const scrubbed = [...(type.history ?? [])];
    const history = await this.#context.history.count(type, key, scrubbed);
    if (!orphan && history === 0) return false;
    const operation = orphan ? 'delete' : 'history';
    this.#add(type, key, { operation, attributes: [], scrubbed, history });
    return false;
  }

  #isKept({ erasure, name }: Erased, { key, values }: Entity): boolean {
    const { action, retention } = erasure;
    if (retention === undefined) return false;
    const until = retentionEnd(retention, values);
    if (action !== 'keep' && until !== undefined && until <= this.#today) return false;
    this.kept.push({
      object: name,
      key,
      attributes: [],
      reason: retention.reason,
      ...(until === undefined ? {} : { until }),
    });
    return true;
  }

  /** What belongs to an object is erased before it. */
  async #belonging(type: Erased, { key, values }: Entity): Promise<boolean> {
    let keepsSome = false;
    const { source } = this.#context;
    for (const name of type.erasure.follow) {
      const link = type.links.get(name);
      if (link === undefined) continue;
      const target = source.plan(link.to);
      const to = values[name];
      const linked = link.many
        ? await source.byLink(target, link.inverse ?? '', [key])
        : typeof to === 'string'
          ? await source.byKeys(target, [to])
          : [];
      for (const each of linked) keepsSome = (await this.visit(link.to, each.key, each)) || keepsSome;
    }
    await this.#goneBefore(type, key);
    for (const part of this.#model.objects.values()) {
      if (part.mapping?.partOf !== type.name || part.erasure === undefined) continue;
      keepsSome = (await this.visit(part.name, key)) || keepsSome;
    }
    return keepsSome;
  }

  /** Objects that belonged to it until they were deleted: their histories hold what they were. */
  async #goneBefore(type: Erased, key: string): Promise<void> {
    for (const name of type.erasure.follow) {
      const { to, inverse, many } = type.links.get(name) ?? {};
      const target = to === undefined ? undefined : this.#model.objects.get(to);
      if (!many || inverse === undefined || target?.history?.has(inverse) !== true) continue;
      for (const each of await this.#context.history.keysOfLinked(target, inverse, key)) {
        if ((await this.#context.source.get(target.name, each)) === null) await this.visit(target.name, each);
      }
    }
  }

  async #step(type: Erased, entity: Entity, keepsSome: boolean): Promise<void> {
    const isDeleted = type.erasure.action === 'delete' && !keepsSome;
    const ruled = rulings(this.#context.source.plan(type.name), type.erasure, entity.values, this.#today);
    const changed = ruled.filter(({ changes }) => changes).map(({ name }) => name);
    const marksOnly = type.mapping?.remove !== undefined;
    const scrubbed = [...(type.history ?? [])].filter((name) => isDeleted || isErased(ruled, name));
    const history = await this.#context.history.count(type, entity.key, scrubbed);
    if (!isDeleted || marksOnly) this.#noteKept(type.name, entity.key, ruled, keepsSome);
    if (isDeleted) {
      const attributes = marksOnly ? changed : [];
      this.#add(type, entity.key, { operation: 'delete', attributes, scrubbed, history });
    } else if (changed.length > 0 || history > 0) {
      const operation = changed.length > 0 ? 'change' : 'history';
      this.#add(type, entity.key, { operation, attributes: changed, scrubbed, history });
    }
  }

  #noteKept(object: string, key: string, ruled: readonly AttributeRuling[], keepsSome: boolean): void {
    const reasons = new Map<string, AttributeRuling[]>();
    for (const each of ruled) {
      if (each.reason === undefined || each.reason === '') continue;
      const why = JSON.stringify([each.reason, each.until]);
      reasons.set(why, [...(reasons.get(why) ?? []), each]);
    }
    for (const [first, ...more] of reasons.values()) {
      if (first?.reason === undefined) continue;
      const attributes = [first, ...more].map(({ name }) => name);
      const { reason, until } = first;
      this.kept.push({ object, key, attributes, reason, ...(until === undefined ? {} : { until }) });
    }
    const { erasure } = this.#model.objects.get(object) ?? {};
    if (keepsSome && erasure?.action === 'delete')
      this.kept.push({ object, key, attributes: [], reason: 'the row itself, because what belongs to it is kept' });
  }

  #add(type: Erased, key: string, step: Omit<PlannedStep, 'store' | 'object' | 'key'>): void {
    this.steps.push({ store: type.mapping?.store ?? '', object: type.name, key, ...step });
  }
}

const isErased = (ruled: readonly AttributeRuling[], name: string) =>
  ruled.some((each) => each.name === name && each.what !== 'keep');

/** The object types of which the model says what happens when they are erased. */
export function erasedTypes(model: Model): readonly string[] {
  return [...model.objects.values()].filter(({ erasure }) => erasure !== undefined).map(({ name }) => name);
}
