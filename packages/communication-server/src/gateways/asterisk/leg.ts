import type { Party } from '../../contract.js';

/** The telephone of somebody the company brings into a call. */
export interface Leg {
  readonly channel: string;
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
} as const;

/** The values of these variables. */
export function variablesOf({ party, reservation }: Leg): Readonly<Record<string, string>> {
  return {
    [LEG_VARIABLES.agent]: 'agent' in party ? party.agent : '',
    [LEG_VARIABLES.number]: 'number' in party ? party.number : '',
    [LEG_VARIABLES.reservation]: reservation ?? '',
  };
}
