import type { UserInput } from '../step/dialog-input.js';
import type { DialogState } from '../step/dialog-state.js';
import { isSameData } from '../step/plain-data.js';

/** Whether a user sends what was taken last once more: the answer did not reach them, or they pressed twice. */
export function isRepetition({ last }: DialogState, input: UserInput): boolean {
  if (!last || last.step !== input.step) return false;
  const event = input.type === 'branch' ? `branch ${input.branch}` : input.type;
  const given = input.type === 'answer' ? (input.value ?? null) : undefined;
  return last.event === event && isSameData(last.given, given);
}
