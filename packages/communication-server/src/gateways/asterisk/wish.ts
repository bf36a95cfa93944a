import type { GatewayContact } from '../gateway.js';

/** Where a caller is to be: in the music of a queue, talking, led by a script, or nowhere any more. */
type CallerPlace = 'queue' | 'talk' | 'script' | 'gone';

/** What a contact wants of the telephones. */
export interface Wish {
  readonly caller: CallerPlace;
  /** Whose telephone is to ring or to talk; while the contact is offered, for this reservation alone. */
  readonly agent?: { readonly id: string; readonly reservation?: string };
}

/** What the state of a contact wants of the telephones. */
export function wishOf({ state, agent, reservation }: GatewayContact): Wish {
  switch (state) {
    case 'waiting':
    case 'parked':
      return { caller: 'queue' };
    case 'offered':
      if (agent === undefined || reservation === undefined) return { caller: 'queue' };
      return { caller: 'queue', agent: { id: agent, reservation } };
    case 'connected':
      return agent === undefined ? { caller: 'queue' } : { caller: 'talk', agent: { id: agent } };
    case 'self-service':
      return { caller: 'script' };
    case 'wrap-up':
    case 'closed':
      return { caller: 'gone' };
  }
}
