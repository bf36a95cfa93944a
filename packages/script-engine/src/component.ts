import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeXml } from '@caruso/language';
import { type Component, defineComponent, pathInAssembly, provide } from '@caruso/service-manager';
import { Storage } from '@caruso/storage-manager/contract';
import type { CountryCode } from 'libphonenumber-js';
import type { ScriptFile } from './check/script-library.js';
import { Dialogs } from './contract.js';
import { DialogsService, type DialogsSettings, SETTINGS } from './session/dialogs-service.js';
import { LiveScripts } from './session/live-scripts.js';
import { ScriptStudio } from './studio/studio-contract.js';
import { STUDIO_SETTINGS, StudioService, type StudioSettings } from './studio/studio-service.js';

/** The options of {@link scriptEngine}. */
export interface ScriptEngineOptions {
  /** The folder of the scripts, meant from the assembly's file; every file in it that ends in `.xml` is one. */
  readonly scripts: string;
  /** Where a telephone number without a country code belongs, e.g. `DE`; without it such numbers are refused. */
  readonly defaultCountry?: CountryCode;
  /** IANA name of the zone in which scripts mean `today()`; the zone of the machine when left out. */
  readonly zone?: string;
  /** Lets scripts be changed and published while the assembly runs: by actors of these roles, `administrator` when left out. */
  readonly studio?: { readonly roles?: readonly string[] };
}

/**
 * The script engine as a component: leads dialogs by the scripts of a folder. It refuses to start when one of them has an
 * error, measured also by the contracts of the assembly.
 *
 * @throws an error of `node:fs` when the folder cannot be read, LanguageErrors.InvalidDocument when a file is not UTF-8
 * @example
 * ```ts
 * defineAssembly({
 *   company: 'stadtwerke',
 *   components: [storageManager({ stores: { system: 'sqlite:./data/caruso.db' } }), scriptEngine({ scripts: './scripts' })],
 * });
 * ```
 */
export function scriptEngine({ scripts, defaultCountry, zone, studio }: ScriptEngineOptions): Component {
  const folder = pathInAssembly(scripts);
  const settings: DialogsSettings = {
    folder,
    writes: studio !== undefined,
    files: readScripts(folder),
    defaultCountry,
    zone: zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
  return defineComponent({
    name: 'script-engine',
    provides: [provide(Dialogs, DialogsService), ...(studio ? [provide(ScriptStudio, StudioService)] : [])],
    requires: [Storage],
    configure: (container) => {
      container.bind(SETTINGS).toConstantValue(settings);
      container.bind(LiveScripts).toConstantValue(new LiveScripts());
      const roles = studio?.roles ?? ['administrator'];
      container.bind(STUDIO_SETTINGS).toConstantValue({ folder, roles } satisfies StudioSettings);
    },
  });
}

function readScripts(folder: string): readonly ScriptFile[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.xml'));
  const files = names.sort().map((name) => join(folder, name));
  return files.map((file) => ({ file, text: decodeXml(readFileSync(file), file) }));
}
