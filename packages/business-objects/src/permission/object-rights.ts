import type { Filter } from '../contract.js';
import type { Action, ActorValues, Grant } from '../model/permissions.js';

/** A grant to one actor: with all objects, or with those that fit a filter. */
export interface Granted extends Grant {
  readonly filter: Filter | undefined;
}

/** What one actor may do with the objects of one type: whatever one of his grants lets him. */
export class ObjectRights {
  readonly #granted: readonly Granted[];

  /** @param known what is known of the actor, by role */
  constructor(grants: readonly Grant[], known: ReadonlyMap<string, ActorValues>) {
    this.#granted = grants.flatMap((grant): Granted[] => {
      const actor = known.get(grant.role);
      if (actor === undefined) return [];
      if (grant.rule === undefined) return [{ ...grant, filter: undefined }];
      const filter = grant.rule.filterFor(actor);
      return filter === undefined ? [] : [{ ...grant, filter }];
    });
  }

  get readable(): boolean {
    return this.#granted.length > 0;
  }

  /** The grants that let him do something, whichever objects they are for. */
  grants(action?: Action): readonly Granted[] {
    return action === undefined ? this.#granted : this.#granted.filter(({ may }) => may.has(action));
  }

  /** Which objects he may read: a filter, or all of them. */
  get rows(): Filter | undefined {
    const filters = this.#granted.map(({ filter }) => filter);
    const some = filters.filter((filter) => filter !== undefined);
    if (some.length < filters.length) return undefined;
    return some.length === 1 ? some[0] : { any: some };
  }

  /** Whether he sees an attribute or link of some objects. */
  sees(name: string): boolean {
    return this.#granted.some(({ seen }) => seen.has(name));
  }

  changes(name: string): boolean {
    return this.#granted.some(({ may, changeable }) => may.has('change') && changeable.has(name));
  }

  /** Whether he may filter and sort by it: only when he sees it, in full, of all objects he sees. */
  asks(name: string): boolean {
    const isPlain = ({ seen, masked }: Grant) => seen.has(name) && !masked.has(name);
    return this.#granted.every(isPlain) || this.#granted.some((grant) => grant.filter === undefined && isPlain(grant));
  }

  /** Whether he sees the same of every object, so that it need not be found out which grants are for which. */
  get isUniform(): boolean {
    const [first, ...others] = this.#granted;
    return others.every((other) => isSame(other.seen, first?.seen) && isSame(other.masked, first?.masked));
  }
}

function isSame(a: ReadonlySet<string>, b: ReadonlySet<string> | undefined): boolean {
  return b !== undefined && a.size === b.size && [...a].every((name) => b.has(name));
}
