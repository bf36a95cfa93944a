import type { Branch, Call, Do, End, Go, Lookup, Question, Script, ScriptItem, Section } from '../model/script.js';
import { exhaustedGos } from '../model/voice-settings.js';
import type { ResolvedScript } from '../resolve/resolved-script.js';
import { type Flow, type FlowState, NOWHERE, type StateName } from './flow.js';

/**
 * Lays out all ways through a script. An item that may be passed by has a gate `id$gate`, the ways out of a question or an
 * information are chosen in `id$out`, those after too many tries in `id$exhausted`, a roster has `id$enter` and `id$each`,
 * an end with actions has `id$enter`, a service step without a failure path or call has `id$retry`.
 */
export function buildFlow(resolved: ResolvedScript): Flow {
  return new FlowBuilder(resolved).build();
}

/** Where all questions lead that do not say themselves where, when the tries are used up. */
const EXHAUSTED: StateName = '$exhausted';

class FlowBuilder {
  readonly #resolved: ResolvedScript;
  readonly #script: Script;
  readonly #states = new Map<StateName, FlowState>();
  readonly #entries = new Map<string, StateName>();
  #branch: Branch | undefined;
  #gos = 0;

  constructor(resolved: ResolvedScript) {
    this.#resolved = resolved;
    this.#script = resolved.script;
  }

  build(): Flow {
    const { items, branches, voice } = this.#script;
    for (const item of [...items, ...branches.flatMap((branch) => branch.items)]) this.#nameEntries(item);
    this.#ways(EXHAUSTED, exhaustedGos(voice), NOWHERE);
    const start = this.#items(items, NOWHERE);
    const starts = branches.map((branch): [Branch, StateName] => {
      this.#branch = branch;
      return [branch, this.#items(branch.items, this.#returnOf(branch))];
    });
    return { states: this.#states, start, branches: new Map(starts) };
  }

  /** The names by which a `go` can reach items are fixed first, because it may lead forward. */
  #nameEntries(item: ScriptItem): void {
    if (item.kind === 'section') {
      const entry = this.#isGated(item) ? `${item.id}$gate` : `${item.id}$enter`;
      this.#entries.set(item.id, entry);
      for (const inner of item.items) this.#nameEntries(inner);
    } else if (item.kind === 'end') {
      this.#entries.set(item.id, this.#isGated(item) ? `${item.id}$gate` : beginOf(item));
    } else if ('id' in item) this.#entries.set(item.id, this.#isGated(item) ? `${item.id}$gate` : item.id);
  }

  #returnOf(branch: Branch): StateName {
    if (branch.return === 'end') return NOWHERE;
    return this.#add({ kind: 'return', name: `${branch.id}$return`, branch });
  }

  /** Lays items out so that the last leads to `after`; returns where they begin. */
  #items(items: readonly ScriptItem[], after: StateName): StateName {
    return items.reduceRight((next, item) => this.#item(item, next), after);
  }

