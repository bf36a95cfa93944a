import { Campaigns, ContactCentre } from '@caruso/communication-server/contract';
import { type Component, defineComponent, optional, pathInAssembly, provide } from '@caruso/service-manager';
import { Storage } from '@caruso/storage-manager/contract';
import { IANAZone } from 'luxon';
import { Reporting } from './contract.js';
import { ReportingErrors } from './errors.js';
import { readReports } from './reports/read-reports.js';
import { ReportingService, type ReportingSettings, SETTINGS } from './server/reporting-service.js';

/** What {@link reporting} takes. */
export interface ReportingOptions {
  /** The company's time zone by its IANA name: where days begin and hours belong. */
  readonly zone: string;
  /** Folder of report documents, meant from the assembly's file; without it there is the report `incoming`. */
  readonly reports?: string;
}

/**
 * Monitor and reports of an assembly. Reads the report documents when called; keeps its facts in the store `system`. In an
 * assembly without a contact centre it runs reports over what was projected before, as the command line does.
 *
 * @throws ReportingErrors.UnknownZone, ReportingErrors.UnreadableReports, ReportingErrors.DuplicateReport,
 *   LanguageErrors.InvalidDocument with the places of all errors of a document
 * @example
 * ```ts
 * reporting({ reports: './reports', zone: 'Europe/Berlin' });
 * ```
 */
export function reporting({ zone, reports }: ReportingOptions): Component {
  if (!IANAZone.isValidZone(zone)) throw new ReportingErrors.UnknownZone({ zone });
  const settings: ReportingSettings = {
    zone,
    definitions: readReports(reports === undefined ? undefined : pathInAssembly(reports)),
  };
  return defineComponent({
    name: 'reporting',
    provides: [provide(Reporting, ReportingService)],
    requires: [optional(ContactCentre), optional(Campaigns), Storage],
    configure: (container) => container.bind(SETTINGS).toConstantValue(settings),
  });
}
