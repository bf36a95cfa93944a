import { type Asked, isAllowed } from './apply-list.js';
import type { ApplyStep } from './apply-step.js';

/** A step whose values cannot all be kept is in the way until somebody says that they may go. */
export function gated(asked: Asked, member: string, step: Omit<ApplyStep, 'state'>): ApplyStep {
  if (step.loses === 0 || isAllowed(asked, [`narrow:${member}`], step.loses)) return { ...step, state: 'ready' };
  const remedy = `correct them, or let them go by --allow narrow:${member}`;
  return { ...step, state: 'blocked', message: `${step.message}; ${remedy}` };
}
