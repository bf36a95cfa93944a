import { assign } from 'xstate';
import type { DialogContext, DialogEvent } from './dialog-context.js';

/** What guards and changes see of the machine. */
export interface Moment {
  readonly context: DialogContext;
  readonly event: DialogEvent;
}

/** What becomes different in the context. */
export type Change = Partial<DialogContext>;

/** Leads to the state of that name, wherever it is in the machine. */
export const target = (name: string) => `#${name}`;

/** An action that changes the context. */
export function change(by: (moment: Moment) => Change) {
  // The machine is made from data, so xstate cannot know its types.
  return assign(by as never);
}

/** An action that takes over the time of its event, and changes more. */
export function changeNow(more: (moment: Moment) => Change = () => ({})) {
  return change((moment) => ({ ...('now' in moment.event ? { now: moment.event.now } : {}), ...more(moment) }));
}
