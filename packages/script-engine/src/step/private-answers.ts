import type { Channel } from '../contract.js';
import type { CompiledScript } from '../machine/compile-script.js';
import { contextOf, type DialogState, type Progress } from './dialog-state.js';

/** What stands for a private answer where it is not to be read. */
export const MASK = '•••';

/** Shorter values would be found in everything. */
const SHORTEST_HIDDEN = 3;

/** Whether the answers to a node are private; of one that the script does not know nobody can say that they are not. */
export function isPrivate({ flow }: Pick<CompiledScript, 'flow'>, node: string): boolean {
  const state = flow.states.get(node);
  return state === undefined || (state.kind === 'question' && state.item.private);
}

/** Whether an answer was given where the dialog is now: agents do not read what customers keyed in, nor the other way. */
export function wasGivenHere(progress: Progress, key: string): boolean {
  const channel = channelOf(progress, key);
  return channel !== undefined && isSameAudience(channel, contextOf(progress).channel);
}

/** The channel on which the answer of a key was given. */
export function channelOf({ path }: Progress, key: string): Channel | undefined {
  return path.findLast((entry) => entry.event === 'answer' && entry.key === key)?.channel;
}

export function isSameAudience(one: Channel, other: Channel): boolean {
  return (one === 'agent') === (other === 'agent');
}

/** A text without the private answers of a dialog, which services like to repeat when they fail. */
export function hidePrivate(compiled: CompiledScript, state: DialogState, text: string): string {
  const { answers } = contextOf(state);
  const hidden = Object.entries(answers).flatMap(([key, value]) =>
    isPrivate(compiled, key.slice(key.lastIndexOf('.') + 1)) ? textsIn(value) : [],
  );
  return hidden.reduce((shown, value) => shown.replaceAll(value, MASK), text);
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsIn);
  return typeof value === 'string' && value.length >= SHORTEST_HIDDEN ? [value] : [];
}
