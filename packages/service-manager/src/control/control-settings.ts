import type { ServiceIdentifier } from 'inversify';

/** How the services of an assembly can be operated from outside. */
export interface ControlSettings {
  /**
   * The path of a local socket for the command line; only the user who runs the assembly can open it, and its folder must be
   * open to nobody else (it is made so when it does not exist). Absolute, because `caruso service` reads it from the assembly
   * and may stand elsewhere. Without it there is none.
   */
  readonly socket?: string;
  /** The folder of the modules that may replace a component. Without it nothing can be replaced from outside. */
  readonly releases?: string;
}

export const CONTROL_SETTINGS: ServiceIdentifier<ControlSettings> = Symbol.for('caruso:control-settings');
