import { type AnyStateMachine, assign, createMachine } from 'xstate';
import { type Flow, type FlowState, NOWHERE } from '../flow/flow.js';
import type { Branch, Formula } from '../model/script.js';
import type { Place } from '../resolve/place.js';
import type { ResolvedScript } from '../resolve/resolved-script.js';
import type { DialogContext, DialogEvent, DialogStart } from './dialog-context.js';
import { keyOf, scopeValues } from './scope-values.js';

/** More eventless steps than this between two screens mean that a script runs in circles. */
const MOST_STEPS = 20_000;

interface Args {
  readonly context: DialogContext;
  readonly event: DialogEvent;
}
type Change = Partial<DialogContext>;

const target = (name: string) => `#${name}`;

/**
 * Makes the xstate machine of a script: `main` and each branch are compound states whose children are the states of the
 * flow; a branch returns to where it was opened through the history of `main`. It has no side effects: services are
 * states that wait for DONE or FAILED, so that a restored dialog never calls one twice.
 */
export function buildMachine(resolved: ResolvedScript, flow: Flow): AnyStateMachine {
  return new MachineBuilder(resolved, flow).build();
}

class MachineBuilder {
  readonly #resolved: ResolvedScript;
  readonly #flow: Flow;

  constructor(resolved: ResolvedScript, flow: Flow) {
    this.#resolved = resolved;
    this.#flow = flow;
  }

