import type { Departure } from '../gateways/gateway.js';
import type { Sequencer } from './sequencer.js';

/**
 * Puts into the log what happened while the server was down, each at its own time: contacts that ended, and offers whose
 * deadline passed. Then everything is distributed as things stand now.
 *
 * @param departures - in the order of time
 * @param now - milliseconds since 1970 UTC
 */
export async function catchUp(sequencer: Sequencer, departures: readonly Departure[], now: number): Promise<void> {
  for (const { contact, at, by } of departures) {
    await expireUntil(sequencer, at);
    await sequencer.submit({ type: 'leave', contact, by }, () => undefined, { at, distribute: false });
  }
  await expireUntil(sequencer, now);
  await sequencer.submit({ type: 'retire' }, () => undefined);
}

async function expireUntil(sequencer: Sequencer, end: number): Promise<void> {
  const next = () => sequencer.state.deadlines.earliest;
  for (let at = next(); at !== undefined && at <= end; at = next())
    await sequencer.submit({ type: 'expire' }, () => undefined, { at, distribute: false });
}
