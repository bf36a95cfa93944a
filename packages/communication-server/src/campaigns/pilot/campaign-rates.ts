import type { ListCounts } from '../list/list-counts.js';
import { type Rate, rateOf } from './rate.js';

/** What a campaign has achieved so far. Four different things are called contact rate: each says of what it is a share. */
export interface CampaignRates {
  /** Contactability of the base: records reached, of those worked, and of all. */
  readonly contactability: Rate;
  readonly contactabilityOfBase: Rate;
  /** Records of which the right person was spoken to, of those worked. */
  readonly directContactability: Rate;
  /** Effectiveness: records with which the goal was reached, of those with a direct contact, and of all. */
  readonly effectiveness: Rate;
  readonly effectivenessOfBase: Rate;
  /** Attempts that a person answered, of all attempts. */
  readonly livePerAttempt: Rate;
  /** Records worked, of all. */
  readonly penetration: Rate;
  /** Undefined while nobody was reached. */
  readonly attemptsPerContact: number | undefined;
  /** Attempts for each record of the base; above 1 when records are tried again. */
  readonly saturation: number | undefined;
}

/** The rates of the counts of a list. */
export function campaignRates({ base, worked, attempts, live, reached, direct, successes }: ListCounts): CampaignRates {
  return {
    contactability: rateOf('reached of worked', reached, worked),
    contactabilityOfBase: rateOf('reached of base', reached, base),
    directContactability: rateOf('direct of worked', direct, worked),
    effectiveness: rateOf('successes of direct', successes, direct),
    effectivenessOfBase: rateOf('successes of base', successes, base),
    livePerAttempt: rateOf('answered live of attempts', live, attempts),
    penetration: rateOf('worked of base', worked, base),
    attemptsPerContact: reached === 0 ? undefined : attempts / reached,
    saturation: base === 0 ? undefined : attempts / base,
  };
}
