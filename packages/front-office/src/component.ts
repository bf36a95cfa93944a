import { BusinessObjects, Modeler } from '@caruso/business-objects/contract';
import { Campaigns, ContactCentre } from '@caruso/communication-server/contract';
import { Reporting } from '@caruso/reporting/contract';
import { Dialogs, ScriptStudio } from '@caruso/script-engine/contract';
import { type Component, defineComponent, optional, provide } from '@caruso/service-manager';
import { ServiceControl } from '@caruso/service-manager/contract';
import { Storage } from '@caruso/storage-manager/contract';
import { FrontOffice } from './contract.js';
import { FrontOfficeService, SETTINGS } from './front-office-service.js';
import { type FrontOfficeOptions, readOptions } from './options.js';

/**
 * The HTTP API and the web applications of an assembly: agent desktop, supervisor, administration and self-service.
 *
 * @throws FrontOfficeErrors.BadOptions
 * @example
 * ```ts
 * frontOffice({
 *   port: 8080,
 *   company: 'Stadtwerke',
 *   customer: { object: 'Customer' },
 *   users: [{ login: 'agent1', name: 'Agent One', role: 'agent', password: () => readFile('./agent1.secret', 'utf8') }],
 * });
 * ```
 */
export function frontOffice(options: FrontOfficeOptions): Component {
  const settings = readOptions(options);
  return defineComponent({
    name: 'front-office',
    provides: [provide(FrontOffice, FrontOfficeService)],
    requires: [
      Storage,
      BusinessObjects,
      Dialogs,
      ContactCentre,
      Reporting,
      optional(Campaigns),
      optional(ServiceControl),
      optional(Modeler),
      optional(ScriptStudio),
    ],
    configure: (container) => {
      container.bind(SETTINGS).toConstantValue(settings);
    },
  });
}
