import { userInfo } from 'node:os';
import type { Actor } from '@caruso/core';

/** For whom the commands are given: the user of the system that they are typed in. */
export function operator(): Actor {
  return { id: userName(), roles: ['operator'] };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // In a container the user may have a number only.
    return `user ${process.getuid?.() ?? 'without a name'}`;
  }
}
