import { getInitialMicrosteps, getMicrosteps } from 'xstate';
import type { CompiledScript } from '../machine/compile-script.js';
import type { DialogContext } from '../machine/dialog-context.js';
import { holdsAt } from '../machine/evaluate-at.js';
import { machineEvent, startOf } from '../step/advance.js';
import { stateIn } from '../step/current-state.js';
import type { DialogState } from '../step/dialog-state.js';
import { evolve } from '../step/evolve.js';
import type { JournalEntry } from '../step/journal-entry.js';

/** How often each part of a script was used, by the element it is. */
export class Usage {
  readonly #compiled: CompiledScript;
  readonly #counts = new Map<object, number>();

  constructor(compiled: CompiledScript) {
    this.#compiled = compiled;
  }

  /** How often an item, option, check, way, failure path, compensation or branch was used. */
  of(part: object): number {
    return this.#counts.get(part) ?? 0;
  }

  /** How many different parts were used so far. */
  get breadth(): number {
    return this.#counts.size;
  }

  /** Notes what an entry has used, and gives the state behind it. */
  note(before: DialogState | undefined, entry: JournalEntry): DialogState {
    this.#noteFact(entry);
    for (const { value, context } of this.#passed(before, entry)) this.#noteState(value, context);
    return evolve(this.#compiled, before, entry);
  }

  #passed(before: DialogState | undefined, entry: JournalEntry) {
    const { machine } = this.#compiled;
    if (entry.event === 'start') return snapshots(getInitialMicrosteps(machine, startOf(entry)));
    const event = machineEvent(entry);
    return event === undefined || before === undefined ? [] : snapshots(getMicrosteps(machine, before.snapshot, event));
  }

  #noteState(value: unknown, context: DialogContext): void {
    const state = stateIn(this.#compiled, value, context);
    if (state === undefined) return;
    if ('item' in state && state.kind !== 'retry' && state.kind !== 'each') this.#count(state.item);
    if (state.kind !== 'choose') return;
    const { resolved } = this.#compiled;
    const way = state.ways.find(({ go }) => {
      const place = resolved.gos.get(go);
      return go.when === undefined || (place !== undefined && holdsAt(resolved, go.when, place, context));
    });
    if (way) this.#count(way.go);
  }

  #noteFact(entry: JournalEntry): void {
    const { flow, script } = this.#compiled;
    if (entry.event === 'branch') this.#count(script.branches.find(({ id }) => id === entry.branch));
    if (!('node' in entry)) return;
    const state = flow.states.get(entry.node);
    if (state?.kind === 'effect') {
      if (entry.event === 'failed') this.#count(state.item.failed);
      if (entry.event === 'undone' && state.item.kind === 'do') this.#count(state.item.undo);
    }
    if (state?.kind !== 'question' || entry.event !== 'answer') return;
    const { options, checks } = state.item;
    if (entry.objection?.kind === 'check') this.#count(checks[entry.objection.index]);
    if (entry.verdict !== 'accepted') return;
    const given = Array.isArray(entry.value) ? entry.value : [entry.value];
    for (const option of options) if (given.includes(option.value)) this.#count(option);
  }

  #count(part: object | undefined): void {
    if (part !== undefined) this.#counts.set(part, this.of(part) + 1);
  }
}

function snapshots(steps: ReturnType<typeof getMicrosteps>) {
  return steps.map(([snapshot]) => ({ value: snapshot.value as unknown, context: snapshot.context as DialogContext }));
}
