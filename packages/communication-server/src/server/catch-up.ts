import type { Departure } from '../gateways/gateway.js';
import type { Sequencer } from './sequencer.js';

/**
 * Puts into the log what happened while the server was down, each at its own time: contacts that ended, and what fell due. Nobody
 * could answer an offer meanwhile, so it rings anew. Then everything is distributed as things stand now.
 *
 * @param departures - in the order of time
 * @param now - milliseconds since 1970 UTC
 */
export async function catchUp(sequencer: Sequencer, departures: readonly Departure[], now: number): Promise<void> {
  const { at: since } = sequencer.state;
  const extend = { type: 'extend-offers', until: now } as const;
  await sequencer.submit(extend, () => undefined, { at: since, distribute: false });
  for (const { contact, at, by } of departures) {
    await expireUntil(sequencer, at);
    await sequencer.submit({ type: 'leave', contact, by }, () => undefined, { at, distribute: false });
  }
  await expireUntil(sequencer, now);
  await sequencer.submit({ type: 'retire' }, () => undefined);
}

async function expireUntil(sequencer: Sequencer, end: number): Promise<void> {
  const next = () => sequencer.state.deadlines.first?.at;
  for (let at = next(); at !== undefined && at <= end; at = next())
    await sequencer.submit({ type: 'expire' }, () => undefined, { at, distribute: false });
}