  #item(item: ScriptItem, next: StateName): StateName {
    switch (item.kind) {
      case 'let':
        return next;
      case 'section':
        return this.#gate(item, this.#section(item, next), next);
      case 'question': {
        const out = this.#ways(`${item.id}$out`, item.gos, next);
        const exhausted = this.#exhausted(item);
        this.#add({ kind: 'question', name: item.id, item, next: out, exhausted, branch: this.#branch });
        return this.#gate(item, item.id, next);
      }
      case 'info': {
        const out = this.#ways(`${item.id}$out`, item.gos, next);
        this.#add({ kind: 'info', name: item.id, item, next: out, branch: this.#branch });
        return this.#gate(item, item.id, next);
      }
      case 'lookup':
      case 'do':
        return this.#serviceStep(item, next);
      case 'call':
        return this.#call(item, next);
      case 'go':
        this.#gos += 1;
        return this.#ways(`$go${this.#gos}`, [item], next);
      case 'end':
        this.#add({ kind: 'end', name: item.id, item, branch: this.#branch });
        return this.#gate(item, this.#end(item), next);
    }
  }

  /** An end is come to through its actions, from wherever a transition leads to it. */
  #end(end: End): StateName {
    const first = this.#items(end.actions, end.id);
    const name = beginOf(end);
    if (name === end.id) return first;
    return this.#add({ kind: 'choose', name, ways: [], otherwise: first, branch: this.#branch });
  }

  /** Where a question leads when the tries are used up: by its own `voice`, else by that of the script. */
  #exhausted({ id, voice }: Question): StateName | undefined {
    const own = exhaustedGos(voice);
    if (own.length > 0) return this.#ways(`${id}$exhausted`, own, NOWHERE);
    return this.#states.has(EXHAUSTED) ? EXHAUSTED : undefined;
  }

  #section(section: Section, next: StateName): StateName {
    const enter = `${section.id}$enter`;
    if (!section.roster) {
      // A state of its own, so that a `go` to the section has a target even when its first item is gated.
      const first = this.#items(section.items, next);
      return this.#add({ kind: 'choose', name: enter, ways: [], otherwise: first, branch: this.#branch });
    }
    const each = `${section.id}$each`;
    const first = this.#items(section.items, each);
    const rounds = { item: section, first, past: next, branch: this.#branch };
    this.#add({ kind: 'each', name: each, ...rounds });
    return this.#add({ kind: 'enter', name: enter, ...rounds });
  }

  #serviceStep(step: Lookup | Do, next: StateName): StateName {
    const failed = this.#failed(step, next);
    this.#add({ kind: 'effect', name: step.id, item: step, next, failed, branch: this.#branch });
    return this.#gate(step, step.id, next);
  }

  #call(call: Call, next: StateName): StateName {
    const after = this.#ways(`${call.id}$out`, call.gos, next);
    const failed = this.#failed(call, next);
    this.#add({ kind: 'call', name: call.id, item: call, next: after, failed, branch: this.#branch });
    return this.#gate(call, call.id, next);
  }

  #failed(item: Lookup | Do | Call, next: StateName): StateName {
    if (item.failed) return this.#items(item.failed.items, next);
    return this.#add({ kind: 'retry', name: `${item.id}$retry`, item, again: item.id, branch: this.#branch });
  }

  #ways(name: StateName, gos: readonly Go[], next: StateName): StateName {
    if (gos.length === 0) return next;
    const last = gos.findIndex(({ when }) => when === undefined);
    const open = last < 0 ? gos : gos.slice(0, last + 1);
    const ways = open.map((go) => ({ go, to: this.#items(go.actions, this.#entries.get(go.to) ?? NOWHERE) }));
    const otherwise = last < 0 ? next : undefined;
    return this.#add({ kind: 'choose', name, ways, otherwise, branch: this.#branch });
  }

  #gate(item: Exclude<ScriptItem, { kind: 'let' | 'go' }>, inside: StateName, past: StateName): StateName {
    if (!this.#isGated(item)) return inside;
    const when = 'when' in item ? item.when : undefined;
    const channels = this.#restriction(item.id);
    const name = `${item.id}$gate`;
    return this.#add({ kind: 'gate', name, place: item.id, when, channels, inside, past, branch: this.#branch });
  }

  #isGated(item: Exclude<ScriptItem, { kind: 'let' | 'go' }>): boolean {
    return ('when' in item && item.when !== undefined) || this.#restriction(item.id) !== undefined;
  }

  /** The channels of an item, when they are fewer than those of the script. */
  #restriction(id: string) {
    const channels = this.#resolved.places.get(id)?.channels;
    return channels && channels.length < this.#script.channels.length ? channels : undefined;
  }

  #add(state: FlowState): StateName {
    this.#states.set(state.name, state);
    return state.name;
  }
}

/** The state through which an end is come to: its own, unless actions stand before it. */
function beginOf({ id, actions }: End): StateName {
  return actions.length === 0 ? id : `${id}$enter`;
}
