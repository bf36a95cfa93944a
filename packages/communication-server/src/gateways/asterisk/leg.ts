import type { Party } from '../../contract.js';

/** The telephone of somebody the company brings into a call. */
export interface Leg {
  readonly channel: string;
  /** The channel's first id: that of the one before, when the telephone has forwarded the call. */
  readonly name: string;
  readonly party: Party;
  /** The offer it was called for; none when it was called for a talk. */
  readonly reservation: string | undefined;
  /** Whether it was picked up. */
  up: boolean;
  /** Whether it is in the bridge of the talk. */
  talking: boolean;
}

/** The variables of a leg's channel that say whose it is, so that it is known after a restart. */
export const LEG_VARIABLES = {
  agent: 'CARUSO_AGENT',
  number: 'CARUSO_NUMBER',
  reservation: 'CARUSO_RESERVATION',
  /** The name by which the telephone was called, also of the channel to which it has forwarded the call. */
  name: 'CARUSO_LEG',
} as const;

/** The values of these variables. */
export function variablesOf({ name, party, reservation }: Leg): Readonly<Record<string, string>> {
  return {
    [LEG_VARIABLES.agent]: 'agent' in party ? party.agent : '',
    [LEG_VARIABLES.number]: 'number' in party ? party.number : '',
    [LEG_VARIABLES.reservation]: reservation ?? '',
    [LEG_VARIABLES.name]: name,
  };
}
