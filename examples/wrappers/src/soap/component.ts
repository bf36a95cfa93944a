import { defineComponent, provide } from '@caruso/service-manager';
import { APPOINTMENT_OPTIONS, type AppointmentOptions, AppointmentsWrapper } from './appointments-wrapper.js';
import { Appointments } from './contract.js';

/** The appointment system behind its contract. */
export const appointments = (options: AppointmentOptions) =>
  defineComponent({
    name: 'appointments',
    provides: [provide(Appointments, AppointmentsWrapper)],
    // The system has eight workers: a ninth call would only wait there, where nobody sees it.
    concurrency: { atOnce: 8, waiting: 100 },
    // When half of ten calls fail within half a minute, callers hear at once that it is down instead of waiting for it.
    breaker: { share: 0.5, minimumCalls: 10, windowMs: 30_000, halfOpenMs: 5_000 },
    health: { everyMs: 15_000, timeoutMs: 3_000 },
    configure: (container) => {
      container.bind(APPOINTMENT_OPTIONS).toConstantValue(options);
    },
  });
