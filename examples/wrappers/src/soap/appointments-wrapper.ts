import type { Call, CarusoError, Clock, InputOf, Service } from '@caruso/core';
import { CLOCK, inject } from '@caruso/service-manager';
import type { z } from 'zod';
import type { Appointments } from './contract.js';
import { AppointmentErrors } from './errors.js';
import { legacyAnswers, WORK } from './legacy-answers.js';
import { toLegacyCustomer, toLegacyDay, toLegacyKey } from './legacy-formats.js';
import { callSoap, type SoapEndpoint } from './soap-client.js';
import type { Fields } from './soap-envelope.js';

export interface AppointmentOptions extends SoapEndpoint {
  /** The zone in which the system means its times, e.g. `Europe/Berlin`. */
  readonly zone: string;
}

export const APPOINTMENT_OPTIONS = Symbol('appointment options');

const CHECK_MS = 2_000;

type Input<Name extends keyof typeof Appointments.operations> = InputOf<(typeof Appointments.operations)[Name]>;

/** What fault codes mean in one operation. */
type Refusals = Readonly<Record<string, () => CarusoError>>;

/** Speaks SOAP with the appointment system on one side and its contract on the other. */
export class AppointmentsWrapper implements Service<typeof Appointments> {
  readonly #answers: ReturnType<typeof legacyAnswers>;

  constructor(
    @inject(APPOINTMENT_OPTIONS) private readonly options: AppointmentOptions,
    @inject(CLOCK) private readonly clock: Clock,
  ) {
    this.#answers = legacyAnswers(options.zone);
  }

  async check() {
    const patience = new AbortController();
    const reason = `no answer within ${CHECK_MS} ms`;
    const timer = this.clock.at(this.clock.now() + CHECK_MS, () =>
      patience.abort(new AppointmentErrors.Unreachable({ operation: 'Ping', reason })),
    );
    await this.#ask('Ping', {}, this.#answers.nothing, patience.signal).finally(() => timer.cancel());
  }

  async free({ postalCode, from, work }: Input<'free'>, { signal }: Call) {
    const fields = { PLZ: postalCode, AB: toLegacyDay(from), ART: WORK[work] };
    const { TERMIN } = await this.#ask('FreieTermineLesen', fields, this.#answers.slots, signal);
    return { slots: TERMIN };
  }

  async book({ slot, customer, remark, idempotencyKey }: Input<'book'>, { signal }: Call) {
    const fields = { T_ID: slot, KD_NR: toLegacyCustomer(customer), BEM: remark, VORG_ID: toLegacyKey(idempotencyKey) };
    const { TERMIN } = await this.#ask('TerminBuchen', fields, this.#answers.booking, signal, {
      T10: () => new AppointmentErrors.UnknownSlot({ slot }),
      T17: () => new AppointmentErrors.SlotTaken({ slot }),
      T20: () => new AppointmentErrors.UnknownCustomer({ customer }),
      T41: () => new AppointmentErrors.KeyReused({ idempotencyKey }),
    });
    return TERMIN[0];
  }

  async find({ appointment }: Input<'find'>, { signal }: Call) {
    const { TERMIN } = await this.#ask('TerminLesen', { A_NR: appointment }, this.#answers.appointment, signal, {
      T30: () => new AppointmentErrors.UnknownAppointment({ appointment }),
    });
    return TERMIN[0];
  }

  async cancel({ appointment }: Input<'cancel'>, { signal }: Call) {
    await this.#ask('TerminStornieren', { A_NR: appointment }, this.#answers.nothing, signal, {
      T30: () => new AppointmentErrors.UnknownAppointment({ appointment }),
      T31: () => new AppointmentErrors.TooLateToCancel({ appointment }),
    });
    return {};
  }

  /** One request to the system; its fault becomes the error that `refusals` has for the code. */
  async #ask<Answer extends z.ZodType>(
    operation: string,
    fields: Fields,
    schema: Answer,
    signal: AbortSignal,
    refusals: Refusals = {},
  ): Promise<z.output<Answer>> {
    const reply = await callSoap(this.options, operation, fields, signal);
    if ('fault' in reply) {
      const { code, text } = reply.fault;
      if (code === 'T90') throw new AppointmentErrors.Maintenance({ text });
      throw refusals[code]?.() ?? new AppointmentErrors.UnknownFault({ operation, code, text });
    }
    const answer = schema.safeParse(reply.answer);
    if (answer.success) return answer.data;
    const problem = answer.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
    throw new AppointmentErrors.UnexpectedAnswer({ operation, problem });
  }
}
