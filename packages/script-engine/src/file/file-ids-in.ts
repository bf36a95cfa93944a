import { FileReference } from '../screen.js';

/** The ids of all files that are referred to anywhere in data. */
export function fileIdsIn(data: unknown): readonly string[] {
  const ids = new Set<string>();
  collect(data, ids);
  return [...ids];
}

function collect(data: unknown, ids: Set<string>): void {
  if (typeof data !== 'object' || data === null) return;
  const reference = FileReference.safeParse(data);
  if (reference.success) ids.add(reference.data.file);
  else for (const part of Object.values(data)) collect(part, ids);
}
