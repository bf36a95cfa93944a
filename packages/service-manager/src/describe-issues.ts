import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** Where a value does not fit its schema, in one line. Of a union only the forms are told that the value comes nearest to. */
export function describeIssues(problem: z.ZodError): string {
  return described(problem.issues, []);
}

function described(issues: readonly Issue[], within: readonly PropertyKey[]): string {
  return issues.map((issue) => describedOne(issue, within)).join('; ');
}

function describedOne(issue: Issue, within: readonly PropertyKey[]): string {
  const path = [...within, ...issue.path];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const forms = new Set(nearest(issue.errors).map((form) => described(form, path)));
    return [...forms].join(', or ');
  }
  return path.length > 0 ? `${path.map(String).join('.')}: ${issue.message}` : issue.message;
}

/** The forms of a union that lack least of what a value has to have, and then fit it best. */
function nearest(forms: readonly (readonly Issue[])[]): readonly (readonly Issue[])[] {
  const distance = (form: readonly Issue[]) => form.filter(isAbsent).length * 1000 + form.length;
  const least = Math.min(...forms.map(distance));
  return forms.filter((form) => distance(form) === least);
}

const isAbsent = ({ message }: Issue) => message.endsWith('received undefined');
