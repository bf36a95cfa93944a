import type { Contract } from '@caruso/core';
import { NO_SCRIPTS } from '../resolve/callable-scripts.js';
import { Services } from '../resolve/services.js';
import type { Reach } from './analyse-script.js';

/** What the reading of a script may be told. */
export interface ScriptOptions {
  /** The contracts of the services it can call; without them services are not checked. */
  readonly contracts?: readonly Contract[];
}

/** What a script can reach that is read with these options. */
export function reachOf({ contracts }: ScriptOptions): Reach {
  return { services: new Services(contracts), scripts: NO_SCRIPTS };
}
