import { newId } from '@caruso/core';
import type { Party } from '../../contract.js';
import { ContactCentreErrors } from '../../errors.js';
import { sameParty } from '../../same-party.js';
import { inTime } from './ari/in-time.js';
import type { CallSurroundings, CallView } from './call-surroundings.js';
import { unanswered } from './hangup-cause.js';
import { type Leg, variablesOf } from './leg.js';
import { LegReports, type Then } from './leg-reports.js';
import type { Wish, WishedLeg } from './wish.js';

/** A telephone that should be in a talk and was not picked up is called again after this time. */
const CALL_AGAIN_MS = 2_000;
/** An offer ends before; this stops the ringing when the server is gone. */
const LONGEST_RINGING_S = 120;

/** The telephones of those whom the company brings into a call. */
export class Legs {
  readonly #around: CallSurroundings;
  readonly #call: CallView;
  readonly #reports: LegReports;
  #legs = new Map<string, Leg>();
  /** Offers whose telephone could not be reached. */
  readonly #refused = new Set<string>();
  /** Channels of those who have hung up, until the contact centre knows it: none is called again meanwhile. */
  readonly #leaving = new Map<string, Party>();
  /** Numbers that were called; none is called again by itself. */
  readonly #calledNumbers = new Set<string>();
  #noCallBefore = 0;

  constructor(around: CallSurroundings, call: CallView) {
    this.#around = around;
    this.#call = call;
    this.#reports = new LegReports(around.host, call);
  }

  get up(): readonly Leg[] {
    return [...this.#legs.values()].filter(({ up }) => up);
  }

  /** What exists is known anew. */
  found(legs: readonly Leg[]): void {
    this.#legs = new Map(legs.map((leg) => [leg.channel, leg]));
    for (const leg of this.up) this.#reports.pickedUp(leg);
  }

  /** Ends what is not wanted any more, and calls whoever is missing. */
  async settle({ legs: wished }: Wish): Promise<void> {
    for (const leg of [...this.#legs.values()])
      if (!wished.some((wish) => fits(leg, wish))) await this.#drop(leg.channel);
    for (const number of this.#calledNumbers)
      if (!wished.some(({ party }) => sameParty(party, { number }))) this.#calledNumbers.delete(number);
    for (const wish of wished) {
      if (!this.#isMissing(wish)) continue;
      const wait = this.#noCallBefore - this.#around.host.clock.now();
      // Said anew each time: something else may have set the time at which it is looked again.
      if (wait > 0) this.#call.settleIn(wait);
      else await this.#ring(wish);
    }
  }

  /** @returns false when nobody waits for it any more */
  pickedUp(channel: string): boolean {
    const leg = this.#legs.get(channel);
    if (!leg) return false;
    leg.up = true;
    this.#reports.pickedUp(leg);
    return true;
  }

  /** @returns the variables of the new channel; undefined when nobody waits for it any more */
  forwarded(from: string, to: string): Readonly<Record<string, string>> | undefined {
    const leg = this.#legs.get(from);
    if (!leg) return undefined;
    this.#legs.delete(from);
    this.#legs.set(to, { ...leg, channel: to });
    return variablesOf(leg);
  }

  gone(channel: string, cause: number): void {
    const leg = this.#legs.get(channel);
    if (!leg) return;
    this.#legs.delete(channel);
    if (leg.up) this.#after(leg, this.#reports.ended(leg, cause));
    else this.#notReached(leg, unanswered(cause));
  }

  /** Whether somebody is to be called who is not. */
  #isMissing({ party, reservation }: WishedLeg): boolean {
    const parties = [...[...this.#legs.values()].map((leg) => leg.party), ...this.#leaving.values()];
    if (parties.some((other) => sameParty(other, party))) return false;
    if ('number' in party && this.#calledNumbers.has(party.number)) return false;
    return reservation === undefined || !this.#refused.has(reservation);
  }

  async #ring({ party, reservation }: WishedLeg): Promise<void> {
    const { client, names } = this.#around;
    const { contact } = this.#call;
    const channel = names.leg(contact.contact, newId());
    const leg: Leg = { channel, name: channel, party, reservation, up: false, talking: false };
    if ('number' in party) this.#calledNumbers.add(party.number);
    const endpoint = this.#endpointOf(party);
    if (endpoint === undefined) {
      this.#notReached(leg, 'agent' in party ? 'the agent has no telephone' : 'the gateway has no trunk');
      return;
    }
    this.#legs.set(channel, leg);
    try {
      const timeout = LONGEST_RINGING_S;
      await client.originate({ channel, endpoint, callerId: contact.from, timeout, variables: variablesOf(leg) });
    } catch (thrown) {
      this.#legs.delete(channel);
      if (!ContactCentreErrors.AriRequestFailed.is(thrown)) throw thrown;
      this.#notReached(leg, `${endpoint}: ${thrown.data.answer}`);
    }
  }

  /** Only the configuration names a telephone of Asterisk; what else is to be called is a number. */
  #endpointOf(party: Party): string | undefined {
    const { host, trunkTo } = this.#around;
    const address = 'agent' in party ? host.phoneOf(party.agent) : party.number;
    if (address === undefined) return undefined;
    return 'agent' in party && address.includes('/') ? address : trunkTo(address);
  }

  async #drop(channel: string): Promise<void> {
    this.#legs.delete(channel);
    await inTime(this.#around.client.hangUp(channel));
  }

  #notReached(leg: Leg, cause: string): void {
    if (leg.reservation !== undefined) this.#refused.add(leg.reservation);
    this.#after(leg, this.#reports.notReached(leg, cause));
  }

  #after({ channel, party }: Leg, then: Then): void {
    if (then !== 'call-again') {
      this.#leaving.set(channel, party);
      void then.then(() => {
        this.#leaving.delete(channel);
        this.#call.settleIn(0);
      });
      return;
    }
    this.#noCallBefore = this.#around.host.clock.now() + CALL_AGAIN_MS;
    this.#call.settleIn(CALL_AGAIN_MS);
  }
}

function fits(leg: Leg, { party, reservation }: WishedLeg): boolean {
  return sameParty(leg.party, party) && (reservation === undefined || reservation === leg.reservation);
}
