import { type AnyActorScope, type AnyMachineSnapshot, type AnyStateMachine, createActor, createMachine } from 'xstate';
import type { DialogEvent, DialogStart } from './dialog-context.js';

/**
 * What a machine is told of the world around it: nothing that acts. xstate's own `transition` makes an actor, and with it
 * an initial snapshot of the machine, for each step; the actor of an empty machine does for all of them.
 */
const SCOPE: AnyActorScope = inertScope();

/** The first snapshot of a machine. Pure, as xstate's `initialTransition` is. */
export function firstSnapshot(machine: AnyStateMachine, start: DialogStart): AnyMachineSnapshot {
  return machine.getInitialSnapshot(SCOPE, start);
}

/** The snapshot after an event. Pure, as xstate's `transition` is. */
export function nextSnapshot(
  machine: AnyStateMachine,
  snapshot: AnyMachineSnapshot,
  event: DialogEvent,
): AnyMachineSnapshot {
  return machine.transition(snapshot, event, SCOPE);
}

function inertScope(): AnyActorScope {
  const self = createActor(createMachine({}));
  const nothing = () => {};
  return {
    self,
    system: self.system,
    id: '',
    sessionId: '',
    logger: nothing,
    defer: nothing,
    emit: nothing,
    stopChild: nothing,
    actionExecutor: nothing,
  };
}
