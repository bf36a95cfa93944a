import { didYouMean } from '@caruso/language';
import { z } from 'zod';

const isModel = (value: unknown): boolean =>
  typeof value === 'string' ||
  (Array.isArray(value) && value.every((path) => typeof path === 'string')) ||
  (typeof value === 'object' && value !== null && 'objects' in value && value.objects instanceof Map);

const shape = {
  model: z.custom(isModel, 'model: a folder, a list of files or a compiled model is expected'),
  company: z.string().min(1).optional(),
  library: z.array(z.string().min(1)).optional(),
  zone: z.string().refine(isZone, 'zone: an IANA time zone is expected, e.g. Europe/Berlin').optional(),
  mostKeys: z.int('mostKeys: a whole number is expected').min(1).max(10_000).optional(),
};
const Options = z.strictObject(shape);

/** Says in sentences which options have a wrong name or are of a wrong kind; an empty list means none. */
export function optionProblems(options: unknown): string[] {
  const issues = Options.safeParse(options).error?.issues ?? [];
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map(unknownOption);
    return [issue.code === 'custom' ? issue.message : `${issue.path.join('.') || 'the options'}: ${issue.message}`];
  });
}

function unknownOption(name: string): string {
  const known = Object.keys(shape);
  return `there is no option '${name}' (${didYouMean(name, known) ?? `there are ${known.join(', ')}`})`;
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
