import { CarusoError } from '@caruso/core';
import { cleanText } from '../clean-text.js';

const LONGEST_REASON = 500;
/** Kinds of our own errors that may be due to what stands in a mail; all others are outages, or concern every mail. */
const DUE_TO_CONTENT: ReadonlySet<string> = new Set(['invalid', 'internal']);

/**
 * Whether what has failed with one mail may be due to that mail: not when the log or a store is away or full, and not when a connection has
 * broken, unless the server has said that it ends it because it cannot give the mail (Dovecot does, by `BYE FETCH failed`).
 *
 * @param connected - whether the connection to the mail server still stands
 */
export function tellsOfMail(thrown: unknown, connected: boolean): boolean {
  if (CarusoError.is(thrown)) return DUE_TO_CONTENT.has(thrown.kind);
  if (isThrottled(thrown)) return false;
  return connected || /\bfetch\b/i.test(saidBy(thrown, 'reason'));
}

/** What a failure says, as far as it can be shown: of a mail server its own words. */
export function saysOf(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return cleanText(saidBy(thrown, 'responseText') || saidBy(thrown, 'reason') || message, LONGEST_REASON);
}

/** A server that wants to be asked less often gives every mail later. */
function isThrottled(thrown: unknown): boolean {
  return saidBy(thrown, 'code') === 'ETHROTTLE';
}

function saidBy(thrown: unknown, property: 'reason' | 'responseText' | 'code'): string {
  const said = thrown instanceof Error ? Object.entries(thrown).find(([name]) => name === property)?.[1] : undefined;
  return typeof said === 'string' ? said : '';
}
