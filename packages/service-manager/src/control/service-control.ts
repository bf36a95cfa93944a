import { defineComponent } from '../assembly/define-component.js';
import { provide } from '../assembly/provision.js';
import { ServiceControl } from '../contract.js';
import type { Component } from '../model/service-manager.js';
import { CONTROL_SETTINGS, type ControlSettings } from './control-settings.js';
import { ServiceControlService } from './service-control-service.js';

/**
 * Lets operators see and change the services of an assembly at run time: through the command line on this machine, and through
 * whatever asks for the contract `caruso.services`. Over its socket every contract of the assembly can be called. Its property `socket` tells the command line where to find it.
 *
 * @example
 * ```ts
 * serviceControl({ socket: here('data/control/socket'), releases: here('releases') })
 * ```
 */
export function serviceControl(settings: ControlSettings = {}): Component {
  const { socket } = settings;
  return defineComponent({
    name: 'service-control',
    ...(socket === undefined ? {} : { properties: { socket } }),
    // A watch never ends by itself; it must not hold up the stop of the assembly.
    drain: { deadlineMs: 1_000 },
    provides: [provide(ServiceControl, ServiceControlService)],
    configure: (container) => {
      container.bind(CONTROL_SETTINGS).toConstantValue(settings);
    },
  });
}
