import { words } from '../format/attribute-value.js';

/** What the contact centre itself gives as the reason when it takes an agent out of distribution. */
export const SYSTEM_REASONS = {
  'no-answer': 'Call not taken',
  rejected: 'Call rejected',
  'connection-lost': 'Connection lost',
} as const;

export type SystemReason = keyof typeof SYSTEM_REASONS;

export function isSystemReason(reason: string | undefined): reason is SystemReason {
  return reason !== undefined && Object.hasOwn(SYSTEM_REASONS, reason);
}

/** A reason for not being ready in words: as the company calls it, else the system's own, else its id spelt out. */
export function reasonLabel(
  reason: string,
  reasons: readonly { readonly id: string; readonly label: string }[] = [],
): string {
  const own = reasons.find(({ id }) => id === reason)?.label;
  return own ?? (isSystemReason(reason) ? SYSTEM_REASONS[reason] : words(reason));
}
