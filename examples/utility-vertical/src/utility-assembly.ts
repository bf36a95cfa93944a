import { fileURLToPath } from 'node:url';
import { businessObjects } from '@caruso/business-objects';
import { scriptEngine } from '@caruso/script-engine';
import { defineAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { type LegacyData, legacyDatabase } from './legacy-database.js';

const here = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

interface Company {
  readonly name: string;
  /** Its documents: what it adds to the vertical, its mapping, its overlay. */
  readonly model: string;
  /** Its own database, and CARUSO's. */
  readonly stores: { readonly legacy: string; readonly system: string };
  readonly data: LegacyData;
}

/** The application of the vertical at one company. Nothing here but the company differs. */
export function utilityAssembly({ name, model, stores, data }: Company) {
  return defineAssembly({
    company: name,
    components: [
      legacyDatabase({ ...data, url: stores.legacy }),
      storageManager({ stores: { system: stores.system, legacy: { url: stores.legacy, schema: 'readonly' } } }),
      businessObjects({ model: here(model), library: [here('utility')], zone: 'Europe/Berlin' }),
      scriptEngine({ scripts: here('utility/scripts'), zone: 'Europe/Berlin' }),
    ],
    greeting: async () =>
      [
        `The objects and scripts of the vertical work at ${name}. In another terminal, lead a dialog:`,
        `  npx caruso script run utility/scripts/meter-reading.xml --input customer=4711 --config ${model.split('/')[0]}/caruso.config.ts`,
        '',
        'Stop with Ctrl+C.',
      ].join('\n'),
  });
}
