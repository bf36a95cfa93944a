import type { ContactCentreEvent, EventPayload } from '@caruso/communication-server/contract';
import { describe, expect, it } from 'vitest';
import { LiveState } from './live-state.js';

describe('a call of a campaign', () => {
  const facts = { contact: 'c', channel: 'voice', from: '+4930', to: '+4931', gateway: 'g', externalId: 'c' } as const;
  const happen = (joinedAt: number) => {
    const state = new LiveState({ zone: 'UTC', thresholdOf: () => 20_000 });
    let number = 0;
    const apply = (at: number, payload: EventPayload) =>
      state.apply({ number: ++number, at, ...payload } as ContactCentreEvent);
    apply(0, { type: 'contact-arrived', direction: 'out', attributes: {}, ...facts });
    apply(0, { type: 'contact-queued', contact: 'c', queue: 'calls' });
    apply(0, { type: 'contact-connected', contact: 'c', queue: 'calls', agent: 'ada' });
    const joined = apply(joinedAt, { type: 'agent-joined', contact: 'c', agent: 'ada' });
    return {
      state,
      joined,
      ended: () => apply(60_000, { type: 'conversation-ended', contact: 'c', agent: 'ada', by: 'agent' }),
    };
  };

  it('is talked on from the moment in which the telephone of the agent was picked up', () => {
    const { joined, ended } = happen(5_000);
    expect(joined).toMatchObject({ outcome: 'answered', answeredAt: 5_000 });
    expect(ended()).toMatchObject({ answeredAt: 5_000, leftAt: 60_000 });
  });

  it('is in time no more when it was picked up after the threshold', () => {
    expect(happen(5_000).state.today.get('calls')).toMatchObject({ answered: 1, inTime: 1 });
    expect(happen(21_000).state.today.get('calls')).toMatchObject({ answered: 1, inTime: 0 });
  });
});
