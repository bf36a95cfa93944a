import type { CarusoError } from '@caruso/core';
import type { Entity } from '../contract.js';
import { ObjectErrors, type Violation } from '../errors.js';
import type { Action } from '../model/permissions.js';
import { presetsOf } from '../model/presets-of.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import { conflictWith } from '../repository/write/conflict-with.js';
import { holds } from './holds.js';
import type { Granted } from './object-rights.js';
import type { ObjectSource } from './object-source.js';
import type { Rights } from './permitted-search.js';
import type { Sight } from './sight.js';

type Given = Readonly<Record<string, unknown>>;
/** Whether an object is created together with others. */
export type IsNew = (object: string, key: string) => boolean;

/** What an actor may write. */
export class WriteChecks {
  readonly #repository: ObjectSource;
  readonly #rights: Rights;
  readonly #sight: Sight;

  constructor(repository: ObjectSource, rights: Rights, sight: Sight) {
    this.#repository = repository;
    this.#rights = rights;
    this.#sight = sight;
  }

  /** The object as it is, if the actor may change it so. */
  async update(object: string, key: string, version: string, changes: Given, isNew?: IsNew): Promise<Entity> {
    const current = await this.#expect(object, key, version);
    await this.change(object, current, changes, isNew);
    return current;
  }

  async change(object: string, current: Entity, changes: Given, isNew?: IsNew): Promise<void> {
    const grants = this.grantsTo(object, 'change');
    if (grants !== undefined) {
      const before = await this.#sight.holding(object, grants, current.values);
      if (before.length === 0) throw this.notOf(object, 'change');
      const fixed = others(this.#repository.plan(object), changes, (name) =>
        before.some(({ changeable }) => changeable.has(name)),
      );
      refuse(this.#rights, object, 'change', fixed);
      await this.#requireAfter(object, 'change', grants, { ...current.values, ...defined(changes) });
    }
    await this.#checkLinks(object, [changes], current.values, isNew);
  }

  /** The object as it is, if the actor may delete it. */
  async deletion(object: string, key: string, version: string): Promise<Entity> {
    const current = await this.#expect(object, key, version);
    const grants = this.grantsTo(object, 'delete');
    if (grants !== undefined && (await this.#sight.holding(object, grants, current.values)).length === 0) {
      throw this.notOf(object, 'delete');
    }
    return current;
  }

  async creation(object: string, items: readonly Given[], isNew?: IsNew): Promise<void> {
    const plan = this.#repository.plan(object);
    const grants = this.grantsTo(object, 'create');
    for (const given of grants === undefined ? [] : items) {
      const own = await this.#requireAfter(object, 'create', grants ?? [], withPresets(plan, given));
      const hidden = others(plan, given, (name) => own.some(({ seen }) => seen.has(name)));
      refuse(this.#rights, object, 'create', hidden);
    }
    await this.#checkLinks(object, items, {}, isNew);
  }

  /** The grants that let the actor do something; undefined when everybody may. */
  grantsTo(object: string, action: Action): readonly Granted[] | undefined {
    const grants = this.#rights.of(object)?.grants(action);
    if (grants?.length === 0)
      throw new ObjectErrors.NotPermitted({ object, operation: action, roles: this.#rights.roles });
    return grants;
  }

  /** The object that is to be changed, if it is as the actor saw it. @throws ObjectErrors.Conflict */
  async #expect(object: string, key: string, version: string): Promise<Entity> {
    const entity = await this.#sight.read(object, key);
    const shown = await this.#sight.shownAlone(object, entity);
    if (entity !== null && shown?.version === version) return entity;
    throw conflictWith(object, key, version, shown);
  }

  /** What is written must be within the grants, too, and must not get out of the actor's sight. */
  async #requireAfter(object: string, action: Action, grants: readonly Granted[], values: Given) {
    const own = await this.#sight.holding(object, grants, values);
    const rows = this.#rights.of(object)?.rows;
    const isInSight = rows === undefined || (await holds(this.#repository, object, rows, values));
    if (own.length === 0 || !isInSight) throw this.notOf(object, action);
    return own;
  }

  /** The refusal of what is permitted for some objects of the type, and not for this one. */
  notOf(object: string, operation: string): CarusoError {
    return new ObjectErrors.NotPermitted({ object, operation, roles: this.#rights.roles, some: true });
  }

  /** A link may lead only to what the actor may read: others are, for him, not there. */
  async #checkLinks(
    object: string,
    items: readonly Given[],
    current: Given,
    isNew: IsNew = () => false,
  ): Promise<void> {
    const violations: Violation[] = [];
    for (const { name, many, to } of this.#repository.plan(object).model.links.values()) {
      if (many || this.#rights.of(to) === undefined) continue;
      const asked = items.map((given) => (given[name] === current[name] ? null : (given[name] ?? null)));
      const keys = [...new Set(asked.flatMap((key) => (key === null ? [] : [String(key)])))];
      if (keys.length === 0) continue;
      const known = await this.#sight.known(to, keys);
      for (const [index, key] of asked.entries()) {
        if (key === null || known.has(String(key)) || isNew(to, String(key))) continue;
        const violation = { attribute: name, rule: 'link', value: key, message: `leads to no ${to}` };
        violations.push(items.length === 1 ? violation : { ...violation, index });
      }
    }
    if (violations.length > 0) throw new ObjectErrors.Invalid({ object, violations });
  }
}

/** @throws ObjectErrors.NotPermitted when there are members that the actor may not write */
function refuse({ roles }: Rights, object: string, operation: string, members: readonly string[]): void {
  if (members.length > 0) throw new ObjectErrors.NotPermitted({ object, operation, members, roles });
}

const defined = (given: Given): Given =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

/** Members of the object that are given and not allowed; what the model does not have is reported as that elsewhere. */
function others(plan: ObjectPlan, given: Given, isAllowed: (name: string) => boolean): readonly string[] {
  const { attributes, links } = plan.model;
  const known = Object.keys(defined(given)).filter((name) => attributes.has(name) || links.has(name));
  return known.filter((name) => !isAllowed(name));
}

/** What a new object will hold of what rules may ask. */
function withPresets({ model }: ObjectPlan, given: Given): Given {
  return { ...presetsOf(model), ...defined(given) };
}
