import { type Component, defineComponent, provide } from '../assembly/component.js';
import { ServiceControl } from '../contract.js';
import { CONTROL_SETTINGS, type ControlSettings } from './control-settings.js';
import { ServiceControlService } from './service-control-service.js';

/**
 * Lets operators see and change the services of an assembly at run time: through the command line on this machine, and through
 * whatever asks for the contract `caruso.services`.
 *
 * @example
 * ```ts
 * serviceControl({ socket: './data/control.sock', releases: './releases' })
 * ```
 */
export function serviceControl(settings: ControlSettings = {}): Component {
  return defineComponent({
    name: 'service-control',
    provides: [provide(ServiceControl, ServiceControlService)],
    configure: (container) => {
      container.bind(CONTROL_SETTINGS).toConstantValue(settings);
    },
  });
}
