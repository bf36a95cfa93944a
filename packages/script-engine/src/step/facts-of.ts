import { ScriptErrors } from '../errors.js';
import type { CompiledScript } from '../machine/compile-script.js';
import { placeOf } from '../resolve/place-of.js';
import { answerFact } from './answer-fact.js';
import { currentState } from './current-state.js';
import type { DialogInput, StepEnvironment } from './dialog-input.js';
import { type DialogState, stepOf } from './dialog-state.js';
import { effectFact } from './effect-fact.js';
import type { Fact } from './journal-entry.js';
import { answerFacts, missFacts } from './miss-facts.js';
import { openBranches } from './open-branches.js';
import { pendingEffect } from './pending-effect.js';
import { trailOf } from './trail-of.js';
import { actionsBehind, wayBack, wayOver, wayTo } from './way-back.js';

type Facts = readonly [Fact, ...Fact[]];

/**
 * What an input brings about where a dialog stands.
 *
 * @throws ScriptErrors.NotPossible when it does not fit there
 */
export function factsOf(
  compiled: CompiledScript,
  state: DialogState | undefined,
  input: DialogInput,
  environment: StepEnvironment,
): Facts {
  if (input.type === 'start') {
    const { type: event, channel: _channel, language: _language, ...start } = input;
    return [{ event, ...start }];
  }
  if (!state) throw new TypeError('a dialog begins with "start"');
  const refuse = (reason: string): never => {
    throw new ScriptErrors.NotPossible({ dialog: state.start.facts.id, event: input.type, reason });
  };
  if (state.cancelled && !('effect' in input)) refuse('the dialog has been cancelled');
  if (pendingEffect(compiled, state) && !('effect' in input)) refuse('the dialog waits for a service');
  switch (input.type) {
    case 'answer':
      return answerFacts(compiled, state, answerFact(compiled, state, input, environment, refuse));
    case 'silence':
    case 'mismatch':
      return missFacts(compiled, state, input, refuse);
    case 'next': {
      const { kind } = currentState(compiled, state);
      if (kind !== 'info' && kind !== 'retry') refuse('it stands at no information');
      const showing = state.shown.at(-1);
      return [{ event: 'next', node: showing?.node ?? '', key: showing?.key ?? '', step: input.step }];
    }
    case 'back': {
      const way = wayBack(compiled, state);
      if ('reason' in way) return refuse(way.reason);
      return [{ event: 'back', to: way.to.at, step: input.step }];
    }
    case 'correct': {
      if (state.snapshot.status === 'done') refuse('the dialog has ended');
      const to = trailOf(compiled, state)[input.entry];
      if (!to) return refuse(`there is no step ${input.entry} on its trail`);
      const way = wayOver(state, to);
      if ('reason' in way) return refuse(way.reason);
      return [{ event: 'back', to: to.at, step: input.step, forward: true }];
    }
    case 'branch': {
      const open = openBranches(compiled, state).some(({ id }) => id === input.branch);
      if (!open) refuse(`the branch "${input.branch}" is not open here`);
      return [{ event: 'branch', branch: input.branch, step: input.step }];
    }
    case 'channel':
      return channelFacts(compiled, state, input, refuse);
    case 'link':
      if (state.snapshot.status === 'done') refuse('the dialog has ended');
      return [{ event: 'link', link: input.link }];
    case 'cancel':
      if (state.snapshot.status === 'done') refuse('the dialog has ended');
      return [{ event: 'cancel' }];
    default:
      return [effectFact(compiled, state, input, refuse)];
  }
}

/** Moves a dialog to another channel; if the present step is not on it, to the latest one that is. */
function channelFacts(
  compiled: CompiledScript,
  state: DialogState,
  { channel, owner, link }: Extract<DialogInput, { type: 'channel' }>,
  refuse: (reason: string) => never,
): Facts {
  const move: Fact = {
    event: 'channel',
    ...(owner === undefined ? {} : { owner }),
    ...(link === undefined ? {} : { link }),
  };
  const showing = state.shown.at(-1);
  const isHere = !showing || placeOf(compiled.resolved, showing.node).channels.includes(channel);
  if (isHere || state.snapshot.status === 'done') return [move];
  const way = wayTo(compiled, state, channel);
  if ('reason' in way) return refuse(way.reason);
  if (actionsBehind(state, way.to.at).length > 0)
    refuse('the way back to a step on that channel leads over an action; go back first');
  return [{ event: 'back', to: way.to.at, step: stepOf(state) }, move];
}
