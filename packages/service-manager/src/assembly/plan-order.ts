import type { Component } from '../model/service-manager.js';
import type { Offers } from './offers.js';

/** One requirement of a component, with the components that can meet it. */
interface Need {
  readonly optional: boolean;
  readonly atLeast: number;
  readonly providers: readonly Component[];
}

/** Which components can start, and in which order. */
export class PlanOrder {
  readonly #needs: ReadonlyMap<Component, readonly Need[]>;
  readonly #startable: ReadonlySet<Component>;

  /** @param components those that can be registered */
  constructor(
    private readonly components: readonly Component[],
    offers: Offers,
  ) {
    this.#needs = new Map(components.map((component) => [component, needsOf(component, offers)]));
    this.#startable = this.#whatCanStart();
  }

  /**
   * What can start: each after those it needs, and after those it can do without unless they wait for it; else in the order of
   * the assembly.
   */
  startOrder(): readonly Component[] {
    const ordered = new Set<Component>();
    for (const target of this.#startable) {
      // Once is not enough where something that is only wished for waits for what led to it.
      while (!ordered.has(target)) this.#visit(target, ordered, new Set());
    }
    return [...ordered];
  }

  /** The ways round which components wait for each other, each from a component back to itself. */
  cycles(): readonly (readonly Component[])[] {
    const reported = new Set<Component>();
    return this.components.flatMap((component) => {
      if (this.#startable.has(component) || reported.has(component)) return [];
      const cycle = this.#wayBackTo(component);
      for (const member of cycle ?? []) reported.add(member);
      return cycle ? [cycle] : [];
    });
  }

  /** All that nothing missing and no circle holds up, in the order of the assembly. */
  #whatCanStart(): ReadonlySet<Component> {
    const found = new Set<Component>();
    for (let before = -1; before < found.size; ) {
      before = found.size;
      for (const component of this.components) if (this.#isReady(component, found)) found.add(component);
    }
    return new Set(this.components.filter((component) => found.has(component)));
  }

  /** Whether a component could start if `running` ran. One that starts with its first call waits for nothing before. */
  #isReady(component: Component, running: ReadonlySet<Component>): boolean {
    return component.lazy === true || this.#needsOf(component).every((need) => isMet(need, running));
  }

  /** Orders what a component needs or would like to find, and then, when that was possible, itself. */
  #visit(component: Component, ordered: Set<Component>, seen: Set<Component>): void {
    seen.add(component);
    for (const provider of this.#needsOf(component).flatMap(({ providers }) => providers)) {
      if (this.#startable.has(provider) && !ordered.has(provider) && !seen.has(provider)) {
        this.#visit(provider, ordered, seen);
      }
    }
    if (this.#isReady(component, ordered)) ordered.add(component);
  }

  /** The shortest way from a component that cannot start, over those it waits for, back to itself. */
  #wayBackTo(start: Component): readonly Component[] | undefined {
    const ways: Component[][] = [[start]];
    const reached = new Set<Component>();
    for (let way = ways.shift(); way; way = ways.shift()) {
      for (const provider of this.#waitsFor(way.at(-1) ?? start)) {
        if (provider === start) return [...way, start];
        if (reached.has(provider)) continue;
        reached.add(provider);
        ways.push([...way, provider]);
      }
    }
    return undefined;
  }

  #waitsFor(component: Component): readonly Component[] {
    return this.#needsOf(component)
      .filter((need) => !isMet(need, this.#startable))
      .flatMap(({ providers }) => providers.filter((provider) => !this.#startable.has(provider)));
  }

  #needsOf(component: Component): readonly Need[] {
    return this.#needs.get(component) ?? [];
  }
}

function isMet({ optional, atLeast, providers }: Need, running: ReadonlySet<Component>): boolean {
  return optional || providers.filter((provider) => running.has(provider)).length >= atLeast;
}

function needsOf(component: Component, offers: Offers): readonly Need[] {
  return component.requires.map((need) => ({
    optional: need.optional,
    atLeast: need.atLeast ?? 1,
    providers: offers.fitting(need, component).map((offer) => offer.component),
  }));
}
