import { sameParty } from '../../same-party.js';
import type { GatewayHost } from '../gateway.js';
import type { CallView } from './call-surroundings.js';
import { isFailure } from './hangup-cause.js';
import type { Leg } from './leg.js';

/** What a telephone that is lost or not reached asks for. */
type Then = 'call-again' | 'done';

/** Tells the contact centre what becomes of telephones: picking up accepts, putting down ends, failing ends nothing. */
export class LegReports {
  readonly #host: GatewayHost;
  readonly #call: CallView;

  constructor(host: GatewayHost, call: CallView) {
    this.#host = host;
    this.#call = call;
  }

  pickedUp({ party, reservation }: Leg): void {
    const { contact, consultation } = this.#call.contact;
    if ('agent' in party) {
      if (reservation !== undefined && this.#isOffered(reservation))
        this.#report(this.#host.accept(party.agent, reservation));
    } else if (consultation && !consultation.answered && sameParty(consultation.with, party)) {
      this.#report(this.#host.consulted(contact, true));
    }
  }

  /** A telephone was not picked up, or could not even be called. */
  notReached({ party, reservation }: Leg, cause: string): Then {
    const { contact, consultation } = this.#call.contact;
    if ('number' in party) {
      this.#host.log.warn('A number was not reached', { contact, number: party.number, cause });
      if (this.#isExternal(party.number)) this.#report(this.#host.leave(contact, 'gateway'));
      else if (consultation && !consultation.answered) this.#report(this.#host.consulted(contact, false));
      return 'done';
    }
    if (reservation !== undefined && this.#isOffered(reservation)) {
      this.#report(this.#host.reject(party.agent, reservation, cause));
      return 'done';
    }
    if (this.#supervises(party.agent)) {
      this.#host.log.warn('The telephone of a supervisor was not reached', { supervisor: party.agent, cause });
      this.#report(this.#host.endSupervision(party.agent, contact));
      return 'done';
    }
    if (!this.#takesPart(party.agent)) return 'done';
    const told = { agent: party.agent, cause };
    this.#host.log.warn('The telephone of an agent does not come into the talk; it is called again', told);
    return 'call-again';
  }

  /** A telephone that was picked up is gone. One that has failed is not the agent who hangs up. */
  ended({ party }: Leg, cause: number): Then {
    const { contact, consultation } = this.#call.contact;
    if ('number' in party) {
      if (this.#isExternal(party.number)) this.#report(this.#host.leave(contact, 'customer'));
      else if (consultation && sameParty(consultation.with, party))
        this.#report(this.#host.cancelConsultation(consultation.by, contact));
      return 'done';
    }
    if (this.#supervises(party.agent)) {
      this.#report(this.#host.endSupervision(party.agent, contact));
      return 'done';
    }
    if (!this.#takesPart(party.agent)) return 'done';
    if (isFailure(cause)) {
      const told = { agent: party.agent, cause };
      this.#host.log.warn('The telephone of an agent was lost in a talk; it is called again', told);
      return 'call-again';
    }
    this.#report(this.#host.hangUp(party.agent, contact));
    return 'done';
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
  #report(work: Promise<void>): void {
    work.catch((thrown: unknown) =>
      this.#host.log.info('A telephone was too late', {
        contact: this.#call.contact.contact,
        reason: String(thrown),
      }),
    );
  }
}
