import { hostname } from 'node:os';
import type { Holder } from '@caruso/business-objects';

/** This process, as others see it who would apply a model at the same time. */
export function thisProcess(): Holder {
  const here = `@${hostname()}`;
  return {
    name: `process ${process.pid}${here}`,
    isGone(name) {
      const pid = /^process (\d+)(@.+)$/.exec(name);
      return pid !== null && pid[2] === here && !isAlive(Number(pid[1]));
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}
