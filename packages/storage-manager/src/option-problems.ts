import { z } from 'zod';

const store = z.strictObject({
  url: z.string(),
  schema: z.enum(['managed', 'readonly']).optional(),
  zone: z.string().optional(),
});
/** A plain address needs no look at its shape. */
const address = z.preprocess((value) => (typeof value === 'string' ? { url: value } : value), store);
const Options = z.strictObject({ stores: z.record(z.string(), address) });

/** Says in sentences which options have a wrong name or are of a wrong kind; an empty list means none. */
export function optionProblems(options: unknown): string[] {
  const issues = Options.safeParse(options).error?.issues ?? [];
  return issues.flatMap((issue) => {
    const place = issue.path.map(String).join('.');
    const prefix = place === '' ? '' : `${place}: `;
    if (issue.code !== 'unrecognized_keys') return [`${prefix}${issue.message}`];
    const known = Object.keys(issue.path.length === 0 ? Options.shape : store.shape);
    return issue.keys.map((key) => `${prefix}there is no option '${key}' (there are ${known.join(', ')})`);
  });
}
