import { z } from 'zod';
import { DispositionFlags } from '../campaigns/campaign-event.js';

/** How a contact may end: a choice of its own, or a heading over more exact ones. */
export interface Disposition {
  readonly id: string;
  readonly label: string;
  /** What it says of the conversation; of a choice, not of a heading. */
  readonly flags?: DispositionFlags | undefined;
  /** The choices under this heading. */
  readonly dispositions?: readonly Disposition[] | undefined;
}

// Made once: whoever walks through schemas recognises what holds itself only when it is the same each time.
const DispositionAgain: z.ZodType<Disposition> = z.lazy(() => Disposition);
export const Disposition: z.ZodType<Disposition> = z.strictObject({
  id: z.string(),
  label: z.string(),
  flags: DispositionFlags.optional(),
  dispositions: z.array(DispositionAgain).readonly().optional(),
});

/** The dispositions that can be chosen: those under which there are no others. */
export function choicesOf(dispositions: readonly Disposition[]): readonly Disposition[] {
  return dispositions.flatMap((one) => (one.dispositions?.length ? choicesOf(one.dispositions) : [one]));
}

/** All dispositions, headings too. */
export function allDispositions(dispositions: readonly Disposition[]): readonly Disposition[] {
  return dispositions.flatMap((one) => [one, ...allDispositions(one.dispositions ?? [])]);
}
