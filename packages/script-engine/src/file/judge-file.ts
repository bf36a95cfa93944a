import { z } from 'zod';
import type { Complaint } from '../answer/complaint.js';
import { FileReference } from '../screen.js';
import type { FileRules } from './file-rules.js';

/** What was offered, also when it was not stored. */
const Offered = z.object({ size: z.number(), mediaType: z.string().optional() });

/** Brings what was sent as a file into the form in which it is kept, or says why it is not taken. */
export function judgeFile(
  value: unknown,
  rules: FileRules,
): { readonly value: FileReference } | { readonly complaint: Complaint } {
  const offered = Offered.safeParse(value);
  if (offered.success) {
    const { size, mediaType } = offered.data;
    if (size > rules.maxBytes) return { complaint: { code: 'file-size', data: { bytes: String(rules.maxBytes) } } };
    if (mediaType !== undefined && !rules.accept.includes(mediaType))
      return { complaint: { code: 'file-type', data: { types: rules.accept.join(' ') } } };
  }
  const reference = FileReference.safeParse(value);
  return reference.success ? { value: reference.data } : { complaint: { code: 'file' } };
}
