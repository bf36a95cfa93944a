import type { BusinessObjects, Modeler } from '@caruso/business-objects/contract';
import type { Campaigns, ContactCentre } from '@caruso/communication-server/contract';
import type { Clock, Stub } from '@caruso/core';
import type { Reporting } from '@caruso/reporting/contract';
import type { Dialogs, ScriptStudio } from '@caruso/script-engine/contract';
import type { Directory, Log } from '@caruso/service-manager';
import type { ServiceControl } from '@caruso/service-manager/contract';

/** What the routes call, and what surrounds them. */
export interface Services {
  readonly objects: Stub<typeof BusinessObjects>;
  readonly dialogs: Stub<typeof Dialogs>;
  readonly centre: Stub<typeof ContactCentre>;
  /** Undefined when the assembly has none. */
  readonly campaigns: Stub<typeof Campaigns> | undefined;
  readonly reporting: Stub<typeof Reporting>;
  /** Undefined when the assembly has none. */
  readonly control: Stub<typeof ServiceControl> | undefined;
  /** Undefined when the assembly has none. */
  readonly modeler: Stub<typeof Modeler> | undefined;
  /** Undefined when the assembly has none. */
  readonly scriptStudio: Stub<typeof ScriptStudio> | undefined;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly log: Log;
}
