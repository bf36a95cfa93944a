import { type AnyStateMachine, createMachine } from 'xstate';
import type { Flow } from '../flow/flow.js';
import type { Branch } from '../model/script.js';
import type { ResolvedScript } from '../resolve/resolved-script.js';
import type { DialogContext, DialogStart } from './dialog-context.js';
import { BACK, stateConfig } from './state-config.js';
import { changeNow, target } from './transitions.js';

/** More eventless steps than this between two screens mean that a script runs in circles. */
const MOST_STEPS = 20_000;
const ENDED = '$ended';

/**
 * Makes the xstate machine of a script: `main` and each branch are compound states whose children are the states of the
 * flow; a branch returns to where it was opened through the history of `main`. It has no side effects: services are
 * states that wait for DONE or FAILED, so that a restored dialog never calls one twice.
 */
export function buildMachine(resolved: ResolvedScript, flow: Flow): AnyStateMachine {
  const branches = [...flow.branches];
  const jumps = branches.map(([{ id }, first]) => [`BRANCH.${id}`, { target: target(first), actions: changeNow() }]);
  const regions = branches.map(([branch, first]) => [`${branch.id}$branch`, region(resolved, flow, branch, first)]);
  const main = region(resolved, flow, undefined, flow.start);
  const config = {
    id: '$script',
    initial: 'main',
    context: ({ input }: { input: DialogStart }) => contextAtStart(input),
    on: { ...Object.fromEntries(jumps), CHANNEL: { actions: changeChannel } },
    states: {
      main: { ...main, states: { ...main.states, [BACK]: { type: 'history', history: 'deep', id: BACK } } },
      ...Object.fromEntries(regions),
      [ENDED]: { id: ENDED, type: 'final' },
    },
    output: ({ context }: { context: DialogContext }) => ({ end: context.end, answers: context.answers }),
    options: { maxIterations: MOST_STEPS },
  };
  // The states are data of a script, so their names cannot be known to the type system.
  return createMachine(config as never) as AnyStateMachine;
}

/** The main line, or a branch, with the states that belong to it. */
function region(resolved: ResolvedScript, flow: Flow, branch: Branch | undefined, initial: string) {
  const own = [...flow.states.values()].filter((state) => state.branch === branch);
  const states = own.map((state) => [state.name, { id: state.name, ...stateConfig(resolved, state) }]);
  return { initial, states: Object.fromEntries(states) as object, onDone: target(ENDED) };
}

function contextAtStart(start: DialogStart): DialogContext {
  return { ...start, inputs: {}, answers: {}, data: {}, rounds: {}, done: {}, failure: null, end: undefined };
}

const changeChannel = changeNow(({ event }) =>
  event.type === 'CHANNEL' ? { channel: event.channel, language: event.language } : {},
);