  build(): AnyStateMachine {
    const { branches, start } = this.#flow;
    const jumps = [...branches].map(([branch, first]) => [
      `BRANCH.${branch.id}`,
      { target: target(first), actions: this.#change() },
    ]);
    const states = {
      main: this.#region(undefined, start, { $back: { type: 'history', history: 'deep', id: '$back' } }),
      ...Object.fromEntries(
        [...branches].map(([branch, first]) => [`${branch.id}$branch`, this.#region(branch, first, {})]),
      ),
      $ended: { id: '$ended', type: 'final' },
    };
    const config = {
      id: '$script',
      initial: 'main',
      context: ({ input }: { input: DialogStart }): DialogContext => ({
        ...input,
        answers: {},
        data: {},
        rounds: {},
        done: {},
        failure: null,
        end: undefined,
      }),
      on: {
        ...Object.fromEntries(jumps),
        CHANNEL: {
          actions: this.#change(({ event }) =>
            event.type === 'CHANNEL' ? { channel: event.channel, language: event.language } : {},
          ),
        },
      },
      states,
      output: ({ context }: { context: DialogContext }) => ({ end: context.end, answers: context.answers }),
      options: { maxIterations: MOST_STEPS },
    };
    // The states are data of a script, so their names cannot be known to the type system.
    return createMachine(config as never) as AnyStateMachine;
  }

  #region(branch: Branch | undefined, initial: string, more: object) {
    const own = [...this.#flow.states.values()].filter((state) => state.branch === branch);
    const states = own.map((state) => [state.name, { id: state.name, ...this.#state(state) }]);
    return { initial, states: { ...Object.fromEntries(states), ...more }, onDone: target('$ended') };
  }

  #state(state: FlowState): object {
    switch (state.kind) {
      case 'gate': {
        const place = this.#place(state.place);
        const opens = ({ context }: Args) =>
          (!state.channels || state.channels.includes(context.channel)) &&
          (!state.when || this.#holds(state.when, place, context));
        return { always: [{ guard: opens, target: target(state.inside) }, { target: target(state.past) }] };
      }
      case 'question':
        return this.#questionState(state.item.id, state.next);
      case 'info':
        return { on: { NEXT: { target: target(state.next), actions: this.#change() } } };
      case 'choose':
        return { always: this.#ways(state) };
      case 'effect':
        return this.#effectState(state);
      case 'retry':
        return { on: { NEXT: { target: target(state.again), actions: this.#change() } } };
      case 'enter':
      case 'each':
        return this.#rosterState(state);
      case 'end':
        return { type: 'final', entry: this.#change(() => ({ end: state.item.id })) };
      case 'return':
        return { always: { target: target('$back') } };
    }
  }

  #ways(state: Extract<FlowState, { kind: 'choose' }>): object[] {
    const ways = state.ways.map(({ go, to }) => {
      const { when } = go;
      const place = this.#resolved.gos.get(go);
      if (!when || !place) return { target: target(to) };
      return { guard: ({ context }: Args) => this.#holds(when, place, context), target: target(to) };
    });
    return state.otherwise === undefined || state.otherwise === NOWHERE
      ? ways
      : [...ways, { target: target(state.otherwise) }];
  }

  /** A question that is asked again on a way that leads back makes its answer, and those after it, drafts. */
  #questionState(id: string, next: string): object {
    const { frame, branch } = this.#place(id);
    const forget = ({ context }: Args): Change => {
      const key = keyOf(frame, context.rounds, id);
      if (!Object.hasOwn(context.answers, key)) return {};
      const keys = Object.keys(context.answers);
      const stale = new Set(keys.slice(keys.indexOf(key)).filter((other) => this.#branchOf(other) === branch));
      return { answers: Object.fromEntries(Object.entries(context.answers).filter(([other]) => !stale.has(other))) };
    };
    const keep = ({ context, event }: Args): Change =>
      event.type === 'ANSWER'
        ? { answers: { ...context.answers, [keyOf(frame, context.rounds, id)]: event.value } }
        : {};
    return {
      entry: assign(forget as never),
      on: { ANSWER: { target: target(next), actions: this.#change(keep) } },
    };
  }

  #branchOf(key: string): Branch | undefined {
    return this.#resolved.places.get(key.slice(key.lastIndexOf('.') + 1))?.branch;
  }

  #effectState({ item, next, failed }: Extract<FlowState, { kind: 'effect' }>): object {
    const { frame } = this.#place(item.id);
    const { into } = item;
    const done = ({ context, event }: Args): Change => {
      if (event.type !== 'DONE') return {};
      const result = into === undefined ? {} : { [keyOf(frame, context.rounds, into)]: event.result ?? null };
      return {
        data: { ...context.data, ...result },
        done: item.kind === 'do' ? { ...context.done, [keyOf(frame, context.rounds, item.id)]: true } : context.done,
      };
    };
    const wasDone = ({ context }: Args) => Object.hasOwn(context.done, keyOf(frame, context.rounds, item.id));
    return {
      ...(item.kind === 'do' && !item.again ? { always: { guard: wasDone, target: target(next) } } : {}),
      on: {
        DONE: { target: target(next), actions: this.#change(done) },
        FAILED: {
          target: target(failed),
          actions: this.#change(({ event }) => (event.type === 'FAILED' ? { failure: event.failure } : {})),
        },
      },
    };
  }

  #rosterState({ kind, item, first, past }: Extract<FlowState, { kind: 'enter' | 'each' }>): object {
    const place = this.#place(item.id);
    const next = (context: DialogContext) => (kind === 'enter' ? 0 : (context.rounds[item.id] ?? 0) + 1);
    const more = ({ context }: Args) => next(context) < this.#length(item.roster?.each, place, context);
    const enter = ({ context }: Args): Change => ({ rounds: { ...context.rounds, [item.id]: next(context) } });
    return {
      always: [
        { guard: more, target: target(first), actions: assign(enter as never) },
        ...(past === NOWHERE ? [] : [{ target: target(past) }]),
      ],
    };
  }

  #length(each: Formula | undefined, place: Place, context: DialogContext): number {
    const list = each && this.#value(each, place, context);
    return Array.isArray(list) ? list.length : 0;
  }

  #holds(formula: Formula, place: Place, context: DialogContext): boolean {
    return this.#value(formula, place, context) === true;
  }

  #value(formula: Formula, place: Place, context: DialogContext): unknown {
    const { now, zone } = context;
    const values = scopeValues(this.#resolved, context, place);
    return this.#resolved.expressions.get(formula)?.evaluate(values, { now, zone });
  }

  #place(id: string): Place {
    const place = this.#resolved.places.get(id);
    if (!place) throw new TypeError(`the item "${id}" has no place`);
    return place;
  }

  /** An action that takes over the time of its event, and more. */
  #change(more: (args: Args) => Change = () => ({})) {
    return assign(((args: Args) => ({
      ...('now' in args.event ? { now: args.event.now } : {}),
      ...more(args),
    })) as never);
  }
}
