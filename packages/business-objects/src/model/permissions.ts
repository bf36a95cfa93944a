import type { Filter } from '../contract.js';

/** What is known of an actor in rules: `id`, and the attributes of the object he is. */
export type ActorValues = Readonly<Record<string, unknown>>;

/** Which objects an actor has to do with. */
export interface RecordRule {
  /**
   * The filter for one actor; undefined when the actor lacks a value that the rule compares with, and so has to do with
   * none: an agent without a team is not in the team of customers without one.
   */
  filterFor(actor: ActorValues): Filter | undefined;
  /** Whether it compares with more than the actor's id. */
  readonly asksActor: boolean;
}

/** What may be done with objects besides reading them. */
export type Action = 'create' | 'change' | 'delete' | 'consent' | 'erase';

/** What the actors of one role may do with objects of one type; whoever is granted anything may read. */
export interface Grant {
  readonly role: string;
  readonly object: string;
  readonly may: ReadonlySet<Action>;
  /** With which objects; with all of them when absent. */
  readonly rule?: RecordRule;
  /** The attributes and links that are seen. */
  readonly seen: ReadonlySet<string>;
  /** Those of them that are shown only in part. */
  readonly masked: ReadonlySet<string>;
  readonly changeable: ReadonlySet<string>;
}

/** Who may do what in a model. Objects without grants are open to everybody. */
export interface Permissions {
  /** By role the object type that its actors are objects of: an actor's id is the key of one. */
  readonly actors: ReadonlyMap<string, string>;
  /** By object type. */
  readonly grants: ReadonlyMap<string, readonly Grant[]>;
}

export const NO_PERMISSIONS: Permissions = { actors: new Map(), grants: new Map() };
