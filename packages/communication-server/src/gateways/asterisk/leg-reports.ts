import { sameParty } from '../../same-party.js';
import type { GatewayHost } from '../gateway.js';
import type { CallView } from './call-surroundings.js';
import { isFailure } from './hangup-cause.js';
import type { Leg } from './leg.js';

/** What follows when a telephone is lost or not reached: it is called again, or the contact centre knows it in a moment. */
export type Then = 'call-again' | Promise<void>;

const NOTHING = Promise.resolve();

/** Tells the contact centre what becomes of telephones: picking up accepts, putting down ends, failing ends nothing. */
export class LegReports {
  readonly #host: GatewayHost;
  readonly #call: CallView;

  constructor(host: GatewayHost, call: CallView) {
    this.#host = host;
    this.#call = call;
  }

  pickedUp({ party, reservation }: Leg): void {
    const { contact, consultation, attempt, agent } = this.#call.contact;
    if ('agent' in party) {
      if (reservation !== undefined && this.#isOffered(reservation))
        void this.#report(this.#host.accept(party.agent, reservation));
      else if (attempt && agent === party.agent) void this.#report(this.#host.joined(agent, contact));
    } else if (consultation && !consultation.answered && sameParty(consultation.with, party)) {
      void this.#report(this.#host.consulted(contact, true));
    }
  }

  /** A telephone was not picked up, or could not even be called. */
  notReached({ party, reservation }: Leg, cause: string): Then {
    const { contact, consultation } = this.#call.contact;
    if ('number' in party) {
      this.#host.log.warn('A number was not reached', { contact, number: party.number, cause });
      if (this.#isExternal(party.number)) return this.#report(this.#host.transferFailed(contact, cause));
      if (consultation && !consultation.answered) return this.#report(this.#host.consulted(contact, false));
      return NOTHING;
    }
    if (reservation !== undefined && this.#isOffered(reservation)) {
      return this.#report(this.#host.reject(party.agent, reservation, cause));
    }
    if (this.#supervises(party.agent)) {
      this.#host.log.warn('The telephone of a supervisor was not reached', { supervisor: party.agent, cause });
      return this.#report(this.#host.endSupervision(party.agent, contact));
    }
    if (!this.#takesPart(party.agent)) return NOTHING;
    const told = { agent: party.agent, cause };
    this.#host.log.warn('The telephone of an agent does not come into the talk; it is called again', told);
    return 'call-again';
  }

  /** A telephone that was picked up is gone. One that has failed is not the agent who hangs up. */
  ended({ party }: Leg, cause: number): Then {
    const { contact, consultation } = this.#call.contact;
    if ('number' in party) {
      if (this.#isExternal(party.number)) return this.#report(this.#host.leave(contact, 'customer'));
      if (consultation && sameParty(consultation.with, party))
        return this.#report(this.#host.cancelConsultation(consultation.by, contact));
      return NOTHING;
    }
    if (this.#supervises(party.agent)) {
      return this.#report(this.#host.endSupervision(party.agent, contact));
    }
    if (!this.#takesPart(party.agent)) return NOTHING;
    if (isFailure(cause)) {
      const told = { agent: party.agent, cause };
      this.#host.log.warn('The telephone of an agent was lost in a talk; it is called again', told);
      return 'call-again';
    }
    return this.#report(this.#host.hangUp(party.agent, contact));
  }

  #isOffered(reservation: string): boolean {
    return this.#call.contact.offers.some((offer) => offer.reservation === reservation);
  }

  #isExternal(number: string): boolean {
    return this.#call.contact.state === 'external' && this.#call.contact.givenTo === number;
  }

  #supervises(agent: string): boolean {
    return (this.#call.contact.supervisors ?? []).some(({ supervisor }) => supervisor === agent);
  }

  /** Whether an agent talks to the customer, or is consulted. */
  #takesPart(id: string): boolean {
    const { state, agent, consultation, conference = [] } = this.#call.contact;
    if (state !== 'connected') return false;
    if (agent === id) return true;
    const others = consultation?.answered ? [...conference, consultation.with] : conference;
    return others.some((party) => sameParty(party, { agent: id }));
  }

  /** What is reported may be over by now; the contact centre says so. */
  #report(work: Promise<void>): Promise<void> {
    return work.catch((thrown: unknown) =>
      this.#host.log.info('A telephone was too late', {
        contact: this.#call.contact.contact,
        reason: String(thrown),
      }),
    );
  }
}
