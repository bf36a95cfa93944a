import type { Party } from '../../contract.js';
import type { GatewayContact } from '../gateway.js';

/**
 * Where a caller is to be: in the music of a queue, on hold, talking, led by a script, leaving a message, told why the
 * call ends (`information`), hung up until called back (`away`), or
 * nowhere any more.
 */
type CallerPlace = 'music' | 'hold' | 'talk' | 'script' | 'message' | 'information' | 'away' | 'gone';

/** A telephone that is to ring, talk or listen. */
export interface WishedLeg {
  readonly party: Party;
  /** While it is offered to an agent: for this offer alone. */
  readonly reservation?: string;
  /** With the others, in the music as the customer is, or beside them for a supervisor; `whisper`: heard by the agent alone. */
  readonly room: 'talk' | 'hold' | 'listen' | 'whisper';
}

/** What a contact wants of the telephones. */
export interface Wish {
  readonly caller: CallerPlace;
  readonly legs: readonly WishedLeg[];
  readonly recording?: { readonly id: string; readonly paused: boolean };
}

/**
 * What the state of a contact wants of the telephones.
 */
export function wishOf(contact: GatewayContact): Wish {
  switch (contact.state) {
    case 'waiting':
    case 'offered':
    case 'parked':
      return { caller: contact.callback ? 'away' : 'music', legs: contact.offers.map(legOfOffer) };
    case 'connected':
      return talkOf(contact);
    case 'external':
      return { caller: 'talk', legs: givenTo(contact) };
    case 'self-service':
      return { caller: aloneWith(contact), legs: [] };
    case 'wrap-up':
    case 'closed':
      return { caller: 'gone', legs: [] };
  }
}

function aloneWith({ dropMessage, messageFor }: GatewayContact): 'information' | 'message' | 'script' {
  if (dropMessage) return 'information';
  return messageFor === undefined ? 'script' : 'message';
}

function givenTo({ givenTo: number }: GatewayContact): readonly WishedLeg[] {
  return number === undefined ? [] : [{ party: { number }, room: 'talk' }];
}

function legOfOffer({ agent, reservation }: GatewayContact['offers'][number]): WishedLeg {
  return { party: { agent }, reservation, room: 'talk' };
}

function talkOf(contact: GatewayContact): Wish {
  const { agent, heldSince, consultation, conference = [], supervisors = [], recording, offers } = contact;
  const leading: Party[] = agent === undefined ? [] : [{ agent }];
  // What an agent asks somebody is not for the others of a conference: they wait as the customer does.
  const room = consultation ? 'hold' : 'talk';
  const isCalled = consultation && (consultation.answered || 'number' in consultation.with);
  return {
    caller: heldSince === undefined ? 'talk' : 'hold',
    legs: [
      ...leading.map((party): WishedLeg => ({ party, room: 'talk' })),
      ...conference.map((party): WishedLeg => ({ party, room })),
      ...(isCalled ? [{ party: consultation.with, room: 'talk' } as const] : []),
      // An agent who is consulted is asked by an offer.
      ...offers.map(legOfOffer),
      ...supervisors.map(({ supervisor, mode }): WishedLeg => {
        return { party: { agent: supervisor }, room: mode === 'barge' ? 'talk' : mode };
      }),
    ],
    ...(recording ? { recording } : {}),
  };
}
