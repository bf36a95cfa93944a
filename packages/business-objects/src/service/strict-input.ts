import { didYouMean } from '@caruso/language';
import { z } from 'zod';

/** What an operation is given, and nothing else: an option that is misspelt would be without effect, and nobody would see why. */
export function strictInput<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error(issue) {
      if (issue.code !== 'unrecognized_keys') return undefined;
      const unknown = (issue.keys as readonly string[]).map((name) => {
        const hint = didYouMean(name, known) ?? `there are ${known.join(', ')}`;
        return `there is no option '${name}' (${hint})`;
      });
      return unknown.join('; ');
    },
  });
}
