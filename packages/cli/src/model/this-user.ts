import { hostname, userInfo } from 'node:os';

/** Who gives a command, as others read it who ask who has done something. */
export function thisUser(): string {
  return `${nameOfUser()}@${hostname()}`;
}

function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    // Users of containers have numbers, and not always names.
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}
