import { type Rank, RankedSet } from './ranked-set.js';
import type { AgentGroup, AgentRecord, ContactRecord, ServedLine, WaitingLine } from './records.js';

/** What a group of agents takes first. */
export interface Match {
  readonly group: AgentGroup;
  readonly served: ServedLine;
  readonly contact: ContactRecord;
  /** The best of the group. */
  readonly agent: AgentRecord;
}

/** A contact that groups take first. */
interface Wanted {
  readonly contact: ContactRecord;
  /** Of its queue; where it is equal, the rank of the contact counts. */
  readonly weight: number;
  readonly rank: Rank;
  readonly matches: Map<AgentGroup, Match>;
}

/**
 * Where something has changed since nothing more could be distributed. What was found out is kept until it changes, so that
 * who distributes many contacts to many agents looks at each of them once.
 */
export class Unsettled {
  /** Lines with contacts for which there may be somebody. */
  readonly lines = new Set<WaitingLine>();
  /** Groups with agents for whom there may be something. */
  readonly groups = new Set<AgentGroup>();
  readonly #known = new Map<AgentGroup, Match>();
  readonly #wanted = new Map<ContactRecord, Wanted>();
  /** By the weight of the queue, in the order in which contacts are answered. */
  readonly #byWeight = new Map<number, RankedSet<Wanted>>();
  #knownAt = 0;

  get size(): number {
    return this.lines.size + this.groups.size + this.#known.size;
  }

  /** How many groups are known to have something to take. */
  get known(): number {
    return this.#known.size;
  }

  has(group: AgentGroup): boolean {
    return this.groups.has(group) || this.#known.has(group);
  }

  /** Who is free of a group, or what it may take, is not what it was. */
  changed(group: AgentGroup): void {
    this.#drop(group);
    this.groups.add(group);
  }

  /** Nobody of a group is free any more, or there is nothing for it. */
  done(group: AgentGroup): void {
    this.#drop(group);
    this.groups.delete(group);
  }

  /** A contact waits no more where it did. */
  left(contact: ContactRecord): void {
    const wanted = this.#wanted.size > 0 ? this.#wanted.get(contact) : undefined;
    if (!wanted) return;
    this.#forget(wanted);
    for (const group of wanted.matches.keys()) {
      this.#known.delete(group);
      this.groups.add(group);
    }
  }

  /** What is known was true at one time only: delays and rests end by themselves. */
  at(now: number): void {
    if (this.#knownAt === now) return;
    this.#knownAt = now;
    for (const contact of [...this.#wanted.keys()]) this.left(contact);
  }

  /** @param rank - of the contact */
  found(match: Match, rank: Rank): void {
    const { group, contact, served } = match;
    this.groups.delete(group);
    this.#known.set(group, match);
    const known = this.#wanted.get(contact);
    if (known) {
      known.matches.set(group, match);
      return;
    }
    const wanted = { contact, weight: served.weight, rank, matches: new Map([[group, match]]) };
    this.#wanted.set(contact, wanted);
    this.#ofWeight(served.weight).add(wanted);
  }

  /** The contact to be answered first of all that are known, with each group that takes it. */
  mostUrgent(): readonly Match[] {
    let heaviest: Wanted | undefined;
    for (const { first } of this.#byWeight.values())
      if (first && (!heaviest || first.weight > heaviest.weight)) heaviest = first;
    return heaviest ? [...heaviest.matches.values()] : [];
  }

  #drop(group: AgentGroup): void {
    const match = this.#known.get(group);
    if (!match) return;
    this.#known.delete(group);
    const wanted = this.#wanted.get(match.contact);
    wanted?.matches.delete(group);
    if (wanted?.matches.size === 0) this.#forget(wanted);
  }

  #forget(wanted: Wanted): void {
    this.#wanted.delete(wanted.contact);
    this.#ofWeight(wanted.weight).delete(wanted);
  }

  #ofWeight(weight: number): RankedSet<Wanted> {
    const known = this.#byWeight.get(weight);
    if (known) return known;
    const made = new RankedSet<Wanted>(({ rank }) => rank);
    this.#byWeight.set(weight, made);
    return made;
  }
}
