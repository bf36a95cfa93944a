import type { GatewayContact } from '../gateway.js';

/** Where a caller is to be: in the music of a queue, talking, led by a script, or nowhere any more. */
type CallerPlace = 'queue' | 'talk' | 'script' | 'gone';

/** An agent's telephone that is to ring or to talk; while the contact is offered, for this reservation alone. */
export interface WishedPhone {
  readonly agent: string;
  readonly reservation?: string;
}

/** What a contact wants of the telephones. */
export interface Wish {
  readonly caller: CallerPlace;
  readonly phones: readonly WishedPhone[];
}

/** What the state of a contact wants of the telephones. */
export function wishOf({ state, agent, offers }: GatewayContact): Wish {
  switch (state) {
    case 'waiting':
    case 'offered':
    case 'parked':
      return { caller: 'queue', phones: offers };
    case 'connected':
      return agent === undefined ? { caller: 'queue', phones: [] } : { caller: 'talk', phones: [{ agent }] };
    case 'external':
      return { caller: 'talk', phones: [] };
    case 'self-service':
      return { caller: 'script', phones: [] };
    case 'wrap-up':
    case 'closed':
      return { caller: 'gone', phones: [] };
  }
}
