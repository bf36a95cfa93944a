import type { z } from 'zod';

/** Where a value does not fit its schema, in one line. */
export function describeIssues(problem: z.ZodError): string {
  return problem.issues
    .map(({ path, message }) => (path.length ? `${path.join('.')}: ${message}` : message))
    .join('; ');
}
