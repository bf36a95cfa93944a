import { resolve } from 'node:path';

/** Why a file or folder could not be read. Where nothing is there, it is said where it was looked for. */
export function whyUnread(path: string, cause: unknown): string {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return `there is no ${resolve(path)}`;
  return cause instanceof Error ? cause.message : String(cause);
}
