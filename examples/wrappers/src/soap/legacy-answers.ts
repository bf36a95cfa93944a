import { z } from 'zod';
import { fromLegacyAmount, fromLegacyTime } from './legacy-formats.js';

/** Codes of the appointment system, by what the contract calls them. */
export const WORK = { exchange: 'ZW', inspection: 'PR' } as const;
const STATE = { booked: 'O', done: 'E', cancelled: 'S' } as const;

const text = z.string().min(1);
const TIMES = { DAT: text, VON: text, BIS: text, PREIS: text };

/**
 * What the appointment system answers, by the element names of its WSDL, and as what the contract says it. A value that cannot
 * be read becomes an issue at its place.
 *
 * @param zone in which the system means its times
 */
export function legacyAnswers(zone: string) {
  const visit = (row: Readonly<Record<keyof typeof TIMES, string>>) => ({
    start: fromLegacyTime(row.DAT, row.VON, zone),
    end: fromLegacyTime(row.DAT, row.BIS, zone),
    fee: fromLegacyAmount(row.PREIS),
  });
  const slot = z.object({ T_ID: text, ...TIMES });
  const booking = z.object({ A_NR: text, ...TIMES });
  const appointment = booking.extend({ ART: text, STATUS: text });
  return {
    nothing: element({}),
    slots: element({
      TERMIN: z.array(slot.transform(reading((row) => ({ slot: row.T_ID, ...visit(row) })))).default([]),
    }),
    booking: element({
      TERMIN: z.tuple([booking.transform(reading((row) => ({ appointment: row.A_NR, ...visit(row) })))]),
    }),
    appointment: element({
      TERMIN: z.tuple([
        appointment.transform(
          reading((row) => ({
            appointment: row.A_NR,
            ...visit(row),
            work: nameOf(WORK, row.ART),
            state: nameOf(STATE, row.STATUS),
          })),
        ),
      ]),
    }),
  };
}

/** The parser gives an empty element, such as a list without entries, as an empty text. */
const element = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.preprocess((value) => (value === '' ? {} : value), z.object(shape));

/** A conversion that may throw, as a transformation that reports. */
const reading =
  <Row, Result>(convert: (row: Row) => Result) =>
  (row: Row, context: z.RefinementCtx<Row>): Result => {
    try {
      return convert(row);
    } catch (thrown) {
      context.addIssue({ code: 'custom', message: thrown instanceof Error ? thrown.message : String(thrown) });
      return z.NEVER;
    }
  };

function nameOf<Name extends string>(codes: Readonly<Record<Name, string>>, code: string): Name {
  const name = (Object.keys(codes) as Name[]).find((candidate) => codes[candidate] === code);
  if (name !== undefined) return name;
  throw new Error(`"${code}" is none of the codes ${Object.values(codes).join(', ')}`);
}
