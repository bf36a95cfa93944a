import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { CsvFormat } from './csv-file.js';

/** Orders are told apart by twenty characters: the same key is the same order, in the same file. */
export const toOrderId = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 20);

/** `2026-12-01` as the metering system writes it: 20261201. */
export const toLegacyDay = (date: string): string => date.replaceAll('-', '');

const day = z
  .string()
  .regex(/^\d{8}$/, 'must be a day such as 20261201')
  .transform((digits) => `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`)
  .pipe(z.iso.date('must be a day of the calendar'));

const amount = z
  .string()
  .regex(/^\d+,\d\d$/, 'must be an amount such as 1049,90')
  .transform((text) => text.replace(',', '.'));

const filled = z.string().min(1, 'must not be empty');

export const WORK = { exchange: 'ZW', removal: 'AB' } as const;

/** What comes back for the order `id`. A refusal has a reason, and nothing else counts then. */
export const quittung = (id: string) => {
  const AUFTRAG_ID = z.literal(id);
  return {
    columns: ['AUFTRAG_ID', 'STATUS', 'AUFTRAG_NR', 'TERMIN', 'PREIS', 'GRUND'],
    row: z.discriminatedUnion('STATUS', [
      z.object({ AUFTRAG_ID, STATUS: z.literal('OK'), AUFTRAG_NR: filled, TERMIN: day, PREIS: amount }),
      z.object({ AUFTRAG_ID, STATUS: z.literal('ABL'), GRUND: filled }),
    ]),
  } satisfies CsvFormat<unknown>;
};
export type Quittung = z.output<ReturnType<typeof quittung>['row']>;

/** What comes every night. */
export const PREISE = {
  columns: ['ARTIKEL', 'BEZEICHNUNG', 'GRUPPE', 'PREIS', 'GUELTIG_AB'],
  row: z
    .object({ ARTIKEL: filled, BEZEICHNUNG: filled, GRUPPE: z.string(), PREIS: amount, GUELTIG_AB: day })
    .transform(({ ARTIKEL, BEZEICHNUNG, GRUPPE, PREIS, GUELTIG_AB }) => ({
      article: ARTIKEL,
      name: BEZEICHNUNG,
      group: GRUPPE,
      price: PREIS,
      validFrom: GUELTIG_AB,
    })),
} satisfies CsvFormat<unknown>;
