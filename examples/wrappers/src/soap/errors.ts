import { defineErrors, error } from '@caruso/core';

interface Appointment {
  readonly appointment: string;
}
/** An operation of the legacy system, by its own name. */
interface Operation {
  readonly operation: string;
}

/** What the appointment system refuses (001 to 009), and what can go wrong on the way to it (`CRS-APT-…`). */
export const AppointmentErrors = defineErrors('APT', {
  SlotTaken: error(
    1,
    'conflict',
    ({ slot }: { slot: string }) => `Slot ${slot} has just been taken. Offer the free slots anew.`,
  ),
  UnknownSlot: error(
    2,
    'not-found',
    ({ slot }: { slot: string }) => `There is no slot "${slot}". Slots are offered for a day; ask for the free ones.`,
  ),
  UnknownCustomer: error(
    3,
    'not-found',
    ({ customer }: { customer: string }) => `The appointment system has no customer "${customer}". Check the number.`,
  ),
  UnknownAppointment: error(
    4,
    'not-found',
    ({ appointment }: Appointment) => `There is no appointment "${appointment}". Check the number.`,
  ),
  TooLateToCancel: error(
    5,
    'conflict',
    ({ appointment }: Appointment) => `Appointment ${appointment} has begun or is over and can no longer be cancelled.`,
  ),
  KeyReused: error(
    6,
    'conflict',
    ({ idempotencyKey }: { idempotencyKey: string }) =>
      `The key "${idempotencyKey}" has already booked another slot or customer. Use a new key for a new booking.`,
  ),
  Maintenance: error(
    10,
    'unavailable',
    ({ text }: { text: string }) => `The appointment system takes no calls at the moment: ${text}. Try again later.`,
  ),
  Unreachable: error(
    11,
    'unavailable',
    ({ operation, reason }: Operation & { reason: string }) =>
      `The appointment system could not be reached for ${operation}: ${reason}. Try again later.`,
  ),
  ServerTrouble: error(
    12,
    'unavailable',
    ({ operation, status }: Operation & { status: number }) =>
      `The appointment system answered ${operation} with HTTP ${status} and no fault. Try again later.`,
  ),
  RequestRefused: error(
    13,
    'internal',
    ({ operation, status }: Operation & { status: number }) =>
      `The appointment system refused ${operation} with HTTP ${status}. Check the address and the log-in in the assembly.`,
  ),
  UnknownFault: error(
    14,
    'internal',
    ({ operation, code, text }: Operation & { code: string; text: string }) =>
      `The appointment system refused ${operation} with the fault ${code} (${text}), which this wrapper does not know.`,
  ),
  NotXml: error(
    15,
    'internal',
    ({ operation, contentType }: Operation & { contentType: string }) =>
      `The appointment system answered ${operation} with "${contentType}" where text/xml was expected. Is a proxy in between?`,
  ),
  MalformedAnswer: error(
    16,
    'internal',
    ({ operation, reason }: Operation & { reason: string }) =>
      `The answer to ${operation} is not a SOAP 1.1 document: ${reason}.`,
  ),
  AnswerTooLarge: error(
    17,
    'internal',
    ({ operation, bytes }: Operation & { bytes: number }) =>
      `The answer to ${operation} is larger than ${bytes} bytes and was not read to its end. Ask for less.`,
  ),
  UnexpectedAnswer: error(
    18,
    'internal',
    ({ operation, problem }: Operation & { problem: string }) =>
      `The answer to ${operation} does not fit what this wrapper knows of the appointment system: ${problem}.`,
  ),
});
