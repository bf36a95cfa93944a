import type { Actor } from '@caruso/core';
import type { Change, ChangeResult, Entity, ObjectType } from '../contract.js';
import { ObjectErrors } from '../errors.js';
import type { Author } from '../history/journal.js';
import type { HistoryView } from '../history/read-history.js';
import type { MergeRights } from '../merge/plan-merge.js';
import { describeObject } from '../model/describe.js';
import type { Model } from '../model/model.js';
import type { Action, ActorValues } from '../model/permissions.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import { describePermitted } from './describe-permitted.js';
import { ALL_MERGES, MergePermission } from './merge-permission.js';
import { ObjectRights } from './object-rights.js';
import type { ObjectOperations, ObjectSource } from './object-source.js';
import { PermittedObjects } from './permitted-objects.js';
import { notRead, type Rights } from './permitted-search.js';

/** Lets actors do with the objects of a model what its permissions say; the system itself may do everything. */
export class Access {
  readonly #model: Model;
  readonly #repository: ObjectSource;
  /** Roles with rules that ask for more than the actor's id. */
  readonly #asking: ReadonlySet<string>;

  readonly #recorded: ((author: Author) => ObjectSource) | undefined;

  /** @param recorded what writes for somebody, where objects keep who changed them */
  constructor(model: Model, repository: ObjectSource, recorded?: (author: Author) => ObjectSource) {
    this.#model = model;
    this.#repository = repository;
    this.#recorded = recorded;
    const all = [...model.permissions.grants.values()].flat();
    this.#asking = new Set(all.filter(({ rule }) => rule?.asksActor).map(({ role }) => role));
  }

  /** The objects as the actor of a call may use them; without one, as they are. */
  of(author: Author): ObjectOperations | Promise<ObjectOperations> {
    const source = this.#recorded?.(author) ?? this.#repository;
    const { actor } = author;
    if (!this.#isBound(actor)) return source;
    return this.#permitted(actor, source);
  }

  /**
   * How an actor sees an object and what it was; undefined when it is, for him, not there.
   *
   * @throws ObjectErrors.NotPermitted
   */
  async view(actor: Actor | undefined, object: string, key: string): Promise<HistoryView | undefined> {
    if (this.#isBound(actor)) return (await this.#permitted(actor, this.#repository)).view(object, key);
    const current = await this.#repository.get(object, key);
    return {
      key: current?.key ?? key,
      current,
      restricted: false,
      sees: () => true,
      show: (values) => values,
    };
  }

  /** @throws ObjectErrors.UnknownObject */
  plan(object: string): ObjectPlan {
    return this.#repository.plan(object);
  }

  /**
   * The object as it is, if an actor may do something to it other than writing it; null when there is none any more, and he may
   * do it with all objects of the type.
   *
   * @throws ObjectErrors.NotPermitted, ObjectErrors.NotFound
   */
  async require(actor: Actor | undefined, object: string, key: string, action: Action): Promise<Entity | null> {
    if (this.#isBound(actor)) return (await this.#permitted(actor, this.#repository)).require(object, key, action);
    return this.#repository.get(object, key);
  }

  /** Carries out a change of several objects, if the actor may make each of its parts. */
  async change(
    actor: Actor | undefined,
    changes: readonly Change[],
    carryOut: (changes: readonly Change[]) => Promise<ChangeResult>,
  ): Promise<ChangeResult> {
    if (!this.#isBound(actor)) return carryOut(changes);
    return (await this.#permitted(actor, this.#repository)).change(changes, carryOut);
  }

  /**
   * What concerns objects of all types is the system's, wherever there are permissions.
   *
   * @throws ObjectErrors.NotPermitted
   */
  requireAll(actor: Actor | undefined, operation: string): void {
    if (!this.#isBound(actor)) return;
    throw new ObjectErrors.NotPermitted({ object: 'all', operation, roles: actor.roles });
  }

  /**
   * Which members of a type an actor sees in full of all objects he sees.
   *
   * @throws ObjectErrors.NotPermitted when he may read none of them
   */
  async asks(actor: Actor | undefined, object: string): Promise<(member: string) => boolean> {
    if (!this.#isBound(actor)) return () => true;
    const rights = await this.#rights(actor);
    const own = rights.of(object);
    if (own?.readable === false) throw notRead(rights, object);
    return (member) => own?.asks(member) ?? true;
  }

  /** The object types as far as an actor may see them. */
  async types(actor: Actor | undefined): Promise<ObjectType[]> {
    const objects = [...this.#model.objects.values()];
    if (actor === undefined) return objects.map(describeObject);
    const rightsOf = this.#rightsOf(await this.#known(actor));
    return objects.flatMap((object) => describePermitted(object, rightsOf) ?? []);
  }

  /** What an actor may merge. */
  async merges(actor: Actor | undefined): Promise<MergeRights> {
    if (!this.#isBound(actor)) return ALL_MERGES;
    const rights = await this.#rights(actor);
    return new MergePermission(new PermittedObjects(this.#repository, rights), rights);
  }

  /** Whether permissions say what is allowed: the system itself may do everything, and so may all where there are none. */
  #isBound(actor: Actor | undefined): actor is Actor {
    return actor !== undefined && this.#model.permissions.grants.size > 0;
  }

  async #permitted(actor: Actor, source: ObjectSource): Promise<PermittedObjects> {
    return new PermittedObjects(source, await this.#rights(actor));
  }

  async #rights(actor: Actor): Promise<Rights> {
    return {
      roles: actor.roles,
      plan: (object) => this.#repository.plan(object),
      of: this.#rightsOf(await this.#known(actor)),
    };
  }

  /** What is known of an actor in each of his roles. */
  async #known(actor: Actor): Promise<ReadonlyMap<string, ActorValues>> {
    const known = new Map<string, ActorValues>();
    for (const role of actor.roles) {
      const object = this.#asking.has(role) ? this.#model.permissions.actors.get(role) : undefined;
      const entity = object === undefined ? null : await this.#repository.get(object, actor.id);
      known.set(role, { ...entity?.values, id: actor.id });
    }
    return known;
  }

  #rightsOf(known: ReadonlyMap<string, ActorValues>): (object: string) => ObjectRights | undefined {
    const rights = new Map<string, ObjectRights>();
    return (object) => {
      const grants = this.#model.permissions.grants.get(object);
      if (grants === undefined) return undefined;
      const made = rights.get(object) ?? new ObjectRights(grants, known);
      rights.set(object, made);
      return made;
    };
  }
}
